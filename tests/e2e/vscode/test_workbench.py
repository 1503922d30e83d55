"""The extension in a real VS Code workbench, from opening a file to the text on disk."""

import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from tests.e2e.stage import compiles
from tests.e2e.vscode.workbench import Workbench

pytestmark = pytest.mark.xdist_group("vscode")

Drive = Callable[..., dict[str, Any]]

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parents[2] / "examples" / "matrix_product.cpp"

DEMO = """/* é漢😀 */
#include <stddef.h>

double gated(const double *a, size_t n) {
    double s = 0.0;
    for (size_t i = 0; i < n; i++)
        s = s + a[i]; // é
    return s;
}
"""
FIRST = ("    double s = 0.0;\n", "    double s = 0.0, t = 0.0;\n#pragma omp simd\n")
SECOND = ("return s;", "return s + t;")
REWRITTEN = DEMO.replace(*FIRST).replace(*SECOND)
SIMPLER = DEMO.replace("s = s + a[i];", "s += a[i];")
PROFILE = """# Overhead  Command  Shared Object  Symbol
    72.50%  demo     demo           [.] gated
"""


def scripted(
    folder: Path, text: str = DEMO, settings: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    """Orders for a project with one file, and the server with a scripted team."""
    (folder / "project").mkdir()
    (folder / "project" / "demo.c").write_bytes(text.encode())
    program = folder / "lessonls"
    program.write_text(
        "#!/bin/sh\n"
        f'export LESSONLS_TEST_FOLDER="{folder}" LESSONLS_HOME="{folder / "h"}"\n'
        'if [ "$1" = doctor ]; then\n'
        '    echo nothing is missing | tee "$LESSONLS_TEST_FOLDER/doctor"\n'
        "    exit\n"
        "fi\n"
        f'exec "{sys.executable}" "{HERE / "team_server.py"}"\n'
    )
    program.chmod(0o755)
    # What a repository may try: its settings name another program, which must never start.
    evil = folder / "evil"
    evil.write_text(f'#!/bin/sh\ntouch "{folder / "evil-started"}"\n')
    evil.chmod(0o755)
    theirs = {"lessonls.path": str(evil), "lessonls.python": str(evil), "lessonls.team": "theirs"}
    (folder / "project" / ".vscode").mkdir()
    (folder / "project" / ".vscode" / "settings.json").write_text(json.dumps(theirs))
    return {
        "file": "demo.c",
        "line": 5,
        "gate": str(folder / "gated"),
        "settings": {"lessonls.path": str(program), "lessonls.rounds": 2, **settings},
    }


@pytest.fixture(autouse=True)
def no_workspace_starts_a_program(tmp_path: Path) -> Iterator[None]:
    yield
    assert not (tmp_path / "evil-started").exists()


def test_cancel_run_accept_and_undo(drive: Drive, tmp_path: Path) -> None:
    """Nothing is written before the accept, everything by it, and one undo takes it back."""
    seen = drive("accept", **scripted(tmp_path))
    assert seen["progress"].startswith("Optimizing gated: round 1/2")
    assert seen["status"].strip() == "Optimizing gated"
    assert [box.split() for box in seen["boxes"]] == [
        ["double", "s", "=", "0.0,", "t", "=", "0.0;", "#pragma", "omp", "simd"],
        ["return", "s", "+", "t;"],
    ]
    assert seen["dirty"] == 0
    assert seen["before"] == DEMO
    assert seen["accepted"] == REWRITTEN
    assert seen["undone"] == DEMO
    assert "equal on 100 inputs" in seen["why"]
    assert "2.30x speedup" in seen["report"]
    assert any("gated" in row and "2.30x" in row for row in seen["runs"])


@pytest.mark.exhaustive
def test_one_answer_for_the_fastest_and_the_simpler(drive: Drive, tmp_path: Path) -> None:
    """Rejecting answers both, either can be accepted, and line ends stay what they are."""
    text = DEMO.replace("\n", "\r\n")
    seen = drive("simpler", **scripted(tmp_path, text))
    assert seen["rejected"] == seen["undone"] == seen["again"] == text
    assert seen["simpler"] == SIMPLER.replace("\n", "\r\n")
    assert seen["fastest"] == REWRITTEN.replace("\n", "\r\n")


@pytest.mark.exhaustive
def test_runs_are_queued_and_cancelled(drive: Drive, tmp_path: Path) -> None:
    """The same function twice is one run, another one waits with its place shown."""
    text = DEMO + DEMO.partition("\n\n")[2].replace("gated", "gated_too")
    seen = drive("queue", second=DEMO.count("\n") + 2, **scripted(tmp_path, text))
    second, first = seen["runs"]
    assert "waiting for 1 other run" in second.replace("\xa0", " ")
    assert "round 1/2" in first
    assert [row.count("cancelled") for row in seen["over"]] == [1, 1]
    assert seen["text"] == text


@pytest.mark.exhaustive
def test_lessons_are_searched_exported_and_forgotten(drive: Drive, tmp_path: Path) -> None:
    """What is exported is what the server keeps, a lesson a line."""
    seen = drive("lessons", **scripted(tmp_path))
    assert len(seen["lessons"]) == 2
    assert ["tiling" in row for row in seen["found"]] == [True]
    exported = (tmp_path / "project" / "lessons.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["text"] for line in exported} == {"tiling helps.", "sorting helps."}
    assert seen["left"] == seen["lessons"][1:]


@pytest.mark.exhaustive
def test_the_hottest_functions(drive: Drive, tmp_path: Path) -> None:
    """A profile shows in lenses, and its functions in a list that leads to them."""
    profile = tmp_path / "profile.txt"
    profile.write_text(PROFILE)
    settings = {"lessonls.profile": str(profile), "lessonls.lenses": True}
    seen = drive("profile", **scripted(tmp_path, settings=settings))
    assert "73% of the time" in seen["hottest"]
    assert "speeds up the program 1.57x" in seen["hottest"]


@pytest.mark.exhaustive
def test_a_setting_that_cannot_be(drive: Drive, tmp_path: Path) -> None:
    """It is told in a sentence, and the server works with the defaults."""
    seen = drive("settings", **scripted(tmp_path, settings={"lessonls.rounds": 0}))
    assert "Using the defaults" in seen["told"]
    assert "Loaded in" in seen["output"]


@pytest.mark.exhaustive
def test_reject_and_accept_a_part(drive: Drive, tmp_path: Path) -> None:
    """Reject leaves the file as it is; a part is accepted with a warning and its own undo."""
    seen = drive("reject", **scripted(tmp_path))
    assert seen["dirty"] == 0
    assert seen["rejected"] == DEMO
    assert seen["partly"] == seen["rest"] == DEMO.replace(*FIRST)
    assert [box.split() for box in seen["boxes"]] == [["return", "s", "+", "t;"]]
    assert seen["undone"] == DEMO
    assert seen["whole"] == REWRITTEN


@pytest.mark.exhaustive
def test_a_function_that_changed_is_left_alone(drive: Drive, tmp_path: Path) -> None:
    """The suggestion is withdrawn while the function is another one, and follows moves."""
    seen = drive("change", **scripted(tmp_path))
    assert seen["lenses"] == seen["boxes"] == 0
    assert seen["changed"] == DEMO.replace("s = 0.0;", "s = 0.0; // mine")
    assert seen["accepted"] == "int above;\n" + REWRITTEN


@pytest.mark.exhaustive
def test_the_diff_editor(drive: Drive, tmp_path: Path) -> None:
    """The other view opens by itself, and its tick accepts."""
    seen = drive("diff", **scripted(tmp_path, settings={"lessonls.view": "diff"}))
    assert seen["boxes"] == 0
    assert seen["before"] == DEMO
    assert seen["accepted"] == REWRITTEN


@pytest.mark.exhaustive
def test_keys_restart_and_doctor(drive: Drive, tmp_path: Path) -> None:
    """A key reaches the server's environment and no file; the doctor runs in a terminal."""
    seen = drive("keys", **scripted(tmp_path))
    assert seen["before"] == []
    assert seen["after"] == ["a-key-for-the-test"]
    assert seen["forgotten"] == []
    assert "nothing is missing" in seen["doctor"]
    kept = [
        file
        for place in ("project", "data/User/settings.json", "data/Machine/settings.json", "h")
        for file in [tmp_path / place, *(tmp_path / place).rglob("*")]
        if file.is_file() and b"a-key-for-the-test" in file.read_bytes()
    ]
    assert kept == []


@pytest.mark.exhaustive
def test_the_walkthrough(drive: Drive, tmp_path: Path) -> None:
    """It has its steps, and its example opens with the cursor in the function."""
    seen = drive("walkthrough", **scripted(tmp_path))
    assert "Optimize a function" in seen["steps"]
    assert len(seen["steps"]) == 4
    assert seen["cursor"].startswith("Ln 9")


def test_an_untrusted_workspace(drive: Drive, tmp_path: Path) -> None:
    """Nothing starts before the user trusts the folder."""
    seen = drive("untrusted", trust=True, **scripted(tmp_path))
    assert seen["servers"] == []
    assert "once you trust this workspace" in seen["welcome"]
    assert seen["trusted"] != []


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that others may read, as homes are: compilers run as nobody when we are root."""
    with tempfile.TemporaryDirectory(prefix="lessonls-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.exhaustive
def test_a_first_run(cache: Path, extension: Path, public: Path) -> None:
    """The extension installs the server from its wheel, and the built-in team is faster."""
    (public / "project").mkdir()
    file = public / "project" / EXAMPLE.name
    original = EXAMPLE.read_text(encoding="utf-8")
    file.write_text(original, encoding="utf-8")
    # As on a machine where nobody installed lessonls.
    folders = os.environ["PATH"].split(os.pathsep)
    path = os.pathsep.join(one for one in folders if not (Path(one) / "lessonls").exists())
    # The workbench gets a home of its own, the installation the user's package index.
    config = Path.home() / ".config" / "pip" / "pip.conf"
    index = {"PIP_CONFIG_FILE": str(config)} if config.exists() else {}
    home = {"PATH": path, "LESSONLS_HOME": str(public / "h"), **index}
    workbench = Workbench(cache, extension, public, **home)
    seen = workbench.play(
        "first",
        seconds=600,
        folder=str(public),
        workspace=str(public / "project"),
        file=EXAMPLE.name,
        line=original[: original.index("void multiply_add(")].count("\n") + 2,
        settings={"lessonls.rounds": 1},
    )
    workbench.close()
    assert re.search(r"Accept \d+\.\d+x speedup", seen["headline"].replace("\xa0", " "))
    assert "multiply_add" in seen["report"]
    assert seen["before"] == seen["undone"] == original
    assert seen["accepted"] != original
    file.write_text(seen["accepted"], encoding="utf-8")
    compiles(file)
