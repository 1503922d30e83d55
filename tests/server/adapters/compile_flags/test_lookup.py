"""Flags come from the project's database, and only those that one function needs."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

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
        ("--sysroot=/s -isysroot /s -iframework /f -I=/usr/x -O3", ("-I/usr/x", "-O3")),
        ("-idirafter old -imacros set.h -O3", ("-idirafter", "/p/old", "-imacros", "set.h", "-O3")),
        ("-m32 -mcmodel=kernel -mfentry -finstrument-functions -mavx -O3", ("-mavx", "-O3")),
    ],
)  # fmt: skip
def test_flags_that_matter_are_kept_and_all_others_dropped(arguments: str, kept: tuple[str, ...]):
    assert kept_flags(arguments.split(), Path("/p")) == kept


def database(folder: Path, *entries: Mapping[str, object]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "compile_commands.json"
    file.write_text(json.dumps(entries))
    return file


def entry(folder: Path, file: str, command: str) -> dict[str, object]:
    return {"directory": str(folder), "file": file, "command": f"cc {command} -c {file}"}


def test_without_a_database_the_defaults_are_used():
    assert default_flags(Path("/p/a.c"), Language.C).flags == ("-std=gnu17", *OPTIMIZED)
    assert default_flags(Path("/p/a.cc"), Language.CPP).flags == ("-std=gnu++20", *OPTIMIZED)


PLACES: Final = [
    *(".", "build", "out", "cmake-build-debug", "build-release", "_build", "Release"),
    *("build/Debug", "out/build/x64"),
]


@pytest.mark.parametrize("place", PLACES)
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
    assert found.flags == (f"-I{tmp_path}", "-std=gnu++20", *OPTIMIZED)
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
    assert "cannot be parsed" in CompileCommands()(tmp_path / "a.c", Language.C).note


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


def test_folders_to_which_everybody_may_write_say_nothing(tmp_path: Path):
    database(tmp_path / "build", entry(tmp_path, "lib/a.c", "-O2"))
    tmp_path.chmod(0o1777)
    assert CompileCommands()(tmp_path / "lib" / "a.c", Language.C).origin == "defaults"


def test_relative_directories_count_from_the_database_and_paths_from_the_directory(tmp_path: Path):
    command = "ccache gcc -O2 -I ../inc -I. @flags.rsp -c ../../src/a.c"
    database(tmp_path / "build", {"directory": "sub", "file": "../../src/a.c", "command": command})
    (tmp_path / "build" / "sub").mkdir()
    (tmp_path / "build" / "sub" / "flags.rsp").write_text("-iquote q -DA")
    found = CompileCommands()(tmp_path / "src" / "a.c", Language.C)
    build = tmp_path / "build"
    folders = (f"-I{build}/inc", f"-I{build}/sub", "-iquote", f"{build}/sub/q")
    assert found.flags == (*folders, "-DA", "-O2")
    assert (found.directory, found.compiler, found.note) == (build / "sub", "gcc", "")


@pytest.mark.parametrize(
    ("commands", "chosen", "note"),
    [
        (
            ["cc -O0 -DA", "cc -O2 -DB", "cc -O2 -DC"],
            "-DB",
            "3 compile commands; that with -O2 is used.",
        ),
        (["cc -g -DA", "cc -Og -DB"], "-DA", "2 compile commands; the first is used."),
        (["c++ -O3 -DA", "cc -O1 -DB"], "-DB", "2 compile commands; that with -O1 is used."),
        (["cc -O3 '", "cc -DB"], "-DB", ""),
        (["cc -O2 -DA", "cc -O2 -DA"], "-DA", ""),
    ],
)
def test_of_several_entries_the_optimized_one_in_the_language_is_taken(
    tmp_path: Path, commands: list[str], chosen: str, note: str
):
    entries = [{"directory": ".", "file": "a.c", "command": command} for command in commands]
    database(tmp_path, *entries)
    found = CompileCommands()(tmp_path / "a.c", Language.C)
    assert chosen in found.flags
    assert found.note.endswith(note)
    assert bool(found.note) == bool(note)


def test_of_several_builds_the_optimized_one_is_taken(tmp_path: Path):
    for kind, level in ("debug", "-O0"), ("release", "-O2"):
        database(tmp_path / f"cmake-build-{kind}", entry(tmp_path, "a.c", f"{level} -D{kind}"))
    found = CompileCommands()(tmp_path / "a.c", Language.C)
    assert found.flags == ("-Drelease", "-O2")
    assert "cmake-build-release" in found.origin


@pytest.mark.parametrize("command", ["g++ -O2 -c a.c", "cc -x c++ -O2 -c a.c"])
def test_a_file_is_in_the_language_that_its_command_says(tmp_path: Path, command: str):
    database(tmp_path, {"directory": ".", "file": "a.c", "command": command})
    (tmp_path / "a.c").write_text("template <class T> T f(T x) { return x; }")
    assert CompileCommands()(tmp_path / "a.c", Language.C).language is Language.CPP


@pytest.mark.parametrize("compiler", ["clang", "/opt/bin/arm-none-eabi-gcc", "tcc"])
def test_another_compiler_is_named(tmp_path: Path, compiler: str):
    command = f"{compiler} -O2 -target arm -Xclang -load -c a.c"
    database(tmp_path, {"directory": ".", "file": "a.c", "command": command})
    found = CompileCommands()(tmp_path / "a.c", Language.C)
    assert found.flags == ("-O2",)
    name = Path(compiler).name
    assert (found.compiler, found.note) == (name, f"a.c is compiled with gcc instead of {name}.")


def test_compile_flags_txt_holds_for_every_file_below(tmp_path: Path):
    (tmp_path / "compile_flags.txt").write_text("-xc++\n\n -I \ninc\n-Isrc\n-O2\n-fplugin=x\n")
    found = CompileCommands()(tmp_path / "src" / "a.c", Language.C)
    assert found.flags == ("-std=gnu++20", f"-I{tmp_path}/inc", f"-I{tmp_path}/src", "-O2")
    assert (found.language, found.origin) == (Language.CPP, str(tmp_path / "compile_flags.txt"))


def test_the_sources_of_a_program_have_flags_of_their_own(tmp_path: Path):
    header = {"directory": ".", "file": "x.h", "command": "cc -c x.h"}
    database(tmp_path, entry(tmp_path, "a.c", "-O2 -DA"), entry(tmp_path, "b/b.cc", "-O1"), header)
    sources = CompileCommands().sources(tmp_path / "lib" / "x.h")
    assert [(one.path, one.language, one.flags.flags) for one in sources] == [
        (tmp_path / "a.c", Language.C, ("-DA", "-O2")),
        (tmp_path / "b" / "b.cc", Language.CPP, ("-O1",)),
    ]


def test_without_a_database_the_sources_of_the_folder_and_of_src_belong_together(tmp_path: Path):
    for name in ".git/c.c", "src/a.c", "src/deep/b.cpp", "lib/c.cc", "lib/x.h", "other/d.c":
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    sources = CompileCommands().sources(tmp_path / "lib" / "x.h")
    names = ["lib/c.cc", "src/a.c", "src/deep/b.cpp"]
    assert [one.path for one in sources] == [tmp_path / name for name in names]


def test_headers_of_a_project_that_says_nothing_are_looked_for_in_the_usual_folders(tmp_path: Path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "lib" / "include").mkdir(parents=True)
    (tmp_path / "include").mkdir()
    flags = CompileCommands()(tmp_path / "lib" / "a.c", Language.C).flags
    folders = [tmp_path / "lib" / "include", tmp_path / "include", tmp_path]
    assert flags[:3] == tuple(f"-I{folder}" for folder in folders)
