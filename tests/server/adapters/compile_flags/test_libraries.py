"""System libraries come from the files of the project's build."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.target import Language

OBJECTS = {
    "a.c": "CMakeFiles/core.dir/a.c.o",
    "main.c": "CMakeFiles/tool.dir/main.c.o",
    "t.c": "test/CMakeFiles/check.dir/t.c.o",
}
MAKEFILES = {
    "CMakeFiles/core.dir/link.txt": "/usr/bin/ar qc libcore.a CMakeFiles/core.dir/a.c.o\nranlib x",
    "CMakeFiles/tool.dir/link.txt": (
        "/usr/bin/cc -O2 -pthread CMakeFiles/tool.dir/main.c.o -o tool libcore.a -lz"
        " /usr/lib/x86_64-linux-gnu/libpng16.so.16 /opt/own/libx.so -l'$(id)' -lm\n"
    ),
    "test/CMakeFiles/check.dir/link.txt": "/usr/bin/cc @o.rsp -o check -lcheck",
    "test/o.rsp": "CMakeFiles/check.dir/t.c.o",
}
NINJA = """\
rule cc
  command = cc -lnot
build CMakeFiles/core.dir/a.c.o: C_COMPILER__core ../a.c
build libcore.a: C_STATIC_LIBRARY_LINKER__core CMakeFiles/core.dir/a.c.o || order
  LANGUAGE_COMPILE_FLAGS = -O2
build tool: C_EXECUTABLE_LINKER__tool $
    CMakeFiles/tool.dir/main.c.o | libcore.a || libcore.a
  LINK_LIBRARIES = -pthread  libcore.a  -lz  /usr/lib/x86_64-linux-gnu/libpng16.so.16 $
      /opt/own/libx.so  -l$x  -lm
build test/check: C_EXECUTABLE_LINKER__check test/CMakeFiles/check.dir/t.c.o
  LINK_ARGS = -Wl,--start-group -lcheck
"""


def project(folder: Path, files: Mapping[str, str]) -> None:
    entries: list[Mapping[str, str]] = []
    for name, made in OBJECTS.items():
        (folder / name).write_text("int f(int x) { return x; }\n")
        inner = "build/test" if made.startswith("test/") else "build"
        written = made.removeprefix("test/")
        command = f"cc -O2 -o {written} -c {folder / name}"
        entries.append(
            {"directory": str(folder / inner), "file": str(folder / name), "command": command}
        )
    for name, text in {"compile_commands.json": json.dumps(entries), **files}.items():
        (folder / "build" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "build" / name).write_text(text)


@pytest.mark.parametrize("files", [MAKEFILES, {"build.ninja": NINJA}])
def test_a_file_gets_the_libraries_of_the_programs_that_hold_its_object(
    tmp_path: Path, files: Mapping[str, str]
):
    project(tmp_path, files)
    lookup = CompileCommands()
    found = {name: lookup(tmp_path / name, Language.C).libraries for name in OBJECTS}
    linked = ("pthread", "z", "png16")
    assert found == {"a.c": linked, "main.c": linked, "t.c": ("check",)}


def test_a_target_has_its_libraries_and_those_of_the_settings_first(tmp_path: Path):
    project(tmp_path, {"build.ninja": NINJA})
    finder = TreeSitterFinder(CompileCommands(libraries=("jpeg", "z")))
    path = tmp_path / "a.c"
    assert finder.named(path, path.read_text(), "f").libraries == ("jpeg", "z", "pthread", "png16")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LDLIBS = -lz -lm\n", ("z",)),
        ("LIBS += -lpng \\\n  -lz # -lnot\nOTHER = -lno\n", ("png", "z")),
        ("export FOO_LDFLAGS:=-L. -lfoo\n", ("foo",)),
        ("all: a.o\n\t$(CC) -o all a.o -lz\n\tls -la\n", ("z",)),
        ("LIBS = $(shell evil) -l$(X) -l../x -l;id\n", ()),
        ("", ()),
    ],
)
def test_a_makefile_says_them_literally(tmp_path: Path, text: str, expected: tuple[str, ...]):
    (tmp_path / ".git").mkdir()
    (tmp_path / "src").mkdir()
    (tmp_path / "Makefile").write_text(text)
    assert CompileCommands()(tmp_path / "src" / "a.c", Language.C).libraries == expected
