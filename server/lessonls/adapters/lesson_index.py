"""A file next to the bank that finds the lessons nearest to a function without reading the rows.

It is derived from the rows: it may be deleted at any time, and what is wrong in it costs
relevance and nothing else, because every lesson that it names is read and ranked again from its
row. For each lesson it holds the id, a hash of the world that the lesson comes from, the digest
of its function and a vector of a fixed width.

A vector of any embedder is folded into that width by a random projection with entries of +1 and
-1 (Achlioptas, *Database-friendly random projections*, 2003), which keeps angles well enough to
choose candidates (Johnson and Lindenstrauss, 1984): the error of a cosine is about 0.09.

The file is written whole and put in place by renaming it, so that readers and writers need no
lock; entries that were still pending are filled in where they are. It is read, block by block,
and not mapped into memory: where another program cuts a mapped file, its readers die.
"""

import os
import struct
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

WIDTH = 128
"""Numbers in the vector of an entry."""

PENDING = 0
"""The world of a lesson that has no vector by this embedder yet."""

UNUSABLE = 1
"""The world of a row that has no vector and will have none."""

_MAGIC = b"lessonls-index-1"
_HEADER = struct.Struct("<16sQQ8s8s")
_ENTRY = 3 * 8 + WIDTH * 4
_ABANDONED = 600
"""Seconds after which a temporary file belongs to a process that was killed."""

_COSINES = 1.01
"""No cosine is larger; what is comes from a damaged file."""

_BLOCK = 2048
"""Vectors that are compared at once: a megabyte, which stays in the processor's cache."""

_MOST = 10_000_000
"""Entries of a file that is believed: one that was tampered with may claim to be endless."""

Numbers = NDArray[np.uint64]
Vectors = NDArray[np.float32]


def world_hash(world: Sequence[str]) -> int:
    """64 bits for a world as `core.selection.world_of` gives it; never PENDING or UNUSABLE."""
    return max(_hash("\0".join(world)), UNUSABLE + 1)


def number_of(name: str) -> int:
    """An id or digest of 16 hexadecimal digits as a number; other texts are hashed."""
    try:
        return int(name, 16) if len(name) == 16 else _hash(name)
    except ValueError:
        return _hash(name)


def name_of(number: int) -> str:
    """The id of an entry's key."""
    return f"{number:016x}"


def folded(vectors: Sequence[Sequence[float]]) -> NDArray[np.float32]:
    """The direction of the mean of unit vectors (of one width, none empty), in WIDTH numbers.

    All zeros if there is none.
    """
    result = np.zeros(WIDTH, np.float32)
    for vector in vectors:
        numbers = np.asarray(vector, np.float64)
        peak = float(np.abs(numbers).max(initial=0.0))
        if peak > 0:
            narrow = _narrow(numbers / peak)
            result += (narrow / max(float(np.linalg.norm(narrow)), 1e-9)).astype(np.float32)
    length = float(np.linalg.norm(result))
    return result / np.float32(length) if length > 0 else result


