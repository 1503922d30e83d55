"""The user's lessons on disk: one JSON text a lesson, shared by all editors of the user.

The rows are the truth. Which of them may have to do with a function is looked up in an index
beside them (`lesson_index`), which is brought up to date on the way: new rows are read as they
are until there are enough of them to be worth a new file, and rows without a vector by the
embedder of today get one, some in each run.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path

from pydantic import ValidationError

from lessonls.adapters.lesson_index import (
    UNUSABLE,
    Columns,
    Entries,
    LessonIndex,
    folded,
    name_of,
    number_of,
    world_hash,
)
from lessonls.adapters.lexical_embedder import LexicalEmbedder
from lessonls.adapters.text_store import Rows, TextStore
from lessonls.core.admission import Standing, standing_of
from lessonls.core.errors import LessonlsError
from lessonls.core.lesson import Lesson
from lessonls.core.lesson_lines import lesson_of
from lessonls.core.predicate import Predicate, vector_of
from lessonls.core.selection import Setting, closeness, cosine, world_of
from lessonls.ports import Embedder

CANDIDATES = 64
"""Lessons that the index proposes, to be ranked by their rows."""

READ_DIRECTLY = 128
"""New rows that are read in every selection before the index is written again."""

GONE = 32
"""Forgotten lessons that stay in the index: half of the candidates are still there."""

_STEPS = 4096
"""New rows that are looked for one by one; with more, all keys are listed."""

_FILLED_AT_ONCE = 2048
"""Pending entries that one selection fills, newest first."""

_EMBEDDED_AT_ONCE = 128
"""Lessons that one selection embeds anew, newest first."""


@dataclass(frozen=True)
class _Found:
    """What one look at the bank gave: lessons, lessons that need a vector first, and how many
    entries are pending still (counted only where no lessons were asked for).
    """

    lessons: Sequence[Lesson]
    without_vector: Sequence[Lesson]
    pending: int = 0


class DiskBank:
    """Implements ports.LessonBank over a TextStore; every method raises BankError."""

    def __init__(self, home: Path, embedder: Embedder | None = None) -> None:
        """`home` is the user's data directory; opens nothing yet. `embedder` gives lessons of
        other embedders new vectors; None stands for the one that needs no model.
        """
        self._store = TextStore(home / "bank")
        self._embedder = embedder or LexicalEmbedder()
        self.unreadable = 0
        """How many rows the last reading of all lessons skipped."""

    @property
    def _index(self) -> LessonIndex:
        """Of the embedder as it is now: one that fails may have given way to another."""
        return LessonIndex(self._store.directory, self._embedder.name)

    @property
    def directory(self) -> Path:
        return self._store.directory

    async def add(self, lesson: Lesson) -> None:
        """Stores one lesson; a lesson with the same id is replaced."""
        await self.add_all([lesson])

    async def add_all(self, lessons: Sequence[Lesson]) -> None:
        """Stores lessons, all or none."""
        await asyncio.to_thread(self._store.write, _rows(lessons))

    async def update(self, ids: Sequence[str], change: Callable[[Lesson], Lesson]) -> None:
        """Changes lessons that are still in the bank, as they are there now. Those that proved
        harmful are forgotten (`core.admission`).
        """
        if ids:
            await asyncio.to_thread(self._update, ids, change)

    async def get(self, ids: Sequence[str]) -> Sequence[Lesson]:
        """Those of these lessons that are in the bank and readable, in this order."""
        rows = await asyncio.to_thread(self._store.read, list(ids))
        return _readable(rows)

    async def related(
        self, source: Sequence[float], setting: Setting, most: int
    ) -> Sequence[Lesson]:
        """About `most` lessons that `setting` admits, the closest to its predicate and to the
        function with the vector `source` first. None for a setting with another embedder.

        Lessons that the embedder cannot embed now are left for another time.
        """
        if most < 1 or setting.embedder != self._embedder.name:
            return []
        found = await asyncio.to_thread(self._look, source, setting, most)
        if found.without_vector and await self._embed_anew(found.without_vector):
            found = await asyncio.to_thread(self._look, source, setting, most)
        return found.lessons

    async def index_all(self) -> None:
        """Gives every lesson its place in the index, however long that takes."""
        before = -1
        while True:
            found = await asyncio.to_thread(self._look, (), None, 0)
            embedded = await self._embed_anew(found.without_vector)
            if found.pending in (0, before) and not embedded:
                return
            before = found.pending

    async def newest(self, limit: int) -> Sequence[Lesson]:
        """The `limit` lessons that were banked last, oldest first, without reading the others."""
        rows = await asyncio.to_thread(self._store.newest, limit)
        return _readable(rows)[::-1]

    async def count(self) -> int:
        """How many rows there are, readable or not, without reading them."""
        return await asyncio.to_thread(self._store.count)

    async def lessons(self) -> Sequence[Lesson]:
        """Every readable lesson, oldest first; `unreadable` counts the others."""
        return await asyncio.to_thread(self._read_all)

    async def search(self, text: str, limit: int) -> Sequence[Lesson]:
        """Lessons that share words or concepts with `text`, the most related first; the newest
        for a text without words.
        """
        if not text.strip():
            return await self.newest(limit)
        lessons = await self.lessons()
        # Embedded anew: lessons of other embedders are searched as well.
        texts = [text, *(f"{one.function} {one.text}" for one in lessons)]
        vectors = await LexicalEmbedder().embed(texts)
        ranked = [(cosine(vector, vectors[0]), n) for n, vector in enumerate(vectors[1:])]
        return [lessons[n] for score, n in sorted(ranked, reverse=True)[:limit] if score > 0]

    async def forget(self, ids: Sequence[str]) -> int:
        """Deletes lessons; how many there were."""
        return await asyncio.to_thread(self._store.delete, list(ids))

    def _read_all(self) -> list[Lesson]:
        rows, refused = self._store.read_all()
        lessons = _readable(rows)
        self.unreadable = refused + len(rows) - len(lessons)
        return sorted(lessons, key=lambda lesson: (lesson.created, lesson.id))

    def _update(self, ids: Sequence[str], change: Callable[[Lesson], Lesson]) -> None:
        with self._store.opened() as rows, rows.at_once():
            changed = [change(lesson) for lesson in _readable(rows.read(ids))]
            harmful = {one.id for one in changed if standing_of(one) is Standing.HARMFUL}
            rows.write(_rows([lesson for lesson in changed if lesson.id not in harmful]))
            rows.delete(harmful)

    def _look(self, source: Sequence[float], setting: Setting | None, most: int) -> _Found:
        """Brings the index up to date and reads the lessons that it finds."""
        with self._store.opened() as rows:
            known, new = self._current(rows)
            waiting: list[int] = known.waiting(_FILLED_AT_ONCE).tolist()
            without = self._fill(rows, known, waiting)
            if setting is None:
                pending = len(known.waiting(len(known)))
                return _Found([], without[:_EMBEDDED_AT_ONCE], pending)
            near = self._index.nearest(
                folded(_with_predicate([source], setting.predicate)),
                world_hash(world_of(setting)),
                number_of(setting.target_digest),
                max(CANDIDATES, most),
            )
            lessons = _readable(rows.read(dict.fromkeys((*new, *near))))
        # First near ones: another embedder may have had its turn since they were indexed.
        without = [*(one for one in lessons if not self._has_vector(one)), *without]
        admitted = [one for one in lessons if setting.admits(one)]
        admitted.sort(key=lambda one: closeness(one, source, setting), reverse=True)
        return _Found(admitted[:most], without[:_EMBEDDED_AT_ONCE])

    def _current(self, rows: Rows) -> tuple[Columns, list[str]]:
        """The index, written again where it is behind, and the few keys that are not in it."""
        index = self._index
        known = index.columns()
        last = set(known.keys[-_STEPS:].tolist())
        unknown = takewhile(lambda key: number_of(key) not in last, rows.newest_keys())
        new = list(islice(unknown, _STEPS))
        gone = len(known) + len(new) - len(rows)
        if len(new) <= READ_DIRECTLY and gone <= GONE:
            return known, new
        entries = index.load()
        if len(new) < _STEPS and gone <= GONE and len(entries):
            entries = entries.with_more(Entries.pending(new[::-1]))
        else:
            entries = entries.for_keys(list(rows.keys()))
        index.save(entries)
        return index.columns(), []

    def _fill(self, rows: Rows, known: Columns, waiting: Sequence[int]) -> list[Lesson]:
        """Fills pending entries from their rows, until enough lessons that have no vector yet
        were met; these lessons.
        """
        without: list[Lesson] = []
        for start in range(0, len(waiting), _EMBEDDED_AT_ONCE):
            if len(without) < _EMBEDDED_AT_ONCE:
                without += self._fill_some(rows, known, waiting[start : start + _EMBEDDED_AT_ONCE])
        return without

    def _fill_some(self, rows: Rows, known: Columns, places: Sequence[int]) -> list[Lesson]:
        keys = [name_of(int(known.keys[place])) for place in places]
        lessons = {lesson.id: lesson for lesson in _readable(rows.read(keys))}
        without = {key: one for key, one in lessons.items() if not self._has_vector(one)}
        done = [(place, key) for place, key in zip(places, keys, strict=True) if key not in without]
        filled = _entries([key for _, key in done], [lessons.get(key) for _, key in done])
        self._index.fill(len(known), [place for place, _ in done], filled)
        return list(without.values())

    async def _embed_anew(self, lessons: Sequence[Lesson]) -> bool:
        """Gives lessons vectors by the embedder of today, in their rows; whether it could.

        The function that a lesson was learned on is not kept; the rewrite stands in for it.
        """
        if not lessons:
            return False
        texts = [text for one in lessons for text in (one.text, one.code)]
        try:
            vectors = [tuple(vector) for vector in await self._embedder.embed(texts)]
        except LessonlsError:
            return False
        pairs = zip(vectors[::2], vectors[1::2], strict=True)
        by_id = {one.id: pair for one, pair in zip(lessons, pairs, strict=True)}
        await asyncio.to_thread(self._write_vectors, by_id)
        return any(vectors)

    def _write_vectors(self, by_id: Mapping[str, tuple[tuple[float, ...], ...]]) -> None:
        with self._store.opened() as rows, rows.at_once():
            # Read again: others may have used the lessons since, or forgotten them.
            lessons = _readable(rows.read(by_id))
            rows.write(_rows([self._with_vectors(one, *by_id[one.id]) for one in lessons]))

    def _with_vectors(
        self, lesson: Lesson, text: tuple[float, ...], code: tuple[float, ...]
    ) -> Lesson:
        vectors = {"embedding": text, "source": code if lesson.code else ()}
        return lesson.model_copy(update={"embedder": self._embedder.name} | vectors)

    def _has_vector(self, lesson: Lesson) -> bool:
        return lesson.embedder == self._embedder.name and bool(lesson.embedding)


def _rows(lessons: Sequence[Lesson]) -> dict[str, str]:
    return {lesson.id: lesson.model_dump_json() for lesson in lessons}


def _readable(rows: Mapping[str, str]) -> list[Lesson]:
    """The lessons among some rows; a row that holds another one's lesson is none."""
    lessons: list[Lesson] = []
    for key, text in rows.items():
        try:
            lesson = lesson_of(text)
        except ValidationError:
            continue
        if lesson is not None and lesson.id == key:
            lessons.append(lesson)
    return lessons


def _entries(keys: Sequence[str], lessons: Sequence[Lesson | None]) -> Entries:
    """Entries for lessons with vectors, and for keys whose rows cannot be read."""
    entries = Entries.pending(keys)
    entries.worlds[:] = UNUSABLE
    for place, lesson in enumerate(lessons):
        if lesson is not None:
            entries.worlds[place] = world_hash(world_of(lesson))
            entries.targets[place] = number_of(lesson.target_digest)
            vectors = [vector for vector in (lesson.embedding, lesson.source) if vector]
            entries.vectors[place] = folded(_with_predicate(vectors, lesson.predicate))
    return entries


def _with_predicate(
    vectors: Sequence[Sequence[float]], predicate: Predicate
) -> list[Sequence[float]]:
    """The vectors of texts and, as long as all of them, the predicate's: it counts first."""
    return [*vectors, *([vector_of(predicate)] * len(vectors) if predicate else [])]
