"""Looks for data races with Archer: clang's thread sanitizer, told what OpenMP orders.

A race that is wrong once in a thousand runs passes every comparison. Archer sees it when two
threads touch the same memory with nothing between them, whichever comes first.
(Atzeni et al., Archer: Effectively Spotting Data Races in Large OpenMP Applications, 2016)
"""

from collections.abc import Sequence

from lessonls.adapters.judge.build import Baseline, archer
from lessonls.adapters.judge.execution import Call, join
from lessonls_sandbox.build import Build
from lessonls_sandbox.run import Order, Runner
from lessonls_sandbox.wire import encode

NAME = "Archer"
_THREADS = 4
_SECONDS = 10.0
_REPORT = "WARNING: ThreadSanitizer: data race"


class RaceDetector:
    """Runs libraries that Toolchain.racing built, until it is closed."""

    def __init__(self, baseline: Baseline, library: str) -> None:
        settings = {
            "TSAN_OPTIONS": "ignore_noninstrumented_modules=1:atexit_sleep_ms=0:exitcode=97"
            ":die_after_fork=0:symbolize=0:halt_on_error=1",
            "OMP_TOOL_LIBRARIES": library,
            "KMP_AFFINITY": "disabled",
        }
        self._runner = Runner(
            baseline.race_harness, baseline.libraries, settings, fixed_addresses=True
        )

    def close(self) -> None:
        """Stops the program."""
        self._runner.close()

    def works(self, library: str, calls: Sequence[Call]) -> bool:
        """Whether a library without races runs through."""
        return not self._problem(library, calls)

    def race(self, library: str, batches: Sequence[Sequence[Call]]) -> bool:
        """Whether a data race is seen. Other problems are not this detector's business."""
        return any(_REPORT in self._problem(library, calls) for calls in batches)

    def _problem(self, library: str, calls: Sequence[Call]) -> str:
        arguments = encode(join(calls))
        sample = self._runner.sample(
            Order(
                library, arguments, len(calls), _THREADS, None, _SECONDS, 0, files=True, team=True
            )
        )
        return f"{sample.problem} {sample.log}" if sample.problem else ""


def detector(baseline: Baseline, built: Build, calls: Sequence[Call]) -> RaceDetector | None:
    """A detector that finds no race in the baseline, `built` for it, or None."""
    library = archer()
    if library is None or not built.succeeded:
        return None
    baseline.keep("baseline_race.so", built.files["unit.so"])
    found = RaceDetector(baseline, library)
    if found.works("baseline_race.so", calls):
        return found
    found.close()
    return None
