"""Judges implementations of a function by unit tests: builds them together, runs each alone."""

from lessonls.adapters.judge.unit_tests.bench import UnitTestBench
from lessonls.adapters.judge.unit_tests.own import OwnTests

__all__ = ["OwnTests", "UnitTestBench"]
