"""The authors' problems come from a repository, as it is."""

import json
import subprocess
from pathlib import Path

import pytest
import typer

from benchmarks.fetch import main
from benchmarks.problems import subjects

PROBLEM = {"name": "01_x", "src_code": "void f() { for (;;) ; }", "problem_type": "scan", "more": 1}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """With one list of problems, and with files that are none."""
    root = tmp_path / "repository"
    (root / "deep").mkdir(parents=True)
    (root / "deep" / "set.json").write_text(json.dumps([PROBLEM]))
    (root / "deep" / "LICENSE").write_text("as you like")
    (root / "config.json").write_text('{"name": "x"}')
    (root / "empty.json").write_text("[]")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", str(root)]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "all"]):
        subprocess.run([*git, *words], check=True)
    return root


def test_lists_of_problems_are_copied_with_their_licence(repository: Path, tmp_path: Path):
    """Wherever they lie, and nothing else."""
    main(tmp_path / "data", repository.as_uri())
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["LICENSE", "set.json"]
    assert [one.name for one in subjects(tmp_path / "data")] == ["01_x"]


def test_nothing_is_overwritten(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """A folder that is there stays as it is."""
    (tmp_path / "data").mkdir()
    with pytest.raises(typer.Exit):
        main(tmp_path / "data", repository.as_uri())
    assert "is there already" in capsys.readouterr().err


def test_a_repository_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """In one sentence, with its address; no folder is left."""
    with pytest.raises(typer.Exit):
        main(tmp_path / "data", (tmp_path / "nothing").as_uri())
    assert "nothing cannot be fetched" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()
