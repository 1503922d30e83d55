"""The levels of confinement that tests run at, and what there is to attack."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from lessonls_sandbox.confine import Confinement, levels
from tests.sandbox.world import World, planted

LEVELS = ("bubblewrap", "landlock")


def lacking(what: str) -> NoReturn:
    """Skips a test for what the machine lacks. Continuous integration must lack nothing."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="module", params=LEVELS)
def level(request: pytest.FixtureRequest) -> Confinement:
    """Each level in turn."""
    found = {confinement.level: confinement for confinement in levels()}
    if request.param not in found:
        lacking(f"this machine does not have {request.param}")
    return found[request.param]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with planted() as found:
        yield found


@pytest.fixture
def scratch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where working folders are made, at levels that need a place for them."""
    with tempfile.TemporaryDirectory(prefix="lessonls-scratch-") as folder:
        Path(folder).chmod(0o777)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)
