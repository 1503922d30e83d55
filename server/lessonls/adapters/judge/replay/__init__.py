"""Rewrites judged inside the user's own program, by what happens in calls that it makes."""

from lessonls.adapters.judge.replay.bench import ReplayBench
from lessonls.adapters.judge.replay.profiling import profile_of

__all__ = ["ReplayBench", "profile_of"]
