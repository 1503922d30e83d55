"""The bank's benchmarks, on a small scale."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.bank import made_up, select_once, survive
from lessonls.adapters.disk_bank import DiskBank


@pytest.mark.exhaustive
def test_nothing_that_was_banked_is_lost_when_writers_are_killed():
    """Four writers at a time, one killed after the other, and a reader all the while."""
    result = survive(5)
    assert (result.kills, result.lost, result.unreadable, result.failed) == (5, 0, 0, 0)
    assert 0 < result.announced <= result.found
    assert result.selections > 0


def test_made_up_lessons_are_found(tmp_path: Path):
    """The same ones in every process."""
    lessons = list(made_up(0, 300))
    assert lessons == [*made_up(0, 100), *made_up(100, 200)]
    asyncio.run(DiskBank(tmp_path).add_all(lessons))
    assert asyncio.run(select_once(tmp_path)) > 0
