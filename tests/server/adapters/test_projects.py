"""Which folder of sources a file belongs to."""

from pathlib import Path

import pytest

from lessonls.adapters.projects import project_of


@pytest.mark.parametrize("sign", [".git", ".lessonls", "compile_commands.json"])
def test_files_below_one_root_are_one_project(tmp_path: Path, sign: str):
    """However deep; the root has what projects have."""
    (tmp_path / "one" / "src" / "deep").mkdir(parents=True)
    (tmp_path / "two").mkdir()
    for name in ("one", "two"):
        (tmp_path / name / sign).touch()
    deep, flat = (project_of(tmp_path / "one" / path) for path in ("src/deep/a.c", "b.c"))
    assert deep == flat
    assert deep != project_of(tmp_path / "two" / "a.c")


def test_a_file_without_a_project_belongs_to_its_folder(tmp_path: Path):
    """And the folder's name is not given away."""
    assert project_of(tmp_path / "x" / "a.c") == project_of(tmp_path / "x" / "b.c")
    assert project_of(tmp_path / "x" / "a.c") != project_of(tmp_path / "y" / "a.c")
    assert "x" not in project_of(tmp_path / "x" / "a.c")
