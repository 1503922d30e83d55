"""Only the project's own headers that a source includes are found."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from lessonls.adapters import project_headers as module
from lessonls.adapters.private_files import private_folder, stage_headers
from lessonls.adapters.project_headers import project_headers
from lessonls.core.errors import InputError
from lessonls_sandbox.build import build


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def found(folder: Path, text: str, *flags: str) -> list[str]:
    headers = project_headers(folder / "src" / "a.cpp", text, flags)
    assert all(content == path.read_bytes() for path, content in headers.items())
    return sorted(str(path.relative_to(folder)) for path in headers)


FILES = {
    "src/a.h": '#include "deep/b.h"\n',
    "src/deep/b.h": '#  include "../c.h"\n#include "b.h"\n',
    "src/c.h": "",
    "src/unused.h": "",
    "inc/lib/x.h": "#include <lib/y.h>\n",
    "inc/lib/y.h": '#include "x.h"\n',
    ".secret/key": "",
    "src/.secret": "",
    "src/config.h": "",
}


@pytest.mark.parametrize(
    ("text", "flags", "expected"),
    [
        ("", [], []),
        ("#include <vector>\n#include <a.h>\n", [], []),
        ('#include "a.h"\n', [], ["src/a.h", "src/c.h", "src/deep/b.h"]),
        ('#if 0\n  # include\t"c.h" // why\n#endif', [], ["src/c.h"]),
        ('#if __has_include("c.h")\n#endif', [], ["src/c.h"]),
        ("#include <lib/x.h>\n", ["-Iinc"], ["inc/lib/x.h", "inc/lib/y.h"]),
        ('#include "x.h"\n', ["-iquote", "inc/lib"], ["inc/lib/x.h"]),
        ("#include <x.h>\n", ["-iquote", "inc/lib"], []),
        ("#include <x.h>\n", ["-isystem", "inc/lib", "-I", "inc"], ["inc/lib/x.h", "inc/lib/y.h"]),
        ("", ["-include", "config.h"], ["src/config.h"]),
        ('#include "missing.h"\n#include "."\n#include HEADER\n', [], []),
        ('#include "../.secret/key"\n#include ".secret"\n#include "/etc/passwd.h"\n', [], []),
        ('#include "a.cpp"\n#include "c.h"\r\n', [], ["src/c.h"]),
    ],
)
def test_headers_are_followed_through_quotes_brackets_and_flags(
    tmp_path: Path, text: str, flags: list[str], expected: list[str]
):
    write(tmp_path, FILES)
    absolute = [flag.replace("inc", f"{tmp_path}/inc", 1) if flag in {"inc", "inc/lib"} else flag
                for flag in flags]  # fmt: skip
    absolute = [f"-I{tmp_path}/inc" if flag == "-Iinc" else flag for flag in absolute]
    assert found(tmp_path, text, *absolute) == expected


def test_the_number_of_headers_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path, FILES)
    monkeypatch.setattr(module, "MOST_FILES", 2)
    with pytest.raises(InputError, match="more than 2 headers"):
        found(tmp_path, '#include "a.h"\n')


def test_headers_that_cannot_be_read_are_left_out(tmp_path: Path):
    write(tmp_path, FILES)
    (tmp_path / "src" / "loop.h").symlink_to("loop.h")
    assert found(tmp_path, '#include "loop.h"\n#include "c.h"\n') == ["src/c.h"]


def test_headers_beside_a_folder_without_headers_are_found_by_the_compiler(tmp_path: Path):
    write(tmp_path, {"include/x.h": "#define X 1\n", "src/a.c": ""})
    text, source = '#include "../include/x.h"\nint x = X;\n', tmp_path / "src" / "a.c"
    headers, folder = project_headers(source, text, []), private_folder()
    try:
        argv = ["gcc", "-iquote", str(source.parent), "-c", "unit.c", "-o", "out/unit.o"]
        built = build(argv, {"unit.c": text.encode()}, stage_headers(headers, folder))
    finally:
        shutil.rmtree(folder)
    assert built.succeeded, built.diagnostics
