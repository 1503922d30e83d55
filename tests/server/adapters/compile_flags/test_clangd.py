"""What `.clangd` files add and remove, for which files, and what they cannot do."""

from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.compile_flags.clangd import configuration
from lessonls.adapters.compile_flags.command_line import CommandLine
from lessonls.core.target import Language


def edited(folder: Path, text: str, arguments: str, file: str = "src/a.c") -> str:
    (folder / ".clangd").write_text(text)
    line = CommandLine("cc", tuple(arguments.split()))
    return " ".join(configuration(folder / file).edited(line).arguments)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("Add: -DB", "-DA -I inc -Iother -Wall -DB"),
        ("Add: [-DB, -O2]", "-DA -I inc -Iother -Wall -DB -O2"),
        ("Remove: -DA", "-I inc -Iother -Wall"),
        ("Remove: -I", "-DA -Wall"),
        ("{Remove: ['-W*', -D], Add: -DA}", "-I inc -Iother -DA"),
        ("Add:", "-DA -I inc -Iother -Wall"),
    ],
)
def test_flags_are_removed_and_then_added(tmp_path: Path, flags: str, expected: str):
    text = f"CompileFlags:\n  {flags}\n"
    assert edited(tmp_path, text, "-DA -I inc -Iother -Wall") == expected


FRAGMENTS = """\
CompileFlags: {Add: -DALL}
---
If: {PathMatch: PATTERN}
CompileFlags: {Add: -DSOME}
---
Diagnostics: {Suppress: '*'}
---
"""


@pytest.mark.parametrize(
    ("pattern", "holds"),
    [
        (r"src/.*", True),
        (r".*\.c", True),
        (r"'(lib|src)/[a-z]\.c(pp)?'", True),
        (r"[lib/.*, src/a\.c]", True),
        (r"src", False),
        (r".*\.cpp", False),
        (r"'(src|lib)*/a.c'", False),
        (r"'(.*)+a'", False),
        ("'" + "a?" * 30 + "'", False),
        ("'(s'", False),
        (r"src/.*, PathExclude: .*/a\.c", False),
        (r"src/.*, Unheard: of", False),
    ],
)
def test_fragments_hold_for_the_files_that_their_condition_names(
    tmp_path: Path, pattern: str, holds: bool
):
    text = FRAGMENTS.replace("PATTERN", pattern)
    assert edited(tmp_path, text, "") == ("-DALL -DSOME" if holds else "-DALL")


def test_inner_folders_come_after_outer_ones(tmp_path: Path):
    inner = tmp_path / "src"
    inner.mkdir()
    (inner / ".clangd").write_text("CompileFlags: {Remove: -DOUTER, Add: -DINNER}")
    assert edited(tmp_path, "CompileFlags: {Add: -DOUTER}", "") == "-DINNER"


@pytest.mark.parametrize(
    "text",
    [
        "CompileFlags: {Add: [[-DA]]}",
        "CompileFlags: 3",
        "a: [",
        "!!python/object:os.system {}",
        "a: &a {b: c}\nd: {<<: [*a, *a]}",
        "[" * 3000,
        "x" * 40_000,
        "\x00",
    ],
)
def test_what_is_no_configuration_changes_nothing_and_is_told(tmp_path: Path, text: str):
    assert edited(tmp_path, text, "-DA") == "-DA"
    assert "cannot be read" in CompileCommands()(tmp_path / "src" / "a.c", Language.C).note


@pytest.mark.parametrize("place", ["../build", "None", "Ancestors"])
def test_the_database_is_where_the_configuration_says(tmp_path: Path, place: str):
    for folder, macro in ("build", "FAR"), ("project", "NEAR"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "compile_commands.json").write_text(
            f'[{{"directory": "{tmp_path}", "file": "project/a.c", "command": "cc -O2 -D{macro}"}}]'
        )
    (tmp_path / "project" / ".clangd").write_text(
        f"CompileFlags: {{CompilationDatabase: {place}, Add: [-DB, -fplugin=x, '@a'], Compiler: x}}"
    )
    expected = {"../build": ("-DFAR", "-DB", "-O2"), "Ancestors": ("-DNEAR", "-DB", "-O2")}
    without = ("-std=gnu17", "-DB", "-O3", "-march=native")
    found = CompileCommands()(tmp_path / "project" / "a.c", Language.C)
    assert found.flags == expected.get(place, without)
    assert found.compiler == "x"
