"""Functions of repositories: laid out, opened at their line, recorded and shown."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.wild.record import Outcome, Record, reason_of
from benchmarks.wild.record import read as read_records
from benchmarks.wild.tables import report

ROOT = Path(__file__).parents[2]
SOURCE = """#include "grid.h"

void scale(double *cells, int count, double factor) {
    for (int i = 0; i < count; i++) cells[i] *= factor * GRID_UNIT;
}

int first_word(int count, ...) {
    int longest = 0;
    for (int i = 0; i < count; i++) longest += i;
    return longest;
}
"""
HEADER = "void scale(double *cells, int count, double factor);\n"
LIST = [
    {"file": "src/grid.c", "line": 3, "function": "scale", "kind": "free function"},
    {"file": "src/grid.c", "line": 7, "function": "first_word", "kind": "variadic"},
]


@pytest.fixture
def wild(tmp_path: Path) -> Path:
    """A folder with a list, its flags, and the git directory of a small repository."""
    work, bare = tmp_path / "work", tmp_path / "mirror" / "someone+grid"
    (work / "src").mkdir(parents=True)
    (work / "include").mkdir()
    (work / "src" / "grid.c").write_text(SOURCE)
    (work / "include" / "grid.h").write_text(HEADER)
    _git("init", "-q", str(work))
    _git("-C", str(work), "add", ".")
    _git("-C", str(work), "commit", "-q", "-m", "grid")
    commit = _git("-C", str(work), "rev-parse", "HEAD").strip()
    _git("clone", "-q", "--bare", str(work), str(bare))
    entries = [{"repository": "someone/grid", "commit": commit, "depth": 1, **one} for one in LIST]
    (tmp_path / "functions.json").write_text(json.dumps(entries))
    command = "cc -O2 -DGRID_UNIT=2.0 -Iinclude -c src/grid.c -o grid.o"
    flags = {"someone/grid": [{"file": "src/grid.c", "command": command}]}
    (tmp_path / "flags.json").write_text(json.dumps(flags))
    return tmp_path


@pytest.mark.exhaustive
def test_functions_are_opened_where_they_stand_and_go_on_from_what_is_recorded(wild: Path):
    """One opens, with a header and a macro of its project; one is refused without a build."""
    done = _wild(wild, "--mirror", str(wild / "mirror"))
    assert done.returncode == 0, done.stderr
    opened, refused = read_records(wild / "out.jsonl")
    assert (opened.outcome, opened.build, opened.line_coverage) == (Outcome.OPENED, True, 1.0)
    assert opened.baseline_seconds
    assert opened.processor_seconds
    assert (refused.outcome, refused.build) == (Outcome.REFUSED, False)
    assert refused.sentence.startswith("first_word in line 7 takes a variable number of arguments")
    assert refused.sentence in done.stdout

    lines = (wild / "out.jsonl").read_text().splitlines(keepends=True)
    (wild / "out.jsonl").write_text(lines[0] + lines[1][:20])  # killed while it wrote
    again = _wild(wild)
    assert "scale" not in again.stderr
    assert "first_word" in again.stderr
    assert [one.function for one in read_records(wild / "out.jsonl")] == ["scale", "first_word"]
    shown = _run("--show", str(wild / "out.jsonl"))
    assert shown.stdout == again.stdout


@pytest.mark.exhaustive
def test_with_rounds_the_built_in_team_works_on_what_opens(wild: Path):
    """What a run confirmed is recorded, and 1 if it found nothing faster."""
    mirror = ("--mirror", str(wild / "mirror"))
    done = _wild(wild, *mirror, "--rounds", "1", "--only", "scale")
    assert done.returncode == 0, done.stderr
    (record,) = read_records(wild / "out.jsonl")
    assert record.outcome is Outcome.OPENED
    assert record.speedup is not None, record.unfinished
    assert record.speedup >= 1
    assert "geometric mean" in done.stdout


def test_what_takes_too_long_ends_and_the_others_go_on(wild: Path):
    """The limit is the product's own."""
    done = _wild(wild, "--mirror", str(wild / "mirror"), "--seconds", "0.1")
    records = read_records(wild / "out.jsonl")
    assert done.returncode == 0, done.stderr
    assert [one.outcome for one in records] == [Outcome.OVER, Outcome.REFUSED]


