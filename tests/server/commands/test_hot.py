"""`lessonls hot`, on recordings of a real program."""

import json
from pathlib import Path

import pytest

from lessonls.cli import main

RECORDED = Path(__file__).parents[1] / "adapters" / "profiles"
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Places are printed relative to the folder in which the command is run."""
    monkeypatch.setenv("LESSONLS_HOME", str(tmp_path))
    monkeypatch.chdir(RECORDED)


def test_the_hottest_are_listed_with_what_to_type(capsys: Output):
    """One line a function, its fields parted by tabs; below, what cannot be optimized."""
    assert main(["hot", "callgrind.out", "--sources", "src", "--limit", "2"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "13.7%\t1.07x\t1.16x\theat::step\tlessonls optimize src/heat.cpp:10",
        "10.7%\t1.06x\t1.12x\theat::sweep\tlessonls optimize src/heat.cpp:52",
        "5.4%\t-\t-\tmain::{lambda(double)#1}::operator()(double) const\t"
        "main::{lambda(double)#1}::operator()(double) const is a lambda, an operator or "
        "similar; these are not supported.",
        "1.2%\t-\t-\tmain\tsrc/heat.cpp: main in line 75 is the program's entry point; move "
        "the hot loop into a function that it calls.",
    ]


def test_the_sources_are_those_of_this_folder_unless_said_otherwise(capsys: Output):
    """The shares of names that may be others' are upper limits."""
    assert main(["hot", "perf-report.txt"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    shares = {row[4].removeprefix("lessonls optimize "): row[0] for row in rows}
    assert shares["src/heat.cpp:18"].startswith("up to ")
    assert not shares["src/heat.cpp:10"].startswith("up to ")


def test_json_is_one_object(capsys: Output):
    """With shares from 0 to 1."""
    assert main(["hot", "callgrind.out", "--sources", "src", "--limit", "1", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["schema_version"], report["tool"]) == (1, "callgrind")
    [step] = report["functions"]
    assert step.keys() == {
        *("file", "line", "function", "share", "ambiguous", "gain", "limit", "command")
    }
    assert step["limit"] == pytest.approx(1 / (1 - step["share"]))
    assert report["others"][0]["function"].startswith("main::{lambda(double)#1}")


def test_a_profile_of_another_program_lists_no_command(tmp_path: Path, capsys: Output):
    """And says where was looked."""
    (tmp_path / "other.c").write_text("int unrelated(int a) { return a; }\n")
    assert main(["hot", "callgrind.out", "--sources", str(tmp_path)]) == 0
    shown = capsys.readouterr()
    assert "lessonls optimize" not in shown.out
    assert "heat::step(double const*, double*, int, int) is not defined in" in shown.out
    assert str(tmp_path) in shown.err


def test_sources_that_cannot_be_read_are_counted(tmp_path: Path, capsys: Output):
    """And do not stop the list."""
    (tmp_path / "binary.c").write_bytes(b"\0")
    (tmp_path / "numbers.c").write_text("long collatz(long start) { return start; }\n")
    assert main(["hot", "callgrind.out", "--sources", str(tmp_path)]) == 0
    shown = capsys.readouterr()
    assert "numbers.c:1" in shown.out
    assert shown.err == "lessonls: skipped 1 unreadable source file.\n"


@pytest.mark.parametrize(
    "arguments", [["none"], ["src"], ["src/heat.cpp"], ["gprof.txt", "--sources", "none"]]
)
def test_bad_input_is_one_sentence(arguments: list[str], capsys: Output):
    """Exit code 2, and nothing on standard output."""
    assert main(["hot", *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("lessonls: ")
    assert shown.err.count("\n") == 1


def test_its_help_has_an_example(capsys: Output):
    """As that of every command."""
    assert main(["hot", "--help"]) == 0
    assert "Example: lessonls hot profile.txt --sources src" in capsys.readouterr().out
