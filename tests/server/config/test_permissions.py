"""Which programs of workspaces are run."""

from pathlib import Path

import pytest

from lessonls.config import load, permit, permitted
from lessonls.core.errors import SettingsError
from lessonls.core.program import Program


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LESSONLS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LESSONLS_CONFIG", str(tmp_path / "config.toml"))


def program_of(workspace: Path, text: str) -> Program:
    (workspace / ".lessonls").mkdir(parents=True, exist_ok=True)
    (workspace / ".lessonls" / "config.toml").write_text(text)
    found = load(workspace / "code.c").program
    assert found is not None
    return found


def test_a_program_of_a_workspace_runs_there_and_only_when_it_is_allowed(tmp_path: Path):
    text = '[program]\nbuild = "make"\nrun = "./bench"\nroot = "/"\n'
    found = program_of(tmp_path / "work", text)
    assert found.root == tmp_path / "work"
    assert not permitted(found)
    permit(found)
    assert permitted(found)


def test_other_commands_and_other_folders_are_another_question(tmp_path: Path):
    permit(program_of(tmp_path / "work", '[program]\nrun = "./bench"\n'))
    assert not permitted(program_of(tmp_path / "work", '[program]\nrun = "./bench && rm x"\n'))
    assert not permitted(program_of(tmp_path / "other", '[program]\nrun = "./bench"\n'))


def test_what_the_user_types_needs_no_permission():
    assert permitted(Program(run="./bench"))


def test_an_editor_names_no_program():
    with pytest.raises(SettingsError, match="program"):
        load(None, editor={"program": {"run": "./bench"}})
