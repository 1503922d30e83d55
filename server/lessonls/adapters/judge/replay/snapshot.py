"""What a trial left behind: the words that it may have changed, and what it did besides."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lessonls.adapters.judge.replay.blocks import Blocks, blocks_of
from lessonls_sandbox.replay import ptrace
from lessonls_sandbox.replay.gate import Sample
from lessonls_sandbox.replay.memory import PAGE, Mapping, Memory, written
from lessonls_sandbox.replay.state import State, read_state
from lessonls_sandbox.replay.trial import Trial

_MOST_LOGGED = 1 << 21


@dataclass(frozen=True)
class Snapshot:
    """A trial that came to the end of the call: the pages that it `touched` (addresses), its
    mappings, the blocks that it took and freed, the name of what it threw, and how it rounds.
    """

    trial: Trial
    mappings: Sequence[Mapping]
    touched: NDArray[np.int64]
    blocks: Blocks
    thrown: str
    state: State
    rounding: tuple[int, int]


def snapshot(trial: Trial, sample: Sample, before: Memory) -> Snapshot:
    """Looks at a trial behind the call; `before` is the program's memory."""
    memory = trial.memory
    state = read_state(memory, sample.runtime.state.start)
    mappings = memory.mappings()
    logged = max(0, min(state.logged, _MOST_LOGGED))
    return Snapshot(
        trial,
        mappings,
        touched(memory, before, mappings, sample),
        blocks_of(trial, sample.runtime, state.log, logged),
        memory.text(state.thrown) if state.thrown else "",
        state,
        ptrace.rounding(trial.pid),
    )


def touched(
    memory: Memory, before: Memory, mappings: Sequence[Mapping], sample: Sample
) -> NDArray[np.int64]:
    """The pages that may differ from the program's, without ours and the callee's stack."""
    runtime = sample.runtime
    found: list[NDArray[np.int64]] = []
    for one in mappings:
        start = one.start
        if not one.own or start in runtime.region:
            continue
        if sample.frame in range(one.start, one.end):
            start = sample.frame // PAGE * PAGE
        flags = written(memory.entries(start, one.end), before.entries(start, one.end))
        found.append(start + PAGE * np.flatnonzero(flags).astype(np.int64))
    pages = np.concatenate(found) if found else np.empty(0, np.int64)
    return pages[pages != runtime.state.start]
