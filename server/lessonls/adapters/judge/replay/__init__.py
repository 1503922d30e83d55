"""Rewrites judged inside the user's own program, by what happens in calls that it makes."""

from lessonls.adapters.judge.replay.bench import ReplayBench

__all__ = ["ReplayBench"]
