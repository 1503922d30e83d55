"""Reports are functions of events and verdicts; diffs and edits are functions of texts."""

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonls.core.edit import fitted, replace_function
from lessonls.core.errors import InputError
from lessonls.core.events import (
    AgentLeft,
    BaselineReady,
    CandidateJudged,
    Event,
    LessonBanked,
    RoundStarted,
    RunFinished,
    RunStarted,
)
from lessonls.core.lesson import Attempt, Lesson
from lessonls.core.report import (
    Check,
    CheckState,
    OptimizeReport,
    doctor_report,
    judge_report,
    optimize_report,
    target_diff,
    workload_report,
)
from lessonls.core.target import Language, Mode, Target
from lessonls.core.verdict import Evidence, Outcome, Verdict, VerdictKind
from lessonls.core.workload import Size, Workload, parse_workload

CODE = "int twice(int x) {\n    return x + x;\n}"
FASTER = "int twice(int x) {\n    return x << 1;\n}"


def a_target(before: str = "// first\n", code: str = CODE, after: str = "\n// last\n") -> Target:
    return Target(
        path=Path("twice.c"),
        language=Language.C,
        name="twice",
        qualified_name="twice",
        returns="int",
        parameters=(),
        code=code,
        before=before,
        after=after,
        start=len(before),
        line=before.count("\n") + 1,
        flags=(),
        directory=Path(),
    )


WON = Attempt(
    agent="shifter",
    round=1,
    code=FASTER,
    verdict=Verdict(
        kind=VerdictKind.CORRECT,
        speedup=2.0,
        interval=(1.9, 2.1),
        pairs=2,
        baseline_times=(2.0, 2.0),
        candidate_times=(1.0, 1.0),
        evidence=Evidence(inputs=7, sanitizers=("address",), confirmed=True),
        seconds=0.5,
    ),
)
LOST = Attempt(
    agent="dreamer",
    round=0,
    code="int twice(int x) { return 4; }",
    verdict=Verdict(kind=VerdictKind.INCORRECT, reason="4, not 2."),
)
LESSON = Lesson(
    id="abcdef0123456789",
    text="Shift.",
    outcome=Outcome.SIGNIFICANTLY_FASTER,
    speedup=2.0,
    agent="shifter",
    round=1,
    function="twice",
    target_digest="0",
    language=Language.C,
    mode=Mode.SERIAL,
)
START = RunStarted(target=a_target(), mode=Mode.SERIAL, agents=("shifter", "dreamer"), rounds=2)
READY = BaselineReady(workload=Workload(function="twice"), baseline_seconds=0.001)


def finished(best: Attempt | None) -> RunFinished:
    return RunFinished(
        best=best,
        attempts=(LOST, WON),
        lessons=(LESSON,),
        baseline_seconds=0.001,
        seconds=3.0,
        note="done",
    )


def a_run(best: Attempt | None = WON) -> list[Event]:
    return [
        START,
        READY,
        RoundStarted(round=0, lessons=()),
        CandidateJudged(attempt=LOST),
        AgentLeft(agent="dreamer", reason="asleep"),
        RoundStarted(round=1, lessons=()),
        CandidateJudged(attempt=WON),
        LessonBanked(lesson=LESSON),
        finished(best),
    ]


def test_the_optimize_report_carries_what_its_readers_were_promised():
    """The keys are a contract; so is that they survive JSON."""
    report = optimize_report(a_run())
    plain = json.loads(report.model_dump_json())
    promised = {
        *("target", "mode", "baseline_seconds", "best", "candidates"),
        *("lessons", "evidence", "seconds", "schema_version"),
    }
    assert promised <= plain.keys()
    assert plain["best"] == {
        "code": FASTER,
        "diff": target_diff(a_target(), FASTER),
        "speedup": 2.0,
        "interval": [1.9, 2.1],
        "agent": "shifter",
        "round": 1,
        "tests": [],
    }
    assert [candidate["verdict"] for candidate in plain["candidates"]] == ["incorrect", "correct"]
    assert plain["candidates"][1]["baseline_times"] == [2.0, 2.0]
    assert plain["lessons"][0]["text"] == "Shift."
    assert plain["evidence"]["confirmed"] is True
    assert plain["departures"] == [{"agent": "dreamer", "reason": "asleep"}]
    assert OptimizeReport.model_validate_json(report.model_dump_json()) == report


