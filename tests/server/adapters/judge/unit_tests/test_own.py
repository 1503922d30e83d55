"""Rewrites of a function that was implemented have to pass its unit tests as well."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from lessonls.adapters.judge.build import no_sources
from lessonls.adapters.judge.unit_tests import OwnTests
from lessonls.adapters.private_files import private_folder
from lessonls.core.target import Mode
from lessonls.core.unit_tests import UnitTest
from lessonls.core.verdict import VerdictKind
from tests.judging import bench_of, target_in

pytestmark = pytest.mark.xdist_group("judge")

HEAD = "int add(int n, const int *a)"
ADD = f"{HEAD} {{\n    int s = 0;\n    for (int i = 0; i < n; i++) s += a[i];\n    return s;\n}}\n"
RIGHT = f"{HEAD} {{ int s = 0; while (n-- > 0) s += a[n]; return s; }}"
TESTS = (
    UnitTest(code="{ int a[] = {1, 2, 3}; assert(add(3, a) == 6); }"),
    UnitTest(code="assert(add(0, NULL) == 0);"),
    UnitTest(code="assert(add(0, NULL) == 1);"),
)


@pytest.fixture
def folder() -> Iterator[Path]:
    made = private_folder()
    yield made
    shutil.rmtree(made)


def test_a_rewrite_has_to_pass_what_the_original_passes(folder: Path, tmp_path: Path):
    """And no more: a test that has become wrong is no reason."""
    target = target_in(tmp_path / "add.c", ADD, "add")
    with ExitStack() as stack:
        tests = OwnTests(target, Mode.SERIAL, TESTS, {}, folder, stack, no_sources)
        assert tests.note == "passes the 2 tests that the original passes"
        assert tests.finding(RIGHT) is None
        found = tests.finding(RIGHT.replace("> 0", "> 1"))
        assert found is not None
        assert found.kind is VerdictKind.INCORRECT
        assert found.reason == ("fails a unit test: expected add(3, a) == 6, but add(3, a) is 5.")


def test_the_evidence_of_a_rewrite_names_its_tests(tmp_path: Path):
    with bench_of(target_in(tmp_path / "add.c", ADD, "add"), tests=TESTS) as bench:
        verdict = bench.judge(RIGHT)
    assert verdict.kind is VerdictKind.CORRECT, verdict.reason
    assert "passes the 2 tests that the original passes" in verdict.evidence.notes
