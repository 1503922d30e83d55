"""Inputs made of other inputs: with values that conditions ask for, and until nothing new runs."""

from lessonls.adapters.judge.fuzzing.fields import Field, fields
from lessonls.adapters.judge.fuzzing.look_alikes import look_alikes
from lessonls.adapters.judge.fuzzing.mutator import Mutator
from lessonls.adapters.judge.fuzzing.search import Fuzzer
from lessonls.adapters.judge.fuzzing.shapes import OF_SHORT_LISTS, SHAPES

__all__ = ["OF_SHORT_LISTS", "SHAPES", "Field", "Fuzzer", "Mutator", "fields", "look_alikes"]
