"""Where a program spends its time: a run under perf, else under callgrind, in a copy of the project
and in the sandbox.
"""

import shlex
from pathlib import Path

from lessonls.adapters.judge.replay.checkout import Checkout
from lessonls.core.errors import WorkloadError
from lessonls.core.program import Program

_FOLDER = ".lessonls-profile"
_BUILD_SECONDS, _RUN_SECONDS = 600.0, 600.0
_MOST_SAID = 300
_HERTZ = 4999
_LEAST_SAMPLES = 200
_PERF = f"""
perf record -q -e cpu-clock -F {_HERTZ} -o FOLDER/perf.data \\
/bin/sh -c COMMAND >FOLDER/said 2>&1 || exit 9
perf report --stdio --no-children -i FOLDER/perf.data >FOLDER/profile 2>/dev/null
"""
_CALLGRIND = """
valgrind -q --tool=callgrind --trace-children=yes --callgrind-out-file=FOLDER/callgrind.%p \
/bin/sh -c COMMAND >FOLDER/said 2>&1 || exit 9
"""


def profile_of(program: Program, root: Path, folder: Path) -> str:
    """The text of a profile of the program, which is built and run in a copy of `root` that is
    made in `folder`. Raises WorkloadError with what went wrong.
    """
    copy = Checkout.of(root, folder / "project", root)
    if program.build:
        built = copy.run(program.build, _BUILD_SECONDS)
        if built.status != 0:
            raise WorkloadError(f"“{program.build}” fails: {_last(built.said)}.")
    place = root / _FOLDER
    copy.run(f"mkdir -p {shlex.quote(str(place))}", _RUN_SECONDS)
    found = _sampled(copy, program.run, place) or _simulated(copy, program.run, place)
    if found is None:
        said = copy.read(place / "said")
        raise WorkloadError(
            f"“{program.run}” cannot be profiled: it fails, or neither perf nor valgrind works"
            f" here: {_last(said)}."
        )
    return found


def _sampled(copy: Checkout, command: str, place: Path) -> str | None:
    """What perf says, of a run that takes long enough for it."""
    text = _PERF.replace("FOLDER", shlex.quote(str(place))).replace("COMMAND", shlex.quote(command))
    if copy.run(text, _RUN_SECONDS).status != 0:
        return None
    found = copy.read(place / "profile")
    samples = next((line for line in found.splitlines() if line.startswith("# Samples:")), "")
    words = samples.replace("# Samples:", "").split()
    return found if words and _count(words[0]) >= _LEAST_SAMPLES else None


def _simulated(copy: Checkout, command: str, place: Path) -> str | None:
    """What callgrind says of the process that computed most."""
    text = _CALLGRIND.replace("FOLDER", shlex.quote(str(place)))
    if copy.run(text.replace("COMMAND", shlex.quote(command)), _RUN_SECONDS).status != 0:
        return None
    names = sorted(file.name for file in copy.place(place).glob("callgrind.*"))
    return max((copy.read(place / name) for name in names), key=_instructions, default=None)


def _instructions(profile: str) -> int:
    totals = (line for line in profile.splitlines() if line.startswith(("summary:", "totals:")))
    return max((int(line.split()[1]) for line in totals), default=0)


def _count(word: str) -> float:
    """`3K` is 3,000."""
    factor = {"K": 1e3, "M": 1e6}.get(word[-1:], 1.0)
    digits = word.rstrip("KM")
    return float(digits) * factor if digits.replace(".", "").isdigit() else 0.0


def _last(said: str) -> str:
    return (said.strip().splitlines() or ["it says nothing"])[-1][:_MOST_SAID].rstrip(".")