def test_without_a_winner_there_is_no_evidence_for_one():
    """Nothing faster is a valid answer."""
    report = optimize_report(a_run(best=None))
    assert report.best is None
    assert report.evidence is None
    assert len(report.candidates) == 2


@pytest.mark.parametrize("length", range(1, len(a_run())))
def test_a_run_that_was_cut_short_has_a_report(length: int):
    """What was learned before is not lost; nothing is claimed."""
    report = optimize_report(a_run()[:length])
    assert report.best is None
    assert report.note == "The run did not finish."


def test_the_judge_report_is_the_verdict_and_its_target():
    """Also a rejected rewrite has a report."""
    report = judge_report(a_target(), Mode.OPENMP, LOST.verdict, 0.25)
    assert (report.verdict, report.reason) == (VerdictKind.INCORRECT, "4, not 2.")
    assert (report.speedup, report.pairs, report.baseline_seconds) == (None, 0, 0.25)


def test_the_workload_report_holds_the_file():
    """Its TOML reads back to the same workload."""
    workload = Workload(function="twice", sizes={"n": Size(timing=9)}, values={"x": "real(0, 1)"})
    report = workload_report(a_target(), workload, 0.1)
    assert parse_workload(report.toml, "here") == workload


@pytest.mark.parametrize(
    ("state", "required", "ready"),
    [
        (CheckState.OK, True, True),
        (CheckState.WEAK, True, True),
        (CheckState.MISSING, False, True),
        (CheckState.MISSING, True, False),
    ],
)
def test_only_a_missing_requirement_makes_a_machine_unfit(
    state: CheckState, required: bool, ready: bool
):
    """What is weak or optional does not."""
    check = Check(name="gcc", state=state, detail="", required=required)
    assert doctor_report([check]).ready is ready


TEXTS = st.text(alphabet="ab\n\r\f{};", max_size=40)


@settings(max_examples=40)
@given(before=TEXTS, code=TEXTS, after=TEXTS, rewrite=TEXTS)
def test_the_diff_is_one_that_git_can_apply(before: str, code: str, after: str, rewrite: str):
    """Whatever the line endings, form feeds and missing last newlines."""
    target = a_target(before, code, after)
    old, new = before + code + after, before + fitted(target, rewrite) + after
    with TemporaryDirectory() as folder:
        file = Path(folder, "twice.c")
        file.write_bytes(old.encode())
        diff = target_diff(target, rewrite)
        if diff:
            command = ["git", "apply", "-p0", "--unidiff-zero", "--whitespace=nowarn", "-"]
            subprocess.run(command, input=diff.encode(), cwd=folder, check=True)
        assert file.read_bytes() == new.encode()


@pytest.mark.parametrize(
    ("old", "code", "expected"),
    [
        ("f() {\n}", "f() {\n  1;\n}", "f() {\n  1;\n}"),
        ("f() {\r\n}", "f() {\n  1;\r\n}", "f() {\r\n  1;\r\n}"),
        ("f() { }", "f() {\n}", "f() {\r\n}"),
    ],
)
def test_a_rewrite_takes_the_line_endings_of_its_function(old: str, code: str, expected: str):
    """Of the file, where the function is one line."""
    target = a_target("// here\r\n" if "\n" not in old else "// here\n", old)
    assert fitted(target, code) == expected


@pytest.mark.parametrize(
    "text",
    [
        "// first\n" + CODE + "\n// last\n",
        "// a longer beginning\n\n" + CODE + "\n",
        CODE,
    ],
)
def test_a_function_is_found_where_it_moved_to(text: str):
    """Edits elsewhere in the file do not matter and are kept."""
    assert replace_function(text, a_target(), FASTER) == text.replace(CODE, FASTER)


@pytest.mark.parametrize(
    "text",
    ["", "// first\n" + CODE.replace("x + x", "x+x"), "/**/" + CODE + CODE],
)
def test_a_function_that_changed_is_never_overwritten(text: str):
    """Nor is one that there are two of, when neither is in the old place."""
    with pytest.raises(InputError, match="was not changed"):
        replace_function(text, a_target(), FASTER)