def test_a_repository_that_is_nowhere_is_told(wild: Path):
    done = _wild(wild)
    assert done.returncode == 2
    assert "unpack someone/grid there, or give --mirror." in done.stderr


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("a.c does not compile as it stands: undefined reference to `g'.", "linkage"),
        ("a.c does not compile as it stands: line 1: a.h: No such file or directory.", "header"),
        ("a.c does not compile as it stands: line 1: expected ‘;’.", "does not compile"),
        ("f in line 3 is a non-static member function, which needs an object.", "member"),
        ("f in line 3 is a template without an explicit instantiation in this file.", "template"),
        ("f in line 3 has a syntax error in line 4.", "macro, syntax"),
        ("no inputs can be made for f: “A” has private data.", "type"),
        (
            "could not generate inputs on which f passes the sanitizers (first problem: “n”);",
            "no inputs",
        ),
        ("something else.", "other"),
    ],
)
def test_sentences_are_put_into_classes(sentence: str, reason: str):
    assert reason_of(Outcome.REFUSED, sentence) == reason


def test_tables_count_by_kind_and_repository():
    """Each function stands in one column of its line."""
    records = [
        _record("f", Outcome.OPENED, build=True, seconds=4, processor_seconds=3),
        _record("g", Outcome.REFUSED, reason="type", sentence="no union.", build=True, seconds=2),
        _record("h", Outcome.FAILED, kind="member", reason="ours", sentence="JudgeError: died."),
    ]
    lines = [line.split() for line in report(records).splitlines()]
    assert ["kind", "functions", "opened", "type", "ours"] in lines
    assert ["free", "2", "1", "1", "-"] in lines
    assert ["member", "1", "0", "-", "1"] in lines
    assert ["all", "3", "1", "1", "1"] in lines
    assert ["to", "open", "1", "4.00", "4.00", "3.00", "3.00"] in lines
    assert ["to", "refuse", "with", "a", "build", "1", "2.00", "2.00", "-", "-"] in lines
    assert "  a/b f.c:1 h: JudgeError: died. (1.0 s)" in report(records)
    assert report([]) == "nothing was opened."


def test_speedups_are_those_of_runs_that_came_to_an_end():
    """What opened and was not finished is not counted as unchanged: it says why."""
    opened = {"build": True, "line_coverage": 1.0, "baseline_seconds": 1e-6}
    records = [
        _record("f", Outcome.OPENED, speedup=4.0, **opened),
        _record("g", Outcome.OPENED, speedup=1.0, **opened),
        _record("h", Outcome.OPENED, unfinished="ended 0.1 s after it was cancelled", **opened),
    ]
    shown = report(records)
    assert ["2", "50%", "2.000", "1.00", "4.00"] in [line.split() for line in shown.splitlines()]
    assert "a/b f.c:1 h" in shown
    assert "ended 0.1 s after it was cancelled" in shown
    assert "geometric mean" not in report(records[2:])


def _record(function: str, outcome: Outcome, **fields: object) -> Record:
    common = {"repository": "a/b", "file": "f.c", "line": 1, "kind": "free"}
    given = {**common, "build": False, "seconds": 1.0, **fields}
    return Record.model_validate({"function": function, "outcome": outcome, **given})


def _wild(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    places = ["--list", str(folder / "functions.json"), "--sources", str(folder / "sources")]
    return _run(*places, "--output", str(folder / "out.jsonl"), "--seconds", "500", *more)


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.wild", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _git(*arguments: str) -> str:
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_CONFIG_NOSYSTEM": "1"}
    who |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b", "HOME": "/nowhere"}
    command = ["git", *arguments]
    done = subprocess.run(command, env={**os.environ, **who}, capture_output=True, check=True)
    return done.stdout.decode()
