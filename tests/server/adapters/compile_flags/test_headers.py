"""Headers are compiled through the nearest source that includes them."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.preprocessor import Preprocessor
from lessonls.adapters.private_files import private_folder, stage_headers
from lessonls.adapters.project_headers import project_headers
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import TargetError
from lessonls.core.target import Language
from lessonls_sandbox.build import build

SOURCES = {
    "lib/blur.c": '#include "blur.h"\n',
    "lib/edge.c": '#include "blur.h"\n#include "detail/table.h"\n',
    "lib/blur.h": '#include "detail/common.h"\n',
    "lib/detail/table.h": "",
    "lib/detail/common.h": "",
    "app/blur.cpp": "#include <lib/shape.h>\n",
    "app/main.c": '#include "../lib/detail/table.h"\n#include "config.h"\n',
    "app/config.h": "",
    "lib/config.h": "",
    "lib/shape.h": "",
    "lib/unused.h": "",
    "lib/part.c": "",
    "lib/edge2.c": '#include "part.c"\n#include "."\n#include "*"\n#include "/"\n',
}


def project(folder: Path, files: Mapping[str, str], *commands: str) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    entries = [
        {"directory": str(folder), "file": command.split()[-1], "command": command}
        for command in commands
    ]
    (folder / "compile_commands.json").write_text(json.dumps(entries))


COMMANDS = (
    "cc -O2 -I. -DMAIN app/main.c",
    "c++ -O2 -I. -DAPP app/blur.cpp",
    "cc -O2 -I. -DEDGE lib/edge.c",
    "cc -O2 -I. -DBLUR lib/blur.c",
    "cc -O2 -I. -DEDGE2 lib/edge2.c",
)


@pytest.mark.parametrize(
    ("header", "includer"),
    [
        ("lib/blur.h", "lib/blur.c"),  # the same name, and nearer than app/blur.cpp
        ("lib/detail/table.h", "lib/edge.c"),  # directly, and nearer than app/main.c
        ("lib/detail/common.h", "lib/blur.c"),  # indirectly
        ("lib/shape.h", "app/blur.cpp"),
        ("app/config.h", "app/main.c"),
        ("lib/part.c", "lib/edge2.c"),
        ("lib/config.h", None),  # of the same name as another that is included
        ("lib/unused.h", None),
    ],
)
def test_the_nearest_source_that_includes_a_header_compiles_it(
    tmp_path: Path, header: str, includer: str | None
):
    project(tmp_path, SOURCES, *COMMANDS)
    found = CompileCommands()(tmp_path / header, Language.C)
    if includer is None:
        assert found.includer is None
        assert "is compiled as" in found.note
    else:
        assert found.includer == tmp_path / includer
        assert f"is compiled through {Path(includer).name}, which includes it." in found.note
        assert found.language is (Language.CPP if includer.endswith("cpp") else Language.C)


def test_an_include_that_is_added_is_seen(tmp_path: Path):
    project(tmp_path, SOURCES, *COMMANDS)
    lookup, header = CompileCommands(), tmp_path / "lib" / "unused.h"
    assert lookup(header, Language.C).includer is None
    (tmp_path / "app" / "main.c").write_text("\n  #  include <lib/unused.h>\n")
    assert lookup(header, Language.C).includer == tmp_path / "app" / "main.c"


def test_headers_of_cpp_stay_cpp_and_others_follow_their_includer(tmp_path: Path):
    files = {"a.c": '#include "a.hpp"\n#include "b.h"\n', "a.hpp": "", "b.h": ""}
    project(tmp_path, files, "cc -O2 a.c")
    lookup = CompileCommands()
    assert lookup(tmp_path / "a.hpp", Language.CPP).language is Language.CPP
    assert lookup(tmp_path / "b.h", Language.CPP).language is Language.C


def test_without_a_database_the_sources_beside_it_and_in_src_include_a_header(tmp_path: Path):
    for folder in "include", "src/core", ".git":
        (tmp_path / folder).mkdir(parents=True)
    header, source = tmp_path / "include" / "x.h", tmp_path / "src" / "core" / "x.cpp"
    header.write_text("")
    source.write_text('#include "../../include/x.h"\n')
    found = CompileCommands()(header, Language.C)
    assert (found.includer, found.language) == (source, Language.CPP)
    assert "-std=gnu++20" in found.flags
    assert [one.path for one in CompileCommands().sources(header)] == [source]


def test_a_header_of_a_cpp_project_compiles_with_generated_and_forced_headers(tmp_path: Path):
    text = '#include "made.h"\ninline int f(int x) { return x + GENERATED + FORCED + SET; }\n'
    files = {
        "src/x.h": text,
        "src/x.cpp": "#include <x.h>\n",
        "build/gen/made.h": "#define GENERATED 1\n",
        "src/forced.h": "#define FORCED 2\n",
        "src/set.h": "#define SET 3\n",
    }
    forced = "-include src/forced.h -imacros src/set.h"
    command = f"c++ -O2 --sysroot=/opt/x -isystem build/gen -I src {forced} -c src/x.cpp"
    project(tmp_path, files, command)
    target = TreeSitterFinder(CompileCommands()).named(tmp_path / "src" / "x.h", text, "f")
    assert target.language is Language.CPP
    headers = project_headers(target.path, target.before, target.flags)
    folder = private_folder()
    try:
        argv = ["g++", *target.flags, "-c", "unit.cpp", "-o", "out/unit.o"]
        built = build(argv, {"unit.cpp": text.encode()}, stage_headers(headers, folder))
    finally:
        shutil.rmtree(folder)
    assert built.succeeded, built.diagnostics


def test_a_header_that_is_a_whole_library_is_compiled_where_its_functions_are(tmp_path: Path):
    """And by itself, with the macro that asks for them, where no source is known to do that."""
    text = (
        "#ifndef SUM_H\n#define SUM_H\nint sum(int n);\n#endif\n"
        "#ifdef SUM_IMPLEMENTATION\n#ifdef SUM_FAST\n"
        "int sum(int n) { return n * (n + 1) / 2; }\n#else\n"
        "int slow_sum(int n) { int s = 0; while (n) s += n--; return s; }\n#endif\n#endif\n"
    )
    (tmp_path / "sum.h").write_text(text)
    files = {
        "near.c": '#include "sum.h"\n',
        "lib/all.c": '#define SUM_FAST\n#define SUM_IMPLEMENTATION\n#include "../sum.h"\n',
    }
    project(tmp_path, files, "cc -O2 near.c", "cc -O2 lib/all.c")
    finder = TreeSitterFinder(CompileCommands(), Preprocessor())
    target = finder.at(tmp_path / "sum.h", text, 6)
    assert target.name == "sum"
    assert target.includer is not None
    assert target.includer.path == tmp_path / "lib" / "all.c"
    with pytest.raises(TargetError, match=r"leaves line 9 of sum\.h out, because of the #if"):
        finder.at(tmp_path / "sum.h", text, 8)
    (tmp_path / "lib" / "all.c").write_text("")
    alone = finder.at(tmp_path / "sum.h", text, 8)
    assert (alone.name, alone.includer) == ("slow_sum", None)
    assert "-DSUM_IMPLEMENTATION" in alone.flags
