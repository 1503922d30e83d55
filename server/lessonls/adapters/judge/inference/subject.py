"""The function that experiments are made on, and what is known of it before the first one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lessonls.adapters.judge.inference.draft import Layout
from lessonls.adapters.judge.inference.probe import Probe
from lessonls.core.workload import Workload


@dataclass(frozen=True)
class Subject:
    """`found` are the places of its parameters, `code` is its text, and `enumerations` say how
    many values each enumeration has. `coverage` measures the share of its lines that run.
    """

    function: str
    code: str
    probe: Probe
    found: Layout
    enumerations: Mapping[str, int]
    coverage: Callable[[Workload], float]
