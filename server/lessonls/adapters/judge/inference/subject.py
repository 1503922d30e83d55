"""The function that experiments are made on, and what is known of it before the first one."""

from collections.abc import Callable
from dataclasses import dataclass

from lessonls.adapters.judge.inference.draft import Layout
from lessonls.adapters.judge.inference.probe import Probe
from lessonls.core.workload import Workload


@dataclass(frozen=True)
class Subject:
    """`found` are the places of its parameters, and `code` is its text. `coverage` measures the
    share of its lines that run.
    """

    function: str
    code: str
    probe: Probe
    found: Layout
    coverage: Callable[[Workload], float]
