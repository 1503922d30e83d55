"""The extension's own checks: types and lint, what needs no editor, and the package."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("vscode")

Client = Callable[..., str]


def test_types_and_lint(client: Client) -> None:
    """The compiler and the linter have nothing to say."""
    client("run", "check")


def test_what_needs_no_editor(client: Client) -> None:
    """The tests beside the sources pass."""
    client("test")


def test_the_package_holds_what_it_runs(extension: Path) -> None:
    """The .vsix brings the bundles and the server's wheel, and neither sources nor packages."""
    names = zipfile.ZipFile(extension).namelist()
    bundles = {name for name in names if name.endswith(".js")}
    assert bundles == {"extension/dist/client.js", "extension/dist/extension.js"}
    assert len([name for name in names if name.endswith(".whl")]) == 1
    assert not [name for name in names if name.endswith((".ts", ".mjs", ".map"))]
