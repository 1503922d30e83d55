"""The index beside the bank."""

import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from struct import Struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.adapters.lesson_index import (
    PENDING,
    WIDTH,
    Entries,
    LessonIndex,
    folded,
    name_of,
    number_of,
    world_hash,
)

HEADER = Struct("<16sQQ8s8s")
KEYS = [f"{number:016x}" for number in range(1, 6)]
HERE = world_hash(("c", "serial"))


def axis(number: int) -> list[float]:
    return [float(place == number) for place in range(WIDTH)]


def entries(count: int = 5) -> Entries:
    """Lesson n points along axis n, on a function with digest n."""
    made = Entries.pending(KEYS[:count])
    made.worlds[:] = HERE
    made.targets[:] = np.arange(count)
    made.vectors[:] = [axis(number) for number in range(count)]
    return made


@pytest.fixture
def index(tmp_path: Path) -> LessonIndex:
    index = LessonIndex(tmp_path, "words")
    index.save(entries())
    return index


def mixed(first: int, second: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return folded([axis(first), axis(first), axis(second)])


def test_what_is_saved_is_loaded(index: LessonIndex):
    """Also in another process: nothing is kept beside the file."""
    loaded, meant = index.load(), entries()
    for column in ("keys", "worlds", "targets", "vectors"):
        assert (getattr(loaded, column) == getattr(meant, column)).all()


def test_the_nearest_comes_first(index: LessonIndex):
    """As many as are asked for."""
    assert index.nearest(mixed(3, 1), HERE, 99, 2) == [KEYS[3], KEYS[1]]
    assert len(index.nearest(mixed(3, 1), HERE, 99, 10)) == 5


def test_other_worlds_and_the_function_itself_are_left_out(index: LessonIndex):
    """However near they are."""
    assert index.nearest(mixed(3, 1), HERE, 3, 1) == [KEYS[1]]
    assert index.nearest(mixed(3, 1), world_hash(("c", "openmp")), 9, 5) == []


def test_each_embedder_has_its_own_file(index: LessonIndex, tmp_path: Path):
    """Vectors of different names never meet."""
    assert len(LessonIndex(tmp_path, "other").load()) == 0


def test_pending_entries_are_filled_in_place(index: LessonIndex):
    """And those of other lessons are not touched."""
    index.save(entries(3).with_more(Entries.pending(KEYS[3:])))
    assert index.load().waiting(9).tolist() == [4, 3]
    assert index.load().waiting(1).tolist() == [4]
    filled = entries().for_keys([KEYS[3], KEYS[0]])
    index.fill(5, [3, 4], filled)  # place 4 belongs to another lesson
    loaded = index.load()
    assert index.nearest(mixed(3, 1), HERE, 99, 1) == [KEYS[3]]
    assert loaded.waiting(9).tolist() == [4]
    index.fill(4, [4], filled)  # the file was replaced by one of another length
    assert index.load().waiting(9).tolist() == [4]


def test_known_entries_are_kept_in_a_new_order_and_unknown_ones_are_pending():
    """After some lessons were forgotten and others came."""
    made = entries().for_keys([KEYS[2], "f" * 16, KEYS[0]])
    assert made.targets.tolist() == [2, 0, 0]
    assert (made.worlds == PENDING).tolist() == [False, True, False]


DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda data: data[:0],
    lambda data: data[:40],
    lambda data: data[:-1],
    lambda data: data + b"\0",
    lambda data: data[: len(data) // 2],
    lambda data: data[:0] + b"garbage" * 1000,
    lambda data: data[:16] + (1 << 62).to_bytes(8, "little") + data[24:],
    lambda data: data[:24] + (1 << 62).to_bytes(8, "little") + data[32:],
    lambda data: data[:16] + (64).to_bytes(8, "little") + data[24:],
    lambda data: b"\x80\x04" + data[2:],
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_as_good_as_none(index: LessonIndex, damage: Callable[[bytes], bytes]):
    """Cut off, garbage, with a huge count, of another width, or a pickle."""
    index.path.write_bytes(damage(index.path.read_bytes()))
    assert len(index.load()) == 0
    index.fill(5, [0], entries(1))
    index.save(entries())
    assert len(index.load()) == 5


def test_a_file_that_is_cut_while_it_is_read_kills_nobody(index: LessonIndex):
    """Readers of a mapped file would die of a signal."""
    loaded = index.load()
    index.path.write_bytes(b"")
    assert loaded.vectors[4].tolist() == axis(4)
    assert index.nearest(mixed(3, 1), HERE, 99, 1) == []


def test_a_file_that_claims_to_be_endless_is_not_read(index: LessonIndex):
    """It takes no room on the disk, but would in memory."""
    header, count = index.path.read_bytes()[: HEADER.size], 1 << 30
    fields = (*HEADER.unpack(header)[:2], count, HEADER.unpack(header)[3])
    check = blake2b(HEADER.pack(*fields, b""), digest_size=8).digest()
    with index.path.open("wb") as file:
        file.write(HEADER.pack(*fields, check))
        file.truncate(HEADER.size + count * (24 + 4 * WIDTH))
    assert len(index.columns()) == len(index.load()) == 0


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf, 1e30])
def test_numbers_that_are_none_are_never_found(index: LessonIndex, number: float):
    """And the entry waits to be filled again once the file is written anew."""
    made = entries()
    made.vectors[3] = number
    path = index.path
    data = bytearray(path.read_bytes())
    data[-5 * WIDTH * 4 :] = made.vectors.tobytes()
    path.write_bytes(data)
    assert index.nearest(mixed(3, 1), HERE, 99, 5)[0] == KEYS[1]
    assert KEYS[3] not in index.nearest(mixed(3, 1), HERE, 99, 5)
    index.save(index.load())
    assert index.load().waiting(9).tolist() == ([] if number == 1e30 else [3])


