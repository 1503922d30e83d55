"""Where the user's settings and lessons are on this machine."""

import os
from pathlib import Path

import platformdirs

WORKSPACE_FILE = Path(".lessonls", "config.toml")
"""Beside the sources it is for, in their folder or one above."""


def data_directory() -> Path:
    """Where the user's lessons are; the environment's LESSONLS_HOME overrides."""
    return _chosen("LESSONLS_HOME") or platformdirs.user_data_path("lessonls", appauthor=False)


def user_file() -> Path:
    """The user's own settings; the environment's LESSONLS_CONFIG names another file."""
    folder = platformdirs.user_config_path("lessonls", appauthor=False)
    return _chosen("LESSONLS_CONFIG") or folder / "config.toml"


def workspace_file(source: Path) -> Path | None:
    """The settings that come with the sources around the file `source`, if there are any."""
    around = (folder / WORKSPACE_FILE for folder in source.absolute().parents)
    return next((file for file in around if file.is_file()), None)


def _chosen(variable: str) -> Path | None:
    chosen = os.environ.get(variable)
    return Path(chosen).expanduser().absolute() if chosen else None
