"""How inputs for a function are made, found out by experiment."""

from lessonls.adapters.judge.inference.generators import counted, generated
from lessonls.adapters.judge.inference.infer import SECONDS
from lessonls.adapters.judge.inference.scale import elements
from lessonls.adapters.judge.inference.search import search
from lessonls.adapters.judge.inference.sensitivity import tells

__all__ = ["SECONDS", "counted", "elements", "generated", "search", "tells"]
