"""How inputs for a function are made, found out by experiment."""

from lessonls.adapters.judge.inference.dictionary import literals
from lessonls.adapters.judge.inference.draft import layout
from lessonls.adapters.judge.inference.generators import generated
from lessonls.adapters.judge.inference.infer import SECONDS, infer
from lessonls.adapters.judge.inference.probe import Probe
from lessonls.adapters.judge.inference.scale import elements
from lessonls.adapters.judge.inference.subject import Subject

__all__ = ["SECONDS", "Probe", "Subject", "elements", "generated", "infer", "layout", "literals"]