def _narrow(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(vector) <= WIDTH:
        narrow = np.zeros(WIDTH, np.float64)
        narrow[: len(vector)] = vector
        return narrow
    return np.einsum("i,ij->j", vector, _signs(len(vector)))


@lru_cache(maxsize=4)
def _signs(width: int) -> NDArray[np.float64]:
    """The projection: row i holds the bits of a hash of i, so that it is the same everywhere."""
    rows = b"".join(
        blake2b(struct.pack("<Q", row), digest_size=WIDTH // 8).digest() for row in range(width)
    )
    bits = np.unpackbits(np.frombuffer(rows, np.uint8)).reshape(width, WIDTH)
    return bits.astype(np.float64) * 2 - 1


def _hash(text: str) -> int:
    encoded = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(encoded, digest_size=8).digest(), "little")


@dataclass(frozen=True)
class Columns:
    """What is known of each lesson but its vector, in the order in which they were banked."""

    keys: Numbers
    worlds: Numbers
    targets: Numbers

    def __len__(self) -> int:
        return len(self.keys)

    def waiting(self, most: int) -> NDArray[np.intp]:
        """Places of at most `most` pending entries, the newest first."""
        return np.flatnonzero(self.worlds == PENDING)[::-1][:most]


@dataclass(frozen=True)
class Entries(Columns):
    """All that is known of each lesson."""

    vectors: Vectors

    @classmethod
    def pending(cls, keys: Sequence[str]) -> Self:
        """Entries of lessons that are known by their ids only."""
        count = len(keys)
        return cls(
            np.array([number_of(key) for key in keys], np.uint64),
            np.zeros(count, np.uint64),
            np.zeros(count, np.uint64),
            np.zeros((count, WIDTH), np.float32),
        )

    def with_more(self, more: Self) -> "Entries":
        """These, then `more`."""
        return Entries(
            np.concatenate([self.keys, more.keys]),
            np.concatenate([self.worlds, more.worlds]),
            np.concatenate([self.targets, more.targets]),
            np.concatenate([self.vectors, more.vectors]),
        )

    def for_keys(self, keys: Sequence[str]) -> "Entries":
        """Entries for these keys in this order: what is known of them, the others pending."""
        wanted = Entries.pending(keys)
        if len(self):
            order = np.argsort(self.keys)
            places = np.searchsorted(self.keys, wanted.keys, sorter=order)
            places = order[np.minimum(places, len(self) - 1)]
            known = self.keys[places] == wanted.keys
            wanted.worlds[known] = self.worlds[places[known]]
            wanted.targets[known] = self.targets[places[known]]
            wanted.vectors[known] = self.vectors[places[known]]
        return wanted


class LessonIndex:
    """The file of one embedder. What cannot be read is as good as not there; what cannot be
    written is left: the rows are the truth.
    """

    def __init__(self, directory: Path, embedder: str) -> None:
        self._embedder = blake2b(embedder.encode("utf-8", "replace"), digest_size=8).digest()
        self.path = directory / f"index-{self._embedder.hex()}.bin"

    def columns(self) -> Columns:
        """All but the vectors; none if the file is not one of ours."""
        try:
            with self.path.open("rb") as file:
                return self._columns(file)
        except (OSError, ValueError):
            return Entries.pending([])

    def load(self) -> Entries:
        """The entries; none if the file is not one of ours."""
        try:
            with self.path.open("rb") as file:
                known = self._columns(file)
                vectors = np.empty((len(known), WIDTH), "<f4")
                _read(file, vectors)
        except (OSError, ValueError):
            return Entries.pending([])
        return Entries(known.keys, known.worlds, known.targets, vectors)

    def nearest(self, query: Vectors, world: int, target: int, most: int) -> list[str]:
        """Ids of at most `most` lessons of that world on other functions than `target`.

        `query` is a folded vector; the nearest comes first.
        """
        try:
            with self.path.open("rb") as file:
                known = self._columns(file)
                scores = _scores(file, len(known), query)
        except (OSError, ValueError):
            return []
        fits = (known.worlds == world) & (known.targets != target) & (np.abs(scores) <= _COSINES)
        places = np.flatnonzero(fits)
        if len(places) > most:
            places = places[np.argpartition(-scores[places], most)[:most]]
        places = places[np.argsort(-scores[places], kind="stable")]
        return [name_of(int(key)) for key in known.keys[places]]

    def save(self, entries: Entries) -> None:
        """Replaces the file, at once for every reader. Entries with numbers that are none, from
        a file that was damaged, are pending again.
        """
        count = len(entries)
        with np.errstate(all="ignore"):
            sound = np.isfinite(entries.vectors.sum(axis=1))
        worlds = np.where(sound, entries.worlds, np.uint64(PENDING))
        self._remove_abandoned()
        try:
            number, name = tempfile.mkstemp(".tmp", self.path.stem, self.path.parent)
        except OSError:
            return
        try:
            with os.fdopen(number, "wb") as file:
                file.write(self._header(count))
                for column in (entries.keys, worlds, entries.targets):
                    file.write(np.ascontiguousarray(column, "<u8").data)
                file.write(np.ascontiguousarray(entries.vectors, "<f4").data)
            Path(name).replace(self.path)
        except OSError:
            Path(name).unlink(missing_ok=True)

    def fill(self, count: int, places: Sequence[int], filled: Entries) -> None:
        """Writes entries over those at `places`, where the file still has `count` entries and
        those are of the same lessons.

        Written and not mapped: a disk without room is then an error, and no signal. The world
        comes last, so that an entry that is half there is pending or has its whole vector.
        """
        try:
            with self.path.open("r+b", buffering=0) as file:
                if self._count(file) != count:
                    return
                for column, place in enumerate(places):
                    _put(file.fileno(), count, place, filled, column)
        except OSError:
            return

    def _header(self, count: int) -> bytes:
        fields = (_MAGIC, WIDTH, count, self._embedder)
        check = blake2b(_HEADER.pack(*fields, b""), digest_size=8).digest()
        return _HEADER.pack(*fields, check)

    def _columns(self, file: BufferedReader) -> Columns:
        columns = np.empty((3, self._count(file)), "<u8")
        _read(file, columns)
        return Columns(*columns)

    def _count(self, file: BufferedReader | FileIO) -> int:
        """The number of entries of a file at its start; 0 for one that is not of ours."""
        size, header = os.fstat(file.fileno()).st_size, file.read(_HEADER.size)
        count = max(size - _HEADER.size, 0) // _ENTRY
        fits = header == self._header(count) and size == _HEADER.size + count * _ENTRY
        return count if fits and count <= _MOST else 0

    def _remove_abandoned(self) -> None:
        try:
            for path in self.path.parent.glob("index-*.tmp"):
                if time.time() - path.stat().st_mtime > _ABANDONED:
                    path.unlink(missing_ok=True)
        except OSError:
            return


def _scores(file: BufferedReader, count: int, query: Vectors) -> Vectors:
    """The products of `query` and each of the vectors that follow in the file."""
    scores = np.empty(count, np.float32)
    block = np.empty((_BLOCK, WIDTH), "<f4")
    with np.errstate(all="ignore"):
        for start in range(0, count, _BLOCK):
            part = block[: count - start]
            _read(file, part)
            np.dot(part, query, out=scores[start : start + _BLOCK])
    return scores


def _read(file: BufferedReader, array: NDArray[np.generic]) -> None:
    """Fills an array from a file; ValueError where the file was cut in the meantime."""
    if file.readinto(array.data) != array.nbytes:
        raise ValueError("the index ends too early")


def _put(file: int, count: int, place: int, filled: Entries, which: int) -> None:
    start = _HEADER.size
    key = int(filled.keys[which]).to_bytes(8, "little")
    if os.pread(file, 8, start + 8 * place) != key:
        return
    vector = filled.vectors[which].astype("<f4").tobytes()
    os.pwrite(file, vector, start + 24 * count + 4 * WIDTH * place)
    target = int(filled.targets[which]).to_bytes(8, "little")
    os.pwrite(file, target, start + 8 * (2 * count + place))
    world = int(filled.worlds[which]).to_bytes(8, "little")
    os.pwrite(file, world, start + 8 * (count + place))
