"""Judges implementations of a function by unit tests: builds them together, runs each alone."""

from lessonls.adapters.judge.unit_tests.bench import UnitTestBench

__all__ = ["UnitTestBench"]
