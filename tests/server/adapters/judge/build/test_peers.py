"""Candidates that another compiler builds: only who compiles differs, not how they are judged."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from benchmarks.benches import bench_of
from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.build.linkage import Linkage, read_linkage
from lessonls.adapters.judge.build.toolchain import Peer, Toolchain, version
from lessonls.adapters.judge.build.translation_unit import Shape, unit
from lessonls.adapters.judge.workbench import Workbench
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import MachineError
from lessonls.core.target import Mode
from lessonls.core.verdict import VerdictKind
from tests.judging import target_in
from tests.sandbox.conftest import lacking

pytestmark = pytest.mark.xdist_group("judge")

OpenBench = Callable[..., Workbench]

ADD = "void add(int n, double *a) { for (int i = 0; i < n; ++i) a[i] = a[i] + 1; }\n"
SUM = """double sum(int n, const double *x) {
    double s = 0;
    for (int i = 0; i < n; ++i) s += x[i];
    return s;
}
"""
KNOWN = """#include <math.h>
double known(int n, const double *x) {
    double s = 0;
    for (int i = 0; i < n; ++i)
        if (!isnan(x[i])) s += x[i];
    return s;
}
"""
FAST = Peer("gcc", ("-Ofast",))
TEAM = Peer("gcc", ("-ftree-parallelize-loops=2",))


@pytest.fixture(scope="session")
def clang() -> Peer:
    try:
        version("clang")
    except MachineError:
        lacking("clang is not installed")
    return Peer("clang")


@pytest.fixture(scope="module")
def open_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBench]:
    """Benches in this process, as comparisons with peers have them: no message speaks of peers."""
    folder = tmp_path_factory.mktemp("peers")
    with ExitStack() as opened:

        @cache
        def open_one(source: str, name: str, file: str, mode: Mode = Mode.SERIAL) -> Workbench:
            target = target_in(folder / file, source, name)
            return opened.enter_context(bench_of(target, mode))

        yield open_one


def linked(peer: Peer, mode: Mode, file: str = "code.c") -> Linkage:
    target = TreeSitterFinder(CompileCommands()).named(Path("/") / file, ADD, "add")
    built = Toolchain(target, mode, peer=peer).library(unit(target, target.code, Shape()))
    assert built.succeeded, built.diagnostics
    return read_linkage(built.files["facts"].decode())


def test_the_same_compiler_with_the_same_flags_makes_the_same_machine_code(open_bench: OpenBench):
    bench = open_bench(SUM, "sum", "code.c")
    verdict = bench.judge(bench.target.code, peer=Peer("gcc"))
    assert verdict.kind is VerdictKind.CORRECT
    assert (verdict.speedup, verdict.pairs) == (1.0, 0)


def test_every_peer_has_a_verdict_of_its_own_on_the_same_text(open_bench: OpenBench):
    bench = open_bench(SUM, "sum", "code.c")
    code = bench.target.code
    own = bench.judge(code)
    fast = bench.judge(code, peer=FAST)
    unknown = bench.judge(code, peer=Peer("gcc", ("-fno-such-flag",)))
    assert (own.pairs, own.speedup) == (0, 1.0)
    assert fast.kind is VerdictKind.CORRECT, fast.reason
    assert len(fast.baseline_times) == fast.pairs == len(fast.candidate_times) > 0
    assert unknown.kind is VerdictKind.NOT_COMPILABLE
    assert bench.judge(code, peer=FAST) is fast
    assert bench.judge(code) is own


def test_what_fast_mathematics_breaks_is_incorrect(open_bench: OpenBench):
    bench = open_bench(KNOWN, "known", "code.c")
    verdict = bench.judge(bench.target.code, peer=FAST)
    assert verdict.kind is VerdictKind.INCORRECT
    assert verdict.speedup is None


@pytest.mark.parametrize("file", ["code.c", "code.cpp"])
def test_a_unit_that_clang_compiles_is_timed_against_the_original(
    open_bench: OpenBench, clang: Peer, file: str
):
    bench = open_bench(SUM, "sum", file)
    verdict = bench.judge(bench.target.code, peer=clang)
    assert verdict.kind is VerdictKind.CORRECT, verdict.reason
    assert verdict.pairs > 0


def test_loops_that_a_peer_makes_parallel_run_on_the_judges_threads(open_bench: OpenBench):
    assert "GOMP_parallel" in linked(TEAM, Mode.OPENMP).imports
    bench = open_bench(ADD, "add", "code.c", Mode.OPENMP)
    verdict = bench.judge(bench.target.code, peer=TEAM)
    assert verdict.kind is VerdictKind.CORRECT, verdict.reason
    assert verdict.pairs > 0


@pytest.mark.parametrize("file", ["code.c", "code.cpp"])
def test_threads_are_started_before_the_clock_also_for_clang(clang: Peer, file: str):
    assert "GOMP_parallel" in linked(clang, Mode.OPENMP, file).imports
    assert not any("omp" in name.lower() for name in linked(clang, Mode.SERIAL, file).imports)
