"""Which functions a benchmark runs on."""

import json
from pathlib import Path

import pytest

from benchmarks.problems import subjects
from lessonls.core.errors import InputError, TargetError

LOOP = "void f{}(int *a, int n) {{ for (int i = 0; i < n; i++) a[i] = i; }}\n"


def test_our_kernels_are_there_without_a_folder(tmp_path: Path):
    """Each with its category, and with its function."""
    (first,) = subjects(None, limit=1)
    assert first.suite == "kernels"
    assert first.category
    assert first.cut(tmp_path).name == first.name


def test_a_list_of_problems_is_a_suite(tmp_path: Path):
    """The target is the last function of each."""
    problem = {"name": "01_x", "src_code": LOOP.format(1) + LOOP.format(2), "problem_type": "scan"}
    (tmp_path / "set.json").write_text(json.dumps([problem]))
    (one,) = subjects(tmp_path)
    assert (one.suite, one.name, one.category) == ("set", "01_x", "scan")
    assert one.cut(tmp_path).name == "f2"


def test_a_folder_of_sources_is_a_suite(tmp_path: Path):
    """Of the functions with loops, wherever they are in it."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.c").write_text(LOOP.format(1) + "int g(void) { return 1; }\n")
    (tmp_path / "b.cpp").write_text(LOOP.format(2))
    (tmp_path / "notes.txt").write_text("for while")
    found = subjects(tmp_path)
    assert [one.name for one in found] == ["b.cpp:f2", "deep/a.c:f1"]
    assert found[1].cut(tmp_path).path == tmp_path / "deep" / "a.c"


def test_overloads_of_one_file_go_by_their_lines(tmp_path: Path):
    """As the command line names them."""
    both = "void f(int *a, int n) { for (int i = 0; i < n; i++) a[i] = i; }\n"
    (tmp_path / "a.cpp").write_text(both + both.replace("int *a", "double *a"))
    found = subjects(tmp_path)
    assert sorted(one.name for one in found) == ["a.cpp:1", "a.cpp:2"]
    assert {one.cut(tmp_path).line for one in found} == {1, 2}


def test_a_problem_is_never_another_function_than_its_last(tmp_path: Path):
    """Also where only an earlier one could be optimized."""
    last = "int count(int n, ...) { int s = 0; for (int i = 0; i < n; i++) s += i; return s; }"
    problem = {"name": "01_x", "src_code": LOOP.format(1) + last, "problem_type": "scan"}
    (tmp_path / "set.json").write_text(json.dumps([problem]))
    (one,) = subjects(tmp_path)
    with pytest.raises(TargetError, match="count in line 2"):
        one.cut(tmp_path)


def test_a_list_that_is_a_folder_is_named(tmp_path: Path):
    (tmp_path / "set.json").mkdir()
    with pytest.raises(InputError, match=r"set\.json cannot be read: Is a directory"):
        subjects(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[{]", "set.json is no list of problems"),
        ('[{"name": "x", "src_code": ""}]', "0.problem_type: Field required"),
        ('{"name": "x"}', "list of problems: Input should be a valid"),
    ],
)
def test_a_list_that_cannot_be_read_is_named(tmp_path: Path, text: str, said: str):
    """With the place of what is wrong in it."""
    (tmp_path / "set.json").write_text(text)
    with pytest.raises(InputError, match=said):
        subjects(tmp_path)


def test_a_folder_without_any_is_named(tmp_path: Path):
    """Also one that is not there."""
    with pytest.raises(InputError, match="nothing is no folder with problems"):
        subjects(tmp_path / "nothing")
