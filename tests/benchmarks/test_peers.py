"""What other compilers are asked for, and what is said of their verdicts."""

import json
from pathlib import Path

import pytest

from benchmarks.peer_figures import Result, report
from benchmarks.peers import NAMES, PEERS, compared, main
from benchmarks.problems import Subject
from benchmarks.results import write
from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.build.linkage import read_linkage
from lessonls.adapters.judge.build.toolchain import Toolchain, version
from lessonls.adapters.judge.build.translation_unit import Shape, unit
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import MachineError
from lessonls.core.target import Mode, Target
from lessonls.core.verdict import Verdict, VerdictKind
from tests.sandbox.conftest import lacking

pytestmark = pytest.mark.xdist_group("judge")

# Every row may be computed by itself, which both parallelizers see.
ROWS = """#define N 1000
void rows(double (*restrict to)[N], double (*restrict from)[N]) {
    for (int i = 0; i < N; ++i)
        for (int j = 0; j < N; ++j) to[i][j] = 2 * from[j][i] + 1;
}
"""


@pytest.fixture
def with_clang() -> None:
    try:
        version("clang")
    except MachineError:
        lacking("clang is not installed")


@pytest.mark.usefixtures("with_clang")
@pytest.mark.parametrize("mode", Mode)
def test_of_all_peers_only_the_parallel_ones_start_threads_of_their_own(mode: Mode):
    target = TreeSitterFinder(CompileCommands()).named(Path("/rows.c"), ROWS, "rows")
    own = imports(Toolchain(target, mode))
    for name, peer in PEERS[mode].items():
        added = imports(Toolchain(target, mode, peer=peer)) - own
        assert any("omp" in one.lower() for one in added) is (mode is Mode.OPENMP), name


def imports(toolchain: Toolchain) -> frozenset[str]:
    """What the library of `ROWS` needs from others."""
    target = toolchain.target
    built = toolchain.library(unit(target, target.code, Shape()))
    assert built.succeeded, built.diagnostics
    return read_linkage(built.files["facts"].decode()).imports


def measured(name: str, speedup: float, low: float, high: float) -> Result:
    verdict = Verdict(
        kind=VerdictKind.CORRECT, speedup=speedup, interval=(low, high), reason="", pairs=9
    )
    return Result(suite="ours", name=name, setting="gcc 1", verdicts={"fast": verdict})


def rejected(name: str, kind: VerdictKind, reason: str) -> Result:
    verdict = Verdict(kind=kind, reason=reason)
    return Result(suite="ours", name=name, setting="gcc 1", verdicts={"fast": verdict})


RESULTS = [
    measured("a", 4.0, 3.9, 4.1),
    measured("b", 0.5, 0.4, 0.6),
    measured("c", 1.0, 0.99, 1.01),
    measured("d", 2.0, 0.5, 4.0),
    rejected("e", VerdictKind.INCORRECT, "it differs."),
]


def row(text: str, start: str) -> list[str]:
    """The columns of the first line that begins like this."""
    return next(line for line in text.splitlines() if line.startswith(start)).split()


def test_the_table_counts_what_was_rejected_as_no_gain():
    text = report(RESULTS, ["fast"])
    # judged, geometric mean, above 2x, no change, inconclusive, slower, worst, rejected
    assert row(text, "fast") == ["fast", "5/5", "1.32", "20%", "60%", "20%", "20%", "0.50", "1"]
    assert "fast: e: incorrect: it differs." in text.splitlines()


def test_a_function_that_could_not_be_judged_counts_as_no_gain_and_is_named():
    lost = Result(suite="ours", name="f", setting="gcc 1", problem="no inputs can be made.")
    text = report([measured("a", 4.0, 3.9, 4.1), lost], ["fast"])
    assert row(text, "fast")[1:3] == ["1/2", "2.00"]
    assert "f: no inputs can be made." in text.splitlines()


def test_several_sets_have_a_table_each_and_one_together():
    other = measured("g", 1.0, 1.0, 1.0).model_copy(update={"suite": "theirs"})
    text = report([measured("a", 4.0, 3.9, 4.1), other], ["fast"])
    heads = [line.split()[0] for line in text.splitlines() if "geometric mean" in line]
    assert heads == ["ours", "theirs", "all"]


@pytest.mark.usefixtures("with_clang")
def test_finished_functions_are_not_run_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    problem = {"name": "a", "src_code": "int a() { return 1; }", "problem_type": "none"}
    (tmp_path / "ours.json").write_text(json.dumps([problem]))
    kept = tmp_path / "kept" / "peers.json"
    write(kept, RESULTS[:1])
    before = kept.read_bytes()
    main(output=kept, data=tmp_path)
    said = capsys.readouterr()
    assert said.err == ""
    assert kept.read_bytes() == before
    assert "geometric mean" in said.out


@pytest.mark.usefixtures("with_clang")
@pytest.mark.exhaustive
def test_all_peers_are_judged_on_one_workload(tmp_path: Path):
    """One small function in both modes, with verdicts on the same sizes."""
    path = tmp_path / "add.c"
    path.write_text("void add(int n, double *a) { for (int i = 0; i < n; ++i) a[i] += 1; }\n")
    finder = TreeSitterFinder(CompileCommands())
    target = finder.named(path, path.read_text(), "add")

    def cut(_: Path) -> Target:
        return target

    result = compared(Subject("ours", "add", cut), "gcc 1")
    assert result.problem == ""
    assert list(result.verdicts) == NAMES
    assert {verdict.kind for verdict in result.verdicts.values()} == {VerdictKind.CORRECT}
    assert list(result.sizes) == ["n"]
    assert set(result.seconds) == set(Mode)
