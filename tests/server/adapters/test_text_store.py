"""Rows of text in a directory."""

from pathlib import Path

import pytest

from lessonls.adapters.text_store import TextStore
from lessonls.core.errors import BankError


@pytest.fixture
def store(tmp_path: Path) -> TextStore:
    store = TextStore(tmp_path / "rows")
    for key in "abcd":
        store.write({key: key * 3})
    return store


def test_named_rows_are_read_and_others_are_not_there(store: TextStore):
    """In the order of the question."""
    assert store.read(["c", "x", "a", ""]) == {"c": "ccc", "a": "aaa"}
    assert store.read([]) == {}


def test_the_newest_rows_come_first(store: TextStore):
    """A row that is written again keeps its place."""
    store.write({"a": "new"})
    assert list(store.newest(2)) == ["d", "c"]
    assert store.newest(9) == {"d": "ddd", "c": "ccc", "b": "bbb", "a": "new"}


def test_the_count_follows_writing_and_deleting(store: TextStore):
    """Without reading."""
    store.write({"a": "new", "e": "e"})
    assert store.count() == 5
    assert store.delete(["a", "b", "x"]) == 2
    assert store.count() == 3


def test_several_operations_share_one_opening(store: TextStore):
    """In the order in which rows were first stored."""
    with store.opened() as rows:
        assert list(rows.keys()) == ["a", "b", "c", "d"]
        assert list(rows.newest_keys()) == ["d", "c", "b", "a"]
        assert list(rows.read("ax")) == ["a"]


def test_what_fails_in_between_leaves_nothing(store: TextStore):
    """All or none."""
    with pytest.raises(BankError, match="megabyte"):
        store.write({"e": "e", "f": "f" * 2_000_000})
    assert store.count() == 4


def test_with_a_limit_the_oldest_rows_go(tmp_path: Path):
    """And the file stays near the limit; without one, nothing goes."""
    limited = TextStore(tmp_path / "limited", size_limit=400_000)
    free = TextStore(tmp_path / "free")
    for number in range(100):
        row = {f"{number:03}": "x" * 10_000}
        limited.write(row)
        free.write(row)
    assert free.count() == 100
    assert 5 < limited.count() < 45
    assert "099" in limited.newest(1)
    assert limited.read(["000"]) == {}
