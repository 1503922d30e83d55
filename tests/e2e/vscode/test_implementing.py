"""A stub in a real VS Code workbench, with the real server and a scripted model."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import compiled_harness
from tests.e2e.implementing import CASES
from tests.e2e.stage import compiles
from tests.openai_server.threaded import serving
from tests.tiers import few_of

pytestmark = pytest.mark.xdist_group("vscode")

Drive = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("file", few_of(CASES))
def test_a_stub_becomes_a_function(drive: Drive, file: str, tmp_path: Path) -> None:
    """Cancel, run, accept; and tests that contradict each other end in a sentence."""
    case = CASES[file]
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / case.file).write_text(case.text, encoding="utf-8")
    with serving(case.script(tmp_path / "gate")) as models:
        config = tmp_path / "config.toml"
        config.write_text(
            'team = "mine"\n[teams]\nmine = ["coder"]\n'
            f'[agents.coder]\nmodel = "coder"\nbase_url = "{models.base_url}"\n'
        )
        program = tmp_path / "lessonls"
        compiled_harness.share(tmp_path / "cache")
        places = {
            "LESSONLS_CONFIG": config,
            "LESSONLS_HOME": tmp_path / "home",
            "XDG_CACHE_HOME": tmp_path / "cache",
        }
        settings = " ".join(f"{name}={shlex.quote(str(at))}" for name, at in places.items())
        server = shlex.quote(str(Path(sys.executable).with_name("lessonls")))
        program.write_text(f'#!/bin/sh\nexec env {settings} {server} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        seen = drive(
            "implement",
            file=case.file,
            line=case.line,
            second=case.second,
            gate=str(tmp_path / "gate"),
            settings={"lessonls.path": str(program)},
        )
    assert seen["before"] == case.text
    assert seen["accepted"] == case.accepted
    assert "passes 2 of 2 tests: 2 that the team wrote, none of them yours" in seen["why"]
    assert "the tests of" in seen["contradiction"]
    compiles(tmp_path / "project" / case.file)
