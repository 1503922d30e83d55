"""Which files say how a source is formatted."""

from pathlib import Path

import pytest

from lessonls.adapters.style_files import style_files


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """`home/project/src/deep/a.cpp`, with styles in `home`, the project and `src`."""
    folder = tmp_path / "home" / "project" / "src" / "deep"
    folder.mkdir(parents=True)
    for place in (tmp_path, tmp_path / "home", tmp_path / "home/project"):
        (place / ".clang-format").write_text(place.name)
    (folder.parent / "_clang-format").write_text("src")
    return folder / "a.cpp"


def test_styles_are_found_upwards_the_nearest_first(tmp_path: Path, source: Path):
    """Not above the user's home, where they would be others'."""
    assert style_files(source, tmp_path / "home") == [
        (1, "_clang-format", b"src"),
        (2, ".clang-format", b"project"),
        (3, ".clang-format", b"home"),
    ]


def test_of_a_source_outside_the_home_all_folders_count(tmp_path: Path, source: Path):
    everywhere = style_files(source, tmp_path / "elsewhere")
    assert (4, ".clang-format", tmp_path.name.encode()) in everywhere


def test_what_is_no_small_file_is_no_style(tmp_path: Path, source: Path):
    """A folder of that name is not one; a file of another kind is not opened."""
    (source.parent / ".clang-format").mkdir()
    assert len(style_files(source, tmp_path / "home")) == 3
    (source.parent / "_clang-format").write_bytes(b"#" * 65_537)
    with pytest.raises(ValueError, match="larger than 64 KB"):
        style_files(source, tmp_path / "home")


@pytest.mark.parametrize(
    ("patterns", "ignored"),
    [
        ("src/deep/a.cpp", True),
        ("  src/*/*.cpp  ", True),
        ("# all\n\nsrc/deep/?.cpp", True),
        ("*.cpp", False),
        ("src/*", False),
        ("#src/deep/a.cpp", False),
        ("!src/deep/b.cpp", True),
        ("!src/deep/*.cpp", False),
    ],
)
def test_a_project_can_except_files(tmp_path: Path, source: Path, patterns: str, ignored: bool):
    """In patterns of the shell, counted from where they stand."""
    (source.parents[2] / ".clang-format-ignore").write_text(patterns)
    assert (style_files(source, tmp_path / "home") == []) is ignored


def test_the_nearest_list_of_exceptions_counts(tmp_path: Path, source: Path):
    (source.parents[2] / ".clang-format-ignore").write_text(f"{source}\n")
    assert style_files(source, tmp_path / "home") == []
    (source.parent / ".clang-format-ignore").write_text("")
    assert len(style_files(source, tmp_path / "home")) == 3
