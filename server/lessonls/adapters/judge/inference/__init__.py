"""How inputs for a function are made, found out by experiment."""

from lessonls.adapters.judge.inference.dictionary import literals
from lessonls.adapters.judge.inference.infer import infer
from lessonls.adapters.judge.inference.probe import Probe
from lessonls.adapters.judge.inference.scale import elements

__all__ = ["Probe", "elements", "infer", "literals"]
