"""The projects themselves: what builds them, and what that leaves."""

import json
import shlex
import shutil
from pathlib import Path

import pytest

from lessonls_sandbox.build import Build, build
from tests.projects.cases import CPP, C
from tests.projects.layout import HERE, laid_out


def built(project: str, *command: str) -> Build:
    files = {path.relative_to(HERE / project): path for path in (HERE / project).rglob("*.*")}
    files[Path("Makefile")] = HERE / project / "Makefile"
    return build(
        command,
        {str(name): path.read_bytes() for name, path in files.items() if path.is_file()},
    )


def commands(database: str, root: str) -> dict[str, set[str]]:
    """The words of each file's command; which compiler it is makes no difference here."""
    entries = json.loads(database.replace(root, "@ROOT@").replace("@ROOT@/out", "@ROOT@/build"))
    return {entry["file"]: set(shlex.split(entry["command"])[1:]) for entry in entries}


@pytest.mark.skipif(shutil.which("cmake") is None, reason="needs CMake")
@pytest.mark.parametrize("project", [C, CPP])
def test_a_project_is_laid_out_as_cmake_leaves_it(project: str, tmp_path: Path) -> None:
    """The same commands in its database, and the same headers made by the build."""
    left = built(project, "cmake", "-S", ".", "-B", "out")
    assert left.succeeded, left.diagnostics
    root = laid_out(project, tmp_path / project)
    database = (root / "build" / "compile_commands.json").read_text(encoding="utf-8")
    theirs = left.files["compile_commands.json"].decode()
    assert commands(database, str(root)) == commands(
        theirs, json.loads(theirs)[0]["directory"][:-4]
    )
    made = {
        str(path.relative_to(root / "build")): path.read_bytes()
        for path in (root / "build").rglob("*.hpp")
    }
    assert {name: left.files[name] for name in made} == made


def test_the_makefile_builds_the_library() -> None:
    left = built(C, "make", "OUT=out")
    assert left.succeeded, left.diagnostics
    assert "libgauge.a" in left.files
