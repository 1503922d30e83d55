"""Formatting untrusted text by an untrusted style, at every level of confinement."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from lessonls_sandbox.build import Build
from lessonls_sandbox.confine import Confinement
from lessonls_sandbox.format import FORMATTED, formatted, formatter
from tests.sandbox.conftest import lacking

TEXT = "int f(int a){return a;}\nint g(int a){return a;}\nint h(int a){return a;}\n"
WIDE = b"BasedOnStyle: Google\nIndentWidth: 8\nAllowShortFunctionsOnASingleLine: None\n"
WIDELY = "int g(int a) {\n        return a;\n}"


def second_line(
    styles: Mapping[str, bytes], level: Confinement, text: str = TEXT, name: str = "a.cpp"
) -> Build:
    program = formatter()
    if program is None:
        lacking("clang-format is not installed")
    return formatted(program, text.encode(), name, [(2, 2)], styles, level)


def test_only_the_lines_that_are_named_are_formatted(level: Confinement):
    built = second_line({".clang-format": WIDE}, level)
    assert built.files[FORMATTED].decode() == TEXT.replace("int g(int a){return a;}", WIDELY)


def test_the_nearest_style_counts_and_may_build_on_those_above(level: Confinement):
    styles = {".clang-format": WIDE, "x/y/.clang-format": b"BasedOnStyle: InheritParentConfig\n"}
    assert WIDELY.encode() in second_line(styles, level, name="x/y/a.cpp").files[FORMATTED]
    styles["x/.clang-format"] = b"DisableFormat: true\n"
    assert second_line(styles, level, name="x/z/a.cpp").files[FORMATTED] == TEXT.encode()


def test_includes_stay_in_their_order(level: Confinement):
    """Whatever the style says: it can matter."""
    text = "#include <b>\n#include <a>\n"
    built = second_line({".clang-format": b"SortIncludes: true\n"}, level, text)
    assert built.files[FORMATTED] == text.encode()


def test_a_style_that_cannot_be_read_is_told_of(level: Confinement):
    built = second_line({".clang-format": b"Nonsense: 1\n"}, level)
    assert not built.succeeded
    assert "Nonsense" in built.diagnostics


def test_a_style_outside_the_sandbox_is_not_seen(level: Confinement, scratch: Path):
    """Not even in the folder in which working folders are made."""
    (scratch / ".clang-format").write_bytes(WIDE)
    built = second_line({"x/.clang-format": b"BasedOnStyle: InheritParentConfig\n"}, level)
    assert WIDELY.encode() not in built.files.get(FORMATTED, b"")


def test_a_style_that_makes_text_huge_gives_none(level: Confinement):
    text = TEXT.replace("}\nint h", "} // g\nint h")
    built = second_line({".clang-format": b"SpacesBeforeTrailingComments: 99000000\n"}, level, text)
    assert not built.succeeded


@pytest.mark.parametrize("path", ["", "/nowhere", "relative", "{workspace}"])
def test_only_the_systems_program_is_taken(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Wherever the user's path leads: no folder of a workspace can offer another."""
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    usual = formatter()
    if usual is None:
        lacking("clang-format is not installed")
    (tmp_path / "clang-format").write_text("#!/bin/sh\n")
    (tmp_path / "clang-format").chmod(0o755)
    monkeypatch.setenv("PATH", path.format(workspace=tmp_path))
    assert formatter() == usual
