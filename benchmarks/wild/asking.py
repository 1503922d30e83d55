"""One function in a process of its own: whatever happens to it, the others go on."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.wild.opening import Said
from benchmarks.wild.record import Outcome, Record, reason_of
from benchmarks.wild.sources import Listed
from lessonls.core import errors
from lessonls.core.errors import InputError

_GRACE = 5.0
"""Seconds in which a cancelled process should end."""
_LATE = 2.0
"""Seconds after its limit, and the start of Python, in which one should have answered."""


@dataclass(frozen=True)
class _Ended:
    """What the process said and wrote; `late` is how it ended when it had to be cancelled."""

    said: list[Said]
    errors: str
    code: int
    seconds: float
    late: str = ""


def opened(one: Listed, sources: Path, limit: float, rounds: int, temporary: Path) -> Record:
    """What came of opening that function, and optimizing it in so many rounds, within `limit`
    seconds; `temporary` is where its files and locks go, so that it waits for nobody else's judge.
    """
    place = f"{(sources / one.repository / one.file).absolute()}:{one.line}"
    ended = _run([place, str(rounds), str(limit)], limit + _LATE, temporary)
    found = next((said.found for said in ended.said if said.found), "")
    last = next((said for said in ended.said if said.opened or said.error), None)
    speedup = ended.said[-1].speedup if ended.said else None
    outcome, sentence = _outcome(one, ended, found, last, limit)
    return Record(
        **one.model_dump(exclude={"commit"}),
        outcome=outcome,
        seconds=round(ended.seconds if last is None else last.seconds, 3),
        processor_seconds=round(last.processor_seconds, 3) if last else None,
        build=bool(found),
        reason=reason_of(outcome, sentence),
        sentence=sentence,
        line_coverage=last.line_coverage if last else None,
        baseline_seconds=last.baseline_seconds if last else None,
        speedup=speedup,
        unfinished=_unfinished(ended, last) if rounds and speedup is None else "",
    )


def _unfinished(ended: _Ended, last: Said | None) -> str:
    """Why a run on a function that opened has no result; empty for one that did not open."""
    if last is None or not last.opened:
        return ""
    wrote = ended.errors.strip().splitlines() or [""]
    return ended.said[-1].sentence or ended.late or f"it ended with {ended.code}: {wrote[-1]}"


def _outcome(
    one: Listed, ended: _Ended, found: str, last: Said | None, limit: float
) -> tuple[Outcome, str]:
    if found and found != one.function.split("::")[-1]:
        return Outcome.FAILED, f"another function was found there: {found}."
    if last is None and ended.late:
        return Outcome.OVER, f"not opened within {limit:g} s; it {ended.late}."
    if last is None:
        wrote = ended.errors.strip().splitlines() or [""]
        return Outcome.FAILED, f"the process ended with {ended.code}: {wrote[-1]}"
    if last.opened:
        return Outcome.OPENED, ""
    if last.error == errors.TooSlowError.__name__:
        return Outcome.OVER, last.sentence
    if issubclass(getattr(errors, last.error), InputError):
        return Outcome.REFUSED, last.sentence
    return Outcome.FAILED, f"{last.error}: {last.sentence}"


def _run(arguments: Sequence[str], limit: float, temporary: Path) -> _Ended:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.wild.opening", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        env={**os.environ, "TMPDIR": str(temporary)},
        start_new_session=True,  # ctrl-C is for us; we end the process ourselves
    )
    started, late = time.perf_counter(), ""
    try:
        try:
            said, wrote = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            process.terminate()
            try:
                said, wrote = process.communicate(timeout=_GRACE)
                late = f"ended {time.perf_counter() - started - limit:.1f} s after it was cancelled"
            except subprocess.TimeoutExpired:
                process.kill()
                said, wrote = process.communicate()
                late = f"had not ended {_GRACE:g} s after it was cancelled"
    finally:
        process.kill()
        process.wait()
    lines = [Said.model_validate_json(line) for line in said.splitlines()]
    return _Ended(lines, wrote, process.returncode, time.perf_counter() - started, late)
