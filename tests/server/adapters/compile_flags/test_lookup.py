"""Flags come from the project's database, and only those that one function needs."""

import json
import os
from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands, default_flags, kept_flags
from lessonls.core.target import Language

OPTIMIZED = ("-O3", "-march=native")


@pytest.mark.parametrize(
    ("arguments", "kept"),
    [
        ("-O2 -Wall -c a.c -o a.o", ("-O2",)),
        ("", OPTIMIZED),
        ("-O0 -g3", OPTIMIZED),
        ("-O2 -O0", OPTIMIZED),
        ("-Og -march=x86-64-v3", ("-march=x86-64-v3", "-O3")),
        ("-O -Os -Ofast", ("-Ofast",)),
        (
            "-Iinc -I /abs/x -isystem sys -iquote ../q -O1",
            ("-I/p/inc", "-I/abs/x", "-isystem", "/p/sys", "-iquote", "/q", "-O1"),
        ),
        ("-DA=1 -D B -UC -std=c++17 -O3", ("-DA=1", "-DB", "-UC", "-std=c++17", "-O3")),
        ("-include config.h -O3", ("-include", "config.h", "-O3")),
        ("-O3 -ffast-math -fopenmp -mavx2 -fno-rtti", ("-ffast-math", "-fopenmp", "-mavx2",
                                                       "-fno-rtti", "-O3")),
        ("-O3 -fsanitize=address -fno-sanitize=all --coverage -fprofile-arcs -pg", ("-O3",)),
        ("-O3 -flto=auto -fuse-linker-plugin -fuse-ld=gold -Wl,-rpath,x -lm -L lib", ("-O3",)),
        ("-O3 -fplugin=./evil.so -fplugin-arg-x=y -specs=evil -wrapper sh,-c -B tools", ("-O3",)),
        ("-O3 -fmodule-mapper=|sh -fdump-tree-all -fstack-usage -save-temps @evil", ("-O3",)),
        ("-O3 -MD -MF -DX -MT -Iy -x c++ -Xclang -load -Xlinker -DZ -mllvm -fx", ("-O3",)),
        ("-O3 -fopt-info-vec=out.txt -fdiagnostics-format=sarif-file -ftime-trace", ("-O3",)),
        ("-O3 -fvisibility=hidden -funknown=out", ("-fvisibility=hidden", "-O3")),
        ("-O3 -I", ("-O3",)),
    ],
)  # fmt: skip
def test_flags_that_matter_are_kept_and_all_others_dropped(arguments: str, kept: tuple[str, ...]):
    assert kept_flags(arguments.split(), Path("/p")) == kept


def database(folder: Path, *entries: dict[str, object]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "compile_commands.json"
    file.write_text(json.dumps(entries))
    return file


def entry(folder: Path, file: str, command: str) -> dict[str, object]:
    return {"directory": str(folder), "file": file, "command": f"cc {command} -c {file}"}


def test_without_a_database_the_defaults_are_used():
    assert default_flags(Path("/p/a.c"), Language.C).flags == ("-std=gnu17", *OPTIMIZED)
    assert default_flags(Path("/p/a.cc"), Language.CPP).flags == ("-std=gnu++20", *OPTIMIZED)


@pytest.mark.parametrize("place", [".", "build", "out", "cmake-build-debug"])
def test_the_nearest_database_up_the_tree_is_used(tmp_path: Path, place: str):
    database(tmp_path, entry(tmp_path, "lib/src/a.c", "-O2 -DFAR"))
    database(tmp_path / "lib" / place, entry(tmp_path / "lib", "src/a.c", "-O2 -DNEAR"))
    found = CompileCommands()(tmp_path / "lib" / "src" / "a.c", Language.C)
    assert found.flags == ("-DNEAR", "-O2")
    assert found.directory == tmp_path / "lib"
    assert found.origin.endswith("compile_commands.json")
    assert found.note == ""


def test_arguments_are_taken_as_a_list_too(tmp_path: Path):
    arguments = ["cc", "-O2", '-DNAME="a b"', "a.c"]
    database(tmp_path, {"directory": ".", "file": "a.c", "arguments": arguments})
    found = CompileCommands()(tmp_path / "a.c", Language.C)
    assert found.flags == ('-DNAME="a b"', "-O2")
    assert found.directory == tmp_path


@pytest.mark.parametrize(
    ("file", "language", "flag", "note"),
    [
        ("lib/b.h", Language.C, "-DB", "b.h is compiled as b.c is."),
        ("lib/x.h", Language.C, "-DB", "x.h is compiled as b.c is."),
        ("inc/x.h", Language.C, "-DA", "x.h is compiled as a.c is."),
        ("inc/x.h", Language.CPP, "-DC", "x.h is compiled as c.cpp is."),
    ],
)
def test_files_without_an_entry_are_compiled_as_their_neighbours(
    tmp_path: Path, file: str, language: Language, flag: str, note: str
):
    database(
        tmp_path,
        entry(tmp_path, "a.c", "-O2 -DA"),
        entry(tmp_path, "c.cpp", "-O2 -DC"),
        entry(tmp_path, "lib/b.c", "-O2 -DB"),
    )
    found = CompileCommands()(tmp_path / file, language)
    assert (found.flags, found.note) == ((flag, "-O2"), note)


def test_a_database_without_the_language_gives_the_defaults_and_says_so(tmp_path: Path):
    database(tmp_path, entry(tmp_path, "a.c", "-O2"))
    found = CompileCommands()(tmp_path / "b.cpp", Language.CPP)
    assert found.flags == ("-std=gnu++20", *OPTIMIZED)
    assert "has no cpp file" in found.note


@pytest.mark.parametrize(
    "content", ["", "{", "{}", "[1]", '[{"file": 3}]', "\xff", '[{"directory": "/"}]']
)
def test_a_broken_database_gives_the_defaults_and_says_so(tmp_path: Path, content: str):
    (tmp_path / "compile_commands.json").write_bytes(content.encode("latin-1"))
    found = CompileCommands()(tmp_path / "a.c", Language.C)
    assert found.flags == ("-std=gnu17", *OPTIMIZED)
    assert "is not a valid database" in found.note


def test_a_command_that_is_not_closed_gives_the_defaults_and_says_so(tmp_path: Path):
    database(tmp_path, entry(tmp_path, "a.c", "-O2 '-DX"))
    assert "cannot be read" in CompileCommands()(tmp_path / "a.c", Language.C).note


def test_a_configured_database_is_used_for_every_file(tmp_path: Path):
    file = database(tmp_path / "elsewhere", entry(tmp_path, "a.c", "-O2 -DE"))
    for configured in (file, file.parent):
        assert CompileCommands(configured)(tmp_path / "a.c", Language.C).flags == ("-DE", "-O2")
    missing = CompileCommands(tmp_path / "none.json")(tmp_path / "a.c", Language.C)
    assert "cannot be read" in missing.note


def test_a_changed_database_is_read_again(tmp_path: Path):
    file = database(tmp_path, entry(tmp_path, "a.c", "-O2 -DOLD"))
    lookup = CompileCommands()
    assert lookup(tmp_path / "a.c", Language.C).flags == ("-DOLD", "-O2")
    database(tmp_path, entry(tmp_path, "a.c", "-O2 -DNEW"))
    os.utime(file, ns=(1, 1))
    assert lookup(tmp_path / "a.c", Language.C).flags == ("-DNEW", "-O2")