def test_an_index_that_cannot_be_written_is_left(tmp_path: Path):
    """The rows are the truth."""
    (tmp_path / "file").write_text("")
    index = LessonIndex(tmp_path / "file", "words")
    index.save(entries())
    index.fill(5, [0], entries(1))
    assert len(index.load()) == 0


def test_what_killed_processes_left_is_removed_after_a_while(index: LessonIndex, tmp_path: Path):
    """What may still be written is not."""
    old, fresh = tmp_path / "index-1.tmp", tmp_path / "index-2.tmp"
    old.write_text("")
    fresh.write_text("")
    os.utime(old, (0, 0))
    index.save(entries())
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([fresh.name, index.path.name])


@given(st.text(), st.integers(0, 2**64 - 1))
def test_ids_become_numbers_and_back(text: str, number: int):
    """Other texts have some number."""
    assert number_of(name_of(number)) == number
    assert 0 <= number_of(text) < 2**64
    assert world_hash([text]) > 1


def test_folding_keeps_angles_of_wide_vectors():
    """Within what the width allows, and the same on every machine."""
    lot = np.random.default_rng(0)
    pairs = [(one, one + 0.5 * other) for one, other in lot.normal(size=(40, 2, 1536))]
    for one, other in pairs:
        exact = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
        close = float(folded([one.tolist()]) @ folded([other.tolist()]))
        assert close == pytest.approx(float(exact), abs=0.35)
    signs = folded([[1.0] + [0.0] * 1535])
    assert "".join("-+"[int(sign > 0)] for sign in signs[:16]) == "++--+--------+--"
    assert np.linalg.norm(signs) == pytest.approx(1.0)


def test_folding_nothing_gives_zeros():
    """And never a number that is none."""
    assert not folded([]).any()
    assert not folded([[0.0] * 256]).any()
    assert np.isfinite(folded([[1e-200] * 300, [1e200] * 300])).all()
