"""What a rewrite does at one call of the running program, compared with what the original does."""

from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cache

from lessonls.adapters.judge.replay.comparison import Comparison, Datum
from lessonls.adapters.judge.replay.snapshot import Snapshot, snapshot
from lessonls.adapters.judge.replay.tolerance import UNSET, Tolerance
from lessonls_sandbox.replay.gate import Mode, NotStartedError, Rounding, Sample, Variant
from lessonls_sandbox.replay.memory import Memory

_OTHER_BYTES = 0
_PATIENCE = 20.0
_LEAST_SECONDS = 2.0


@dataclass(frozen=True)
class Compared:
    """What came of one call. `unusable` says why the original cannot be repeated there, and
    `failure` what the rewrite did that ends a trial; `difference` is what else it did otherwise.
    """

    call: int
    changed: int = 0
    seconds: float = 0.0
    unusable: str = ""
    failure: str = ""
    difference: str | Datum | None = None

    @property
    def equal(self) -> bool:
        """Whether nothing tells the two apart."""
        return not (self.unusable or self.failure or self.difference)


def compared(sample: Sample, most_seconds: float, other: Variant = Variant.REWRITE) -> Compared:
    """Runs the original and the rewrite, or the original twice, and compares what they left."""
    try:
        return _compared(sample, most_seconds, other)
    except NotStartedError:
        return Compared(sample.number, unusable="is called while other threads hold locks")


def _compared(sample: Sample, most_seconds: float, other: Variant) -> Compared:
    with ExitStack() as stack:
        before = stack.enter_context(closing(sample.memory()))

        def ran(variant: Variant, rounding: Rounding, fill: int, seconds: float) -> Snapshot | str:
            trial = stack.enter_context(
                closing(sample.trial(variant, Mode.CHECK, rounding, fill=fill))
            )
            if not trial.run_to(sample.runtime.done, seconds):
                return trial.failure
            return snapshot(trial, sample, before)

        @cache
        def again(rounding: Rounding, fill: int) -> Memory | None:
            found = ran(Variant.ORIGINAL, rounding, fill, most_seconds)
            return None if isinstance(found, str) else found.trial.memory

        original = ran(Variant.ORIGINAL, Rounding.NEAREST, UNSET, most_seconds)
        if isinstance(original, str):
            return Compared(sample.number, unusable=original)
        seconds = original.trial.seconds
        limit = max(_LEAST_SECONDS, _PATIENCE * seconds)
        rewrite = ran(other, Rounding.NEAREST, UNSET, limit)
        if isinstance(rewrite, str):
            return Compared(sample.number, seconds=seconds, failure=rewrite)
        tolerance = Tolerance(
            original.trial.memory,
            lambda: again(Rounding.UP, UNSET),
            lambda: again(Rounding.DOWN, UNSET),
            lambda: again(Rounding.NEAREST, _OTHER_BYTES),
        )
        comparison = Comparison(original, rewrite, sample, before, tolerance)
        difference = comparison.difference()
        effects = (original.blocks.taken, original.trial.written, sample.result)
        changed = comparison.changed + sum(len(one) > 0 for one in effects)
        return Compared(sample.number, changed, seconds, difference=difference)
