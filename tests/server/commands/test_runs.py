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
SMALL = """\
#define WEIGHT 3.0
void weigh(int n, const double *x, double *y) {
    for (int i = 0; i < n; ++i) y[i] += WEIGHT * x[i];
}
"""
REWRITTEN = """\
void weigh(int n, const double *x, double *y) {
    for (int i = n; i-- > 0;) y[i] += WEIGHT * x[i];
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


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A function that is judged soon."""
    file = tmp_path / "small.c"
    file.write_text(SMALL)
    return file


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
    assert report.best.speedup is not None
    assert 1.0 < report.best.interval[0] <= report.best.speedup
    assert report.evidence is not None
    assert report.evidence.inputs > 0
    assert report.evidence.confirmed
    after = source.read_text()
    assert after != before
    assert report.best.code in after
    lessons = asyncio.run(DiskBank(home).lessons())
    assert {lesson.id for lesson in lessons} == {lesson.id for lesson in report.lessons} != set()


@pytest.mark.exhaustive
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
    small: Path, tmp_path: Path, repeat: bool, capsys: Output
):
    """The file may hold the function alone or repeat the code around it."""
    candidate = tmp_path / "candidate.c"
    around = SMALL.partition("void")[0]
    candidate.write_text(around + REWRITTEN if repeat else REWRITTEN)
    assert main(["judge", f"{small}:weigh", str(candidate), "--json"]) == 0
    report = JudgeReport.model_validate(one_object(capsys))
    assert report.verdict == "correct"
    assert report.speedup is not None
    assert report.pairs == len(report.baseline_times) == len(report.candidate_times) > 0


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        pytest.param("+=", "-=", "incorrect", marks=pytest.mark.exhaustive),
        ("x[i]", "oops", "not compilable"),
        pytest.param("x[i]", "(__builtin_trap(), x[i])", "faulty", marks=pytest.mark.exhaustive),
    ],
)
def test_judge_rejects_with_a_reason(
    old: str, new: str, verdict: str, small: Path, tmp_path: Path, capsys: Output
):
    """Exit code 1; broken code is data."""
    candidate = tmp_path / "candidate.c"
    candidate.write_text(REWRITTEN.replace(old, new))
    assert main(["judge", f"{small}:weigh", str(candidate)]) == 1
    first, reason, *_ = capsys.readouterr().out.splitlines()
    assert first == f"weigh: {verdict}"
    assert reason


def test_workload_shows_and_keeps_what_was_inferred(small: Path, capsys: Output):
    """What is written is what is shown, and what is read from then on."""
    assert main(["workload", f"{small}:weigh", "--write"]) == 0
    shown = capsys.readouterr().out
    kept = small.parent / ".lessonls" / "workloads" / "weigh.toml"
    assert kept.read_text() == shown
    kept.write_text(shown.replace("real(-10, 10)", "real(1, 2)"))
    assert main(["workload", f"{small}:weigh", "--json"]) == 0
    report = WorkloadReport.model_validate(one_object(capsys))
    assert {report.values["x[]"], report.values["y[]"]} == {"real(1, 2)"}
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


GRID = """template <class T> class Grid {
  public:
    T sum() const;
  private:
    T cells_[4][4];
};
template <class T> T Grid<T>::sum() const {
    T total = T();
    for (const auto &row : cells_)
        for (const T &cell : row) total += cell;
    return total;
}
"""


@pytest.mark.exhaustive
def test_a_template_of_a_header_has_the_arguments_of_any_source_that_uses_it(
    tmp_path: Path, capsys: Output
):
    """Though the source through which the header is compiled does not, and nobody calls it."""
    texts = {
        "grid.hpp": GRID,
        "grid.cpp": '#include "grid.hpp"\n',
        "far/use.cpp": '#include "../grid.hpp"\nstruct Money { long cents = 0; };\n'
        "inline Money &operator+=(Money &a, const Money &b) { a.cents += b.cents; return a; }\n"
        "Grid<Money> market;\n",
    }
    entries: list[dict[str, str]] = []
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
        if name.endswith("cpp"):
            command = f"c++ -std=c++17 -O2 -c {name}"
            entries.append({"directory": str(tmp_path), "file": name, "command": command})
    (tmp_path / "compile_commands.json").write_text(json.dumps(entries))
    assert main(["workload", f"{tmp_path / 'grid.hpp'}:sum", "--json"]) == 0
    report = WorkloadReport.model_validate_json(capsys.readouterr().out)
    assert "this.cells_[][].cents" in report.values
