"""A real Neovim, headless, from opening a file to the accepted edit on disk."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
DRIVER = HERE / "neovim_driver.lua"
FAKE_SERVER = HERE.parent / "server" / "lsp" / "fake_server.py"
EXAMPLE = HERE.parents[1] / "examples" / "matrix_product.cpp"

DEMO = """/* é漢😀 */
#include <stddef.h>

double gated(const double *a, size_t n) {
    double s = 0.0;
    for (size_t i = 0; i < n; i++)
        s = s + a[i]; // é
    return s;
}
"""


@pytest.fixture
def neovim() -> str:
    """The editor's program. Without it the tests are skipped, but never in CI."""
    program = shutil.which("nvim")
    if program is None:
        message = "Neovim is not installed (Debian, Ubuntu: sudo apt-get install neovim)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return program


def drive(neovim: str, folder: Path, **orders: Any) -> dict[str, Any]:
    """Runs the driver in a Neovim without the user's configuration; what it saw."""
    out = folder / "out.json"
    environment = {
        **os.environ,
        **{f"XDG_{kind}_HOME": str(folder) for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
        "DRIVE": json.dumps({"out": str(out), **orders}),
        "LESSONLS_TEST_FOLDER": str(folder),
        "LESSONLS_HOME": str(folder / "home"),
    }
    # Scheduled, because Neovim attaches servers only once it has started up.
    command = f"lua vim.schedule(function() dofile([[{DRIVER}]]) end)"
    done = subprocess.run(
        [neovim, "--clean", "--headless", "-c", command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=4 * orders["seconds"],
        check=False,
    )
    assert not left_behind(folder)
    seen: dict[str, Any] = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    assert done.returncode == 0, (seen.get("failure"), done.stderr)
    return seen


def left_behind(folder: Path) -> list[str]:
    """The processes that still have the folder in their environment, once some are gone."""
    end = time.monotonic() + 10
    while (found := started_for(folder)) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def started_for(folder: Path) -> list[str]:
    """The command lines of processes that know the folder."""
    found: list[str] = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes()
            command = (process / "cmdline").read_bytes()
        except OSError:  # somebody else's, or gone
            continue
        if f"LESSONLS_TEST_FOLDER={folder}\0".encode() in environment:
            found.append(command.replace(b"\0", b" ").decode(errors="replace"))
    return found


@pytest.mark.parametrize("answer", ["lens", "action"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_from_the_code_action_to_the_accepted_edit(
    neovim: str, tmp_path: Path, answer: str, ending: str
) -> None:
    """Cancel, run, accept, undo, redo, write: the file holds the rewrite and nothing else."""
    file = tmp_path / "demo.c"
    file.write_text(DEMO, encoding="utf-8", newline=ending)
    seen = drive(
        neovim,
        tmp_path,
        cmd=[sys.executable, str(FAKE_SERVER)],
        file=str(file),
        line=5,
        settings={"rounds": 2},
        gate=str(tmp_path / "gated"),
        answer=answer,
        seconds=30,
    )
    assert seen["cancelled"] == "cancelled"
    assert seen["ending"] == "2.30x faster"
    assert seen["percentages"] == sorted(seen["percentages"])
    assert "round 1/2 · vectorize judged 2.3x · best 2.3x" in seen["reports"]
    assert seen["unchanged_before_accept"] is True
    assert seen["one_undo_restores"] is True
    wanted = DEMO.replace("    for ", "#pragma omp simd\n    for ")
    assert file.read_bytes().decode() == wanted.replace("\n", ending)
    assert seen["exit_code"] == 0


def test_the_real_server_from_the_code_action_to_the_accepted_edit(
    neovim: str, tmp_path: Path
) -> None:
    """The built-in team makes a matrix product faster, and what it wrote compiles."""
    original = EXAMPLE.read_text(encoding="utf-8")
    file = tmp_path / EXAMPLE.name
    file.write_text(original, encoding="utf-8")
    head = original[: original.index("void multiply_add(")]
    server = Path(sys.executable).with_name("lessonls")
    seen = drive(
        neovim,
        tmp_path,
        cmd=[str(server), "serve", "--stdio"],
        file=str(file),
        line=head.count("\n") + 2,
        settings={"rounds": 1},
        answer="action",
        seconds=240,
    )
    assert seen["cancelled"] == "cancelled"
    assert seen["ending"].endswith("x faster"), seen
    assert seen["unchanged_before_accept"] is True
    assert seen["one_undo_restores"] is True
    assert file.read_text(encoding="utf-8") == seen["accepted"] + "\n"
    assert seen["accepted"].startswith(head)
    compiled = ["g++", "-std=c++20", "-fsyntax-only", "-Wall", "-Werror", str(file)]
    subprocess.run(compiled, check=True, timeout=60)
    assert seen["exit_code"] == 0
