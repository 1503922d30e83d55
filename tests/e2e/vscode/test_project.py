"""A function of a whole project in a real VS Code workbench: macros in its heading, a header of
the project, flags from its database, and the server with its built-in team.
"""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lessonls.composition import compose
from lessonls.config import Settings
from tests.projects.cases import EVERYWHERE
from tests.projects.layout import laid_out, settings_in

pytestmark = pytest.mark.xdist_group("vscode")

Drive = Callable[..., dict[str, Any]]

CASE = EVERYWHERE[0]


@pytest.mark.exhaustive
def test_a_function_of_a_project_is_optimized_and_nothing_else_changed(
    drive: Drive, tmp_path: Path
) -> None:
    """The accept is saved to disk; the heading stays as the user wrote it."""
    path = laid_out(CASE.project, tmp_path / "project") / CASE.file
    text = path.read_text(encoding="utf-8")
    target = compose(Settings(), pytest.fail).finder.named(path, text, CASE.function)
    program = tmp_path / "lessonls"
    settings = " ".join(
        f"{name}={shlex.quote(value)}" for name, value in settings_in(tmp_path).items()
    )
    server = shlex.quote(str(Path(sys.executable).with_name("lessonls")))
    program.write_text(f'#!/bin/sh\nexec env {settings} {server} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    seen = drive(
        "project",
        file=CASE.file,
        line=target.line + 1,
        settings={"lessonls.path": str(program)},
    )
    assert seen["before"] == text
    changed: str = seen["accepted"].removeprefix(target.before).removesuffix(target.after)
    assert target.before + changed + target.after == seen["accepted"] != text
    assert changed.partition("{")[0] == target.code.partition("{")[0]
