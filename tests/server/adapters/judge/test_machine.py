"""What this machine is."""

import os
from pathlib import Path

import pytest

from lessonls.adapters.judge.machine import memory_bandwidth, spread, this_machine
from lessonls.core.instruction_sets import besides, enabled


def test_this_machine_is_described():
    """By what it judges with, and how steady it is."""
    found = this_machine()
    assert found.make.startswith("gcc ")
    assert found.cores == len(os.sched_getaffinity(0))
    assert 0 <= found.noise < 1


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(1.0, 1.0), (2.0, 2.0), (3.0, 3.0)], 0.0),
        ([(1.0, 1.0), (1.1, 1.0), (0.9, 1.0), (1.0, 1.0), (9.0, 1.0)], 0.14826),
        ([(1.0, 0.0)], float("inf")),
        ([], float("inf")),
    ],
)
def test_the_spread_of_pairs_ignores_outliers(pairs: list[tuple[float, float]], expected: float):
    """And what both of a pair have in common."""
    assert spread(pairs) == pytest.approx(expected)


def test_the_bandwidth_of_memory_is_measured_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = memory_bandwidth()
    assert 1e8 < first < 1e13
    (kept,) = (tmp_path / "lessonls").glob("memory-*.json")
    kept.write_text("123456789.0")
    assert memory_bandwidth() == 123456789.0
    kept.write_text("nonsense")
    assert 1e8 < memory_bandwidth() < 1e13


def test_the_flags_and_the_processor_say_which_instructions_there_are():
    defined = "#define __AVX2__ 1\n#define __SSE4_2__ 1\n#define __GNUC__ 12\n"
    assert enabled(defined) == ("sse4.2", "avx2")
    assert besides({"avx2", "fma", "sse4_2", "abm"}, ("sse4.2", "avx2")) == ("fma", "lzcnt")
