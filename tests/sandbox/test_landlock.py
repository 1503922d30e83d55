"""Paths in commands, where a level cannot show a file at another place."""

from pathlib import Path

import pytest

from lessonls_sandbox.confine import Mount
from lessonls_sandbox.landlock import in_place

MOUNTS = [
    Mount(Path("/real/harness"), "/harness"),
    Mount(Path("/copy/of/project"), "/home/me/project"),
    Mount(Path("/copy/of/include"), "/home/me/project/include"),
]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("/harness", "/real/harness"),
        ("/harness/trace.c", "/real/harness/trace.c"),
        ("-I/harness", "-I/real/harness"),
        ("-isystem/home/me/project", "-isystem/copy/of/project"),
        ("/home/me/project/include/a.h", "/copy/of/include/a.h"),
        ("gcc -I/harness '-I/home/me/project' x", "gcc -I/real/harness '-I/copy/of/project' x"),
        ("gcc -c /harness/trace.c -o t.o", "gcc -c /real/harness/trace.c -o t.o"),
        ("/harness_san", "/harness_san"),
        ("/other/harness", "/other/harness"),
        ("-DNAME=/harness", "-DNAME=/real/harness"),
        ("unit.c", "unit.c"),
    ],
)
def test_a_path_of_a_mount_becomes_the_path_outside(word: str, expected: str):
    assert in_place([word], MOUNTS) == [expected]


def test_without_mounts_a_word_stays_as_it_is():
    assert in_place(["/harness"], []) == ["/harness"]


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["-I/usr/include/x"], ["-I/usr/include/x"]),
        (["-I/home/me/project/a"], ["-I/copy/of/project/a"]),
        (["-I/home/me/other"], ["-I/nowhere/home/me/other"]),
        (["-iquote", "/home/me/other", "x"], ["-iquote", "/nowhere/home/me/other", "x"]),
        (["g++ '-iquote' '/root' x"], ["g++ '-iquote' '/nowhere/root' x"]),
        (["awk '/(call|bl) /{print}'"], ["awk '/(call|bl) /{print}'"]),
    ],
)
def test_the_compiler_finds_nothing_where_nothing_is_shown(argv: list[str], expected: list[str]):
    """It would give up on a folder that it may not look into."""
    assert in_place(argv, MOUNTS) == expected
