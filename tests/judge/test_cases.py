"""Wrong, cheating and honest rewrites of ordinary functions, each with the verdict it must get.

A folder of `cases` holds one source file with a function of the folder's name, and candidates
for it in `wrong` and `honest`. The comment lines at the top of a candidate say what must come
out of it, and are not part of what is judged:

    // expect: incorrect | faulty; reason: a regular expression that the reason must match
    // expect: incorrect | gains_nothing; reason: ... (or it is correct, and not faster)
    // mode: openmp
    // portable: false (it may need more than the project's flags turn on)
    // condition: a regular expression that one of the evidence's conditions must match

How fast an honest candidate is makes no difference here.

`make test` judges the candidates of the functions in `_EVERYDAY`, and of each gate a wrong and a
right one is among them. A function that is added stands for more of the same until it is named
there.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.target import Mode
from lessonls.core.verdict import Evidence, Verdict, VerdictKind
from tests.judging import Bench, Benches

_FOLDER = Path(__file__).parent / "cases"
_EVERYDAY = {
    "sum_of_squares": "cheats, memories, messages, exits, threads, processors",
    "sum_of_cubes": "texts that are refused before anything is compiled",
    "block_checksum": "system calls and libraries, in C",
    "count_ones": "paths that ask the processor",
    "marked_levels": "a condition: arithmetic overflows; a fault behind it",
    "split_matrix": "a condition: numbers are finite",
    "even_steps": "a condition: lines that no input reached",
    "find_ticket": "numbers that decide",
    "pair_worth": "a class, with helpers",
    "limit_cells": "memory behind a struct that is passed by value",
}
"""What each is there for."""
_SESSION_SECONDS = 0.2
"""Short timing sessions: they only have to find what is no honest rewrite."""
_HEADING = re.compile(r"//\s*(expect|mode|portable|condition):\s*(.*?)\s*$")
_GAINS_NOTHING = "gains_nothing"
_EXPECTED = re.compile(r"(?P<kinds>[a-z_ |]+?)\s*;\s*reason:\s*(?P<reason>.*)$")


@dataclass(frozen=True)
class Setting:
    """What a bench is opened for; candidates of the same setting share it."""

    function: str
    mode: Mode
    portable: bool


@dataclass(frozen=True)
class Case:
    """One candidate and what must come out of it."""

    name: str
    setting: Setting
    code: str
    kinds: frozenset[VerdictKind]
    reason: str
    condition: str
    may_gain_nothing: bool

    @property
    def honest(self) -> bool:
        return VerdictKind.CORRECT in self.kinds

    def objection(self, verdict: Verdict) -> str | None:
        """What is wrong with the verdict."""
        said = f"{verdict.kind}: {verdict.reason}"
        if self.may_gain_nothing and verdict.kind is VerdictKind.CORRECT:
            return f"faster, {verdict.interval}" if verdict.faster else None
        if verdict.kind not in self.kinds:
            return said
        if not re.search(self.reason, verdict.reason, re.IGNORECASE):
            return f"another reason, {said}"
        if not self.honest and verdict.speedup is not None:
            return f"a speedup, {said}"
        conditions = _conditions(verdict.evidence)
        if self.condition and not any(re.search(self.condition, line) for line in conditions):
            return f"conditions {conditions}"
        return None


def _read(path: Path) -> Case:
    """A candidate's file; raises ValueError where its first lines are not understood."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    headings: dict[str, str] = {}
    while lines and (heading := _HEADING.match(lines[0])):
        headings[heading[1]] = heading[2]
        lines.pop(0)
    function = path.parents[1].name
    expected = _EXPECTED.match(headings.get("expect", "correct; reason:"))
    if expected is None or (path.parent.name == "honest") == ("expect" in headings):
        raise ValueError(f"{path} does not say what to expect of it")
    kinds = {kind.strip() for kind in expected["kinds"].split("|")}
    return Case(
        name=f"{function}/{path.parent.name}/{path.stem}",
        setting=Setting(
            function, Mode(headings.get("mode", "serial")), headings.get("portable") != "false"
        ),
        code="".join(lines),
        kinds=frozenset(VerdictKind(kind) for kind in kinds - {_GAINS_NOTHING}),
        reason=expected["reason"],
        condition=headings.get("condition", ""),
        may_gain_nothing=_GAINS_NOTHING in kinds,
    )


def _order(case: Case) -> tuple[str, Mode, bool, bool, str]:
    setting = case.setting
    return setting.function, setting.mode, setting.portable, case.honest, case.name


_PATHS = [*_FOLDER.glob("*/wrong/*.c*"), *_FOLDER.glob("*/honest/*.c*")]
_CASES = sorted((_read(path) for path in _PATHS), key=_order)


def _bench(benches: Benches, setting: Setting) -> Bench:
    path = next((_FOLDER / setting.function).glob("target.c*"))
    source = path.read_text(encoding="utf-8")
    target = TreeSitterFinder(CompileCommands()).named(path, source, setting.function)
    return benches.of(
        target, setting.mode, session_seconds=_SESSION_SECONDS, portable=setting.portable
    )


def _marks(function: str) -> list[pytest.MarkDecorator]:
    """Candidates for one function are judged one after the other, with a bench that they share."""
    group = pytest.mark.xdist_group(f"judge_{function}")
    return [group] if function in _EVERYDAY else [group, pytest.mark.exhaustive]


@pytest.fixture(scope="module")
def benches() -> Iterator[Benches]:
    with closing(Benches()) as opened:
        yield opened


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case.name,
            marks=_marks(case.setting.function),
        )
        for case in _CASES
    ],
)
def test_every_candidate_gets_the_verdict_it_deserves(benches: Benches, case: Case):
    assert case.objection(_bench(benches, case.setting).judge(case.code)) is None


def _conditions(evidence: Evidence) -> tuple[str, ...]:
    return cast("tuple[str, ...]", getattr(evidence, "conditions", ()))


def test_the_cases_cover_many_functions_and_every_kind_of_verdict():
    wrong = [case for case in _CASES if not case.honest]
    honest = [case for case in _CASES if case.honest]
    assert len({case.setting.function for case in _CASES}) >= 20
    assert len(wrong) >= 70
    assert len(honest) >= 45
    _cover_every_verdict(_CASES)
    for function in {case.setting.function for case in _CASES}:
        assert any(case.setting.function == function for case in wrong), function
        assert any(case.setting.function == function for case in honest), function


def test_the_cases_of_every_day_cover_every_kind_of_verdict():
    assert {case.setting.function for case in _CASES} >= _EVERYDAY.keys()
    _cover_every_verdict([case for case in _CASES if case.setting.function in _EVERYDAY])


def _cover_every_verdict(cases: Sequence[Case]) -> None:
    """In both modes."""
    assert {kind for case in cases for kind in case.kinds} == set(VerdictKind)
    for honest in (False, True):
        assert {case.setting.mode for case in cases if case.honest is honest} == set(Mode)
