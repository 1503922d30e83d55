"""The user's lessons on disk: one JSON text a lesson, shared by all editors of the user."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from lessonls.adapters.text_store import TextStore
from lessonls.core.lesson import LESSON_SCHEMA, Lesson


class DiskBank:
    """Implements ports.LessonBank over a TextStore; every method raises BankError."""

    def __init__(self, home: Path) -> None:
        """`home` is the user's data directory; opens nothing yet."""
        self._store = TextStore(home / "bank")
        self.unreadable = 0
        """How many rows the last reading skipped."""

    @property
    def directory(self) -> Path:
        return self._store.directory

    async def add(self, lesson: Lesson) -> None:
        """Stores one lesson; a lesson with the same id is replaced."""
        await self.add_all([lesson])

    async def add_all(self, lessons: Sequence[Lesson]) -> None:
        """Stores lessons, all or none."""
        rows = {lesson.id: lesson.model_dump_json() for lesson in lessons}
        await asyncio.to_thread(self._store.write, rows)

    async def update(self, lessons: Sequence[Lesson]) -> None:
        """Writes back lessons that are still in the bank."""
        if lessons:
            rows = {lesson.id: lesson.model_dump_json() for lesson in lessons}
            await asyncio.to_thread(self._store.replace, rows)

    async def lessons(self) -> Sequence[Lesson]:
        """Every readable lesson, oldest first; `unreadable` counts the others."""
        return await asyncio.to_thread(self._read)

    async def forget(self, ids: Sequence[str]) -> int:
        """Deletes lessons; how many there were."""
        return await asyncio.to_thread(self._store.delete, list(ids))

    def _read(self) -> list[Lesson]:
        texts, refused = self._store.read_all()
        lessons: list[Lesson] = []
        for text in texts:
            try:
                lesson = Lesson.model_validate_json(text)
            except ValidationError:
                refused += 1
                continue
            if lesson.schema_version == LESSON_SCHEMA:
                lessons.append(lesson)
            else:
                refused += 1
        self.unreadable = refused
        return sorted(lessons, key=lambda lesson: (lesson.created, lesson.id))
