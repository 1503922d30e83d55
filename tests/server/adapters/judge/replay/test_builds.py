"""Rewrites that share a build of the program."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lessonls.adapters.judge.replay.builds import Builds
from lessonls.adapters.judge.replay.workshop import Workshop
from lessonls.adapters.private_files import private_folder
from lessonls.core.program import Program
from tests.judging import target_in

pytestmark = pytest.mark.xdist_group("judge")

SOURCE = """#include <stdio.h>
int f(int n) { return n; }
int main(void) { printf("%d\\n", f(1)); return 0; }
"""
BUILD = "echo >> builds; gcc -o program code.c"


class Shared:
    def __init__(self, folder: Path, user: Path) -> None:
        target = target_in(user / "code.c", SOURCE, "f")
        program = Program(build=BUILD, run="./program", root=user)
        self.workshop = Workshop(target, program, folder)
        self.builds = Builds(self.workshop, target, (), 60.0)
        self._log = folder / "project" / "builds"

    @property
    def number(self) -> int:
        return len(self._log.read_text(encoding="utf-8")) if self._log.exists() else 0

    def says(self, code: str) -> str:
        found = self.builds.having(code)
        if found.ran.status != 0:
            return found.ran.said
        whole = self.workshop.whole(found.number, 60.0)
        return whole.said if whole is not None else ""


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Shared]:
    folder = private_folder()
    try:
        yield Shared(folder, tmp_path)
    finally:
        shutil.rmtree(folder)


def returning(value: str) -> str:
    return f"int f(int n) {{ return {value}; }}"


def test_expected_rewrites_are_built_once_and_each_runs_as_itself(shared: Shared):
    helped = [f"static int g(int n) {{ return n + {at}; }}\n{returning('g(n)')}" for at in (4, 5)]
    codes = [returning("n + 2"), returning("n + 3"), *helped]
    shared.builds.expect(codes)
    assert [shared.says(code) for code in codes] == ["3\n", "4\n", "5\n", "6\n"]
    assert shared.number == 1


def test_what_does_not_compile_is_built_alone_and_spoils_no_other(shared: Shared):
    codes = [returning("n + 2"), returning("nothing"), returning("n + 3")]
    shared.builds.expect(codes)
    first, broken, last = (shared.says(code) for code in codes)
    assert (first, last) == ("3\n", "4\n")
    assert "nothing" in broken
    assert shared.number == 4  # all, without the second, the second, and the third on its own


def test_a_rewrite_that_nobody_expected_or_that_keeps_to_itself_is_built_alone(shared: Shared):
    lone = f"#define TWO 2\n{returning('n + TWO')}\n#undef TWO"
    shared.builds.expect([lone, returning("n + 3"), returning("n + 4")])
    assert shared.says(returning("n + 1")) == "2\n"
    assert shared.says(lone) == "3\n"
    assert [shared.says(returning(f"n + {at}")) for at in (3, 4)] == ["4\n", "5\n"]
    assert shared.number == 3


def test_a_session_that_confirms_has_a_build_of_its_own(shared: Shared):
    codes = [returning("n + 2"), returning("n + 3")]
    shared.builds.expect(codes)
    assert shared.says(codes[0]) == "3\n"
    assert shared.builds.alone(codes[1]).status == 0
    assert shared.workshop.whole(1, 60.0)
    assert shared.says(codes[1]) == "4\n"
    assert shared.number == 2
