"""`lessonls report`: a run's JSON becomes a page, or one sentence says why not."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from lessonls.cli import main
from tests.server.core.page.runs import a_won_report, hostile

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LESSONLS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def as_printed(**changes: Any) -> str:
    """What `lessonls optimize --json` prints."""
    return json.dumps(a_won_report().model_dump(mode="json") | changes, indent=2)


def standard_input(text: str | bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_the_page_is_written_beside_the_run(capsys: Output):
    """And its place is said."""
    Path("run.json").write_text(as_printed())
    assert main(["report", "run.json"]) == 0
    assert capsys.readouterr() == ("Wrote run.html.\n", "")
    assert Path("run.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>\n")


def test_a_run_may_come_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Output):
    """Then the page needs a name."""
    standard_input(as_printed(), monkeypatch)
    assert main(["report", "-", "-o", "page.html"]) == 0
    assert "3.20x speedup" in Path("page.html").read_text(encoding="utf-8")
    assert main(["report", "-"]) == 2
    assert "set an output file" in capsys.readouterr().err


def test_an_older_page_is_written_over_only_by_force(capsys: Output):
    """It may be the only one of its run."""
    Path("run.json").write_text(as_printed())
    Path("run.html").write_text("old")
    assert main(["report", "run.json"]) == 2
    assert "run.html already exists: use --force" in capsys.readouterr().err
    assert Path("run.html").read_text() == "old"
    assert main(["report", "run.json", "--force"]) == 0
    assert Path("run.html").read_text(encoding="utf-8") != "old"


def test_the_run_itself_is_never_written_over():
    """Not even by force, and not through another name."""
    Path("run.html").write_text(as_printed())
    Path("link.html").symlink_to("run.html")
    for name in ("run.html", "link.html"):
        assert main(["report", "run.html", "-o", name, "--force"]) == 2
    assert Path("run.html").read_text() == as_printed()


def test_a_hostile_run_is_written_as_text():
    """Half characters survive JSON, and must not stop the page."""
    report = hostile("\ud800<script>\x00")
    Path("run.json").write_text(json.dumps(report.model_dump(mode="json")))
    assert main(["report", "run.json"]) == 0
    assert "<script>" not in Path("run.html").read_text(encoding="utf-8")


def test_fields_of_a_newer_version_are_passed_over():
    """Within a schema version, fields may only be added."""
    plain = json.loads(as_printed(colour="blue"))
    plain["candidates"][0]["mood"] = {"good": True}
    plain["evidence"]["luck"] = 1
    Path("run.json").write_text(json.dumps(plain))
    assert main(["report", "run.json"]) == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "run.json is not JSON: Expecting value"),
        ("{", "run.json is not JSON"),
        ("[" * 100_000, "run.json is not JSON: it cannot be parsed"),
        ("9" * 5000, "run.json is not JSON: it cannot be parsed"),
        ("[]", "run.json is not a run report: pass the output of lessonls optimize --json."),
        ("{}", "run.json is not a run report"),
        ('{"schema_version": 1, "verdict": "correct"}', "run.json is not a run report"),
        (as_printed(schema_version=2), "run.json has the schema version 2; this lessonls reads 1."),
        (as_printed(schema_version="\n"), "has the schema version '\\n'"),
        (
            as_printed(seconds="long"),
            "run.json is not a complete run report: seconds: Input should be",
        ),
        (
            as_printed(seconds=float("nan")),
            "run.json is not a complete run report: seconds: Input should be",
        ),
        (
            as_printed(candidates=[{}]),
            "run.json is not a complete run report: candidates.0.agent: Field req",
        ),
        ("\0", "run.json is a binary file"),
    ],
    ids=range(13),
)
def test_what_is_no_run_is_one_sentence(text: str, sentence: str, capsys: Output):
    """Exit code 2, and no page."""
    Path("run.json").write_text(text)
    assert main(["report", "run.json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("lessonls: ")
    assert shown.err.count("\n") == 1
    assert sentence in shown.err
    assert not Path("run.html").exists()


def test_a_missing_run_is_one_sentence(capsys: Output):
    """Exit code 2."""
    assert main(["report", "none.json"]) == 2
    assert capsys.readouterr().err == "lessonls: none.json does not exist.\n"


def test_standard_input_that_is_no_text_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
):
    """Exit code 2."""
    standard_input(b"\xff\xfe\0", monkeypatch)
    assert main(["report", "-", "-o", "page.html"]) == 2
    assert "standard input is not UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize("name", [".", "none/page.html", "n" * 300, "file.txt/page.html"])
def test_a_page_that_cannot_be_written_is_exit_code_3(name: str, capsys: Output):
    """With the reason."""
    Path("run.json").write_text(as_printed())
    Path("file.txt").touch()
    assert main(["report", "run.json", "-o", name, "--force"]) == 3
    assert f"{name} cannot be written: " in capsys.readouterr().err


def test_the_command_explains_itself_with_an_example(capsys: Output):
    """The example is a call of it."""
    assert main(["report", "--help"]) == 0
    assert "Example: lessonls report" in capsys.readouterr().out
