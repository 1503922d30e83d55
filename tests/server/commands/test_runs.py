"""Real runs of optimize, judge, workload and doctor: real compiler, sandbox, team and bank."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from lessonls.adapters.disk_bank import DiskBank
from lessonls.cli import main
from lessonls.core.report import DoctorReport, JudgeReport, OptimizeReport, WorkloadReport
from lessonls.core.wording import BUSY
from lessonls.core.workload import parse_workload
from tests.projects.layout import settings_in

pytestmark = pytest.mark.xdist_group("judge")

EXAMPLES = Path(__file__).parents[3] / "examples"
FUNCTION = "multiply_add"
INTERCHANGED = """\
void multiply_add(const Matrix &a, const Matrix &b, Matrix &c) {
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t k = 0; k < b.size(); ++k)
            for (std::size_t j = 0; j < c[i].size(); ++j) c[i][j] += a[i][k] * b[k][j];
}
"""

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LESSONLS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLES / "matrix_product.cpp", tmp_path))


def one_object(capsys: Output) -> dict[str, Any]:
    """Standard output as one JSON object; anything else on it would not parse."""
    shown = capsys.readouterr()
    # Other tests may be judging at the same time.
    assert shown.err in ("", f"lessonls: {BUSY}.\n")
    return json.loads(shown.out)


def test_optimize_finds_applies_and_remembers_a_faster_version(
    source: Path, home: Path, capsys: Output
):
    """The whole way, with the built-in team, in one round."""
    before = source.read_text()
    assert main(["optimize", f"{source}:{FUNCTION}", "--rounds", "1", "--json", "--apply"]) == 0
    report = OptimizeReport.model_validate(one_object(capsys))
    assert report.best is not None
    assert report.best.interval is not None
    assert 1.0 < report.best.interval[0] <= report.best.speedup
    assert report.evidence is not None
    assert report.evidence.inputs > 0
    assert report.evidence.confirmed
    after = source.read_text()
    assert after != before
    assert report.best.code in after
    lessons = asyncio.run(DiskBank(home).lessons())
    assert {lesson.id for lesson in lessons} == {lesson.id for lesson in report.lessons} != set()


def test_optimize_leaves_the_file_alone_unless_told(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
):
    """Plain lines end with the diff, the claim and what was checked."""
    for name, value in settings_in(tmp_path).items():
        monkeypatch.setenv(name, value)
    before = source.read_bytes()
    code = main(["optimize", f"{source}:9", "--rounds", "1", "--lessons", "2", "--seed", "3"])
    shown = capsys.readouterr()
    assert (code, shown.err) == (0, "")
    assert source.read_bytes() == before
    assert f"--- {source}\n+++ {source}\n@@ " in shown.out
    assert f"\n{FUNCTION}: " in shown.out
    assert "\nChecked: equal on " in shown.out
    assert "\nLessons banked\n" in shown.out


def test_a_function_that_nobody_can_improve_is_exit_code_1(tmp_path: Path, capsys: Output):
    """Nothing faster is a valid answer."""
    source = tmp_path / "one.c"
    source.write_text("int one(int x) { return x + 1; }\n")
    assert main(["optimize", f"{source}:one", "--rounds", "1", "--json"]) == 1
    assert one_object(capsys)["best"] is None


@pytest.mark.parametrize(
    "repeat",
    [
        pytest.param(False, id="alone"),
        pytest.param(True, id="with the code around it", marks=pytest.mark.exhaustive),
    ],
)
def test_judge_measures_a_rewrite_of_ones_own(
    source: Path, tmp_path: Path, repeat: bool, capsys: Output
):
    """The file may hold the function alone or repeat the code around it."""
    candidate = tmp_path / "candidate.cpp"
    around = source.read_text().partition("/// c +=")[0]
    candidate.write_text(around + INTERCHANGED if repeat else INTERCHANGED)
    assert main(["judge", f"{source}:{FUNCTION}", str(candidate), "--json"]) == 0
    report = JudgeReport.model_validate(one_object(capsys))
    assert report.verdict == "correct"
    assert report.speedup is not None
    assert report.pairs == len(report.baseline_times) == len(report.candidate_times) > 0


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        pytest.param("+=", "-=", "incorrect", marks=pytest.mark.exhaustive),
        ("a[i][k]", "oops", "not compilable"),
        pytest.param(
            "a[i][k]", "(__builtin_trap(), a[i][k])", "faulty", marks=pytest.mark.exhaustive
        ),
    ],
)
def test_judge_rejects_with_a_reason(
    old: str, new: str, verdict: str, source: Path, tmp_path: Path, capsys: Output
):
    """Exit code 1; broken code is data."""
    candidate = tmp_path / "candidate.cpp"
    candidate.write_text(INTERCHANGED.replace(old, new))
    assert main(["judge", f"{source}:{FUNCTION}", str(candidate)]) == 1
    first, reason, *_ = capsys.readouterr().out.splitlines()
    assert first == f"{FUNCTION}: {verdict}"
    assert reason


def test_workload_shows_and_keeps_what_was_inferred(source: Path, capsys: Output):
    """What is written is what is shown, and what is read from then on."""
    assert main(["workload", f"{source}:{FUNCTION}", "--write"]) == 0
    shown = capsys.readouterr().out
    kept = source.parent / ".lessonls" / "workloads" / f"{FUNCTION}.toml"
    assert kept.read_text() == shown
    kept.write_text(shown.replace("real(-10, 10)", "real(1, 2)"))
    assert main(["workload", f"{source}:{FUNCTION}", "--json"]) == 0
    report = WorkloadReport.model_validate(one_object(capsys))
    assert set(report.values.values()) == {"real(1, 2)"}
    assert parse_workload(report.toml, "").values == report.values


def test_the_doctor_finds_what_a_run_needs(capsys: Output):
    """Every line has a state; what is not ok says what to do."""
    assert main(["doctor", "--json"]) == 0
    report = DoctorReport.model_validate(one_object(capsys))
    states = {check.name: check.state for check in report.checks}
    for name in ("sandbox", "gcc", "g++", "sanitizers", "OpenMP", "team", "bank"):
        assert states[name] == "ok"
    assert states.keys() >= {"clang", "cores", "timing"}
    assert all(check.advice for check in report.checks if check.state != "ok")
