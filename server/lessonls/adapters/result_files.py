"""Results that wait for an answer, one file each in a folder of the user's."""

import asyncio
import logging
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from lessonls.core.kept import KEPT_SCHEMA, KeptResult
from lessonls.core.target import digest

logger = logging.getLogger(__name__)

_MOST = 200
"""Files; the oldest go first."""

_LARGEST = 4_000_000
"""Bytes of one file."""


class ResultFiles:
    """Implements ports.ResultShelf. Losing a result is no reason to fail: it can be found again."""

    def __init__(self, home: Path) -> None:
        """`home` is the user's data directory; opens nothing yet."""
        self._folder = home / "results"

    async def put(self, result: KeptResult) -> None:
        """Keeps a result in the place of an older answer to the same question."""
        await asyncio.to_thread(self._put, result)

    async def of(self, path: Path) -> Sequence[KeptResult]:
        """The readable results for functions of a file, the oldest first."""
        return await asyncio.to_thread(self._of, path)

    async def drop(self, result: KeptResult) -> None:
        """Forgets a result."""
        await asyncio.to_thread(self._drop, result)

    def _put(self, result: KeptResult) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=".")
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
                file.write(result.model_dump_json())
            Path(name).replace(self._file(result))
            for old in self._newest_first()[_MOST:]:
                old.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("A result is not kept: %s", error)

    def _of(self, path: Path) -> list[KeptResult]:
        files = self._newest_first(f"{digest(str(path))}-*.json")
        found = [_read(file) for file in reversed(files)]
        return [one for one in found if one is not None and one.path == str(path)]

    def _drop(self, result: KeptResult) -> None:
        try:
            self._file(result).unlink(missing_ok=True)
        except OSError as error:
            logger.warning("A result is still there: %s", error)

    def _file(self, result: KeptResult) -> Path:
        return self._folder / f"{result.name}.json"

    def _newest_first(self, pattern: str = "*.json") -> list[Path]:
        try:
            ages = [(file.stat().st_mtime_ns, file) for file in self._folder.glob(pattern)]
        except OSError as error:  # another program deletes them
            logger.warning("Results cannot be listed: %s", error)
            return []
        return [file for _, file in sorted(ages, reverse=True)]


def _read(file: Path) -> KeptResult | None:
    """None for a file that is gone, too large or none of ours."""
    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST + 1)
        result = KeptResult.model_validate_json(data) if len(data) <= _LARGEST else None
    except (OSError, ValidationError) as error:
        logger.warning("%s is left out: %s", file, type(error).__name__)
        return None
    return result if result and result.schema_version == KEPT_SCHEMA else None
