"""Text rows in a diskcache directory. Nothing that is read back is ever unpickled.

diskcache pickles by default (CVE-2025-69872), and its JSONDisk still unpickles rows whose
`mode` or `raw` column was tampered with. This store keeps keys and values as SQLite text
and refuses every row of another kind.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Final, Literal, Protocol, TypeVar, cast

import diskcache  # pyright: ignore[reportMissingTypeStubs] - typed by _Cache below

from lessonls.core.errors import BankError

_RAW: Final = 1
_TIMEOUT = 30
_LONGEST = 1 << 20
_REFUSED = ""
"""What a key that is not text reads as; no key of ours is empty."""

T = TypeVar("T")
_Stored = tuple[Literal[0], Literal[1], None, str]
"""Size of the file, mode, name of the file, value."""


class _Cache(Protocol):
    """The few methods of diskcache.Cache that are used."""

    def __contains__(self, key: str) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def get(self, key: str) -> object: ...
    def set(self, key: str, value: str) -> bool: ...
    def delete(self, key: str) -> bool: ...
    def transact(self) -> AbstractContextManager[None]: ...
    def close(self) -> None: ...


class RefusedRow(Exception):  # noqa: N818 - a signal between Disk and store, never the user's
    """A row that this store did not write."""


class TextDisk(diskcache.Disk):  # pyright: ignore[reportUntypedBaseClass, reportUnknownMemberType]
    """Stores text in the row itself, and reads nothing else."""

    def put(self, key: object) -> tuple[str, Literal[True]]:
        """A key as it is stored; only text is."""
        if not isinstance(key, str) or not key:
            raise TypeError("keys of the bank are text")
        return key, True

    def get(self, key: object, raw: object) -> str:
        """A key as it was stored; `_REFUSED` for one that is not plain text."""
        return key if raw and isinstance(key, str) else _REFUSED

    def store(self, value: object, read: object, key: object = None) -> _Stored:  # noqa: ARG002
        """A value as it is stored; only text is."""
        if not isinstance(value, str) or len(value) > _LONGEST:
            raise BankError("A lesson of more than a megabyte is not stored.")
        return 0, _RAW, None, value

    def fetch(self, mode: object, filename: object, value: object, read: object) -> str:  # noqa: ARG002
        """A value as it was stored; RefusedRow for anything else, which stays unread."""
        if mode != _RAW or filename is not None or not isinstance(value, str):
            raise RefusedRow
        return value

    def remove(self, file_path: object) -> None:
        """Nothing: no row of ours has a file, and a tampered row may name any file."""


class _TextCache(diskcache.Cache):  # pyright: ignore[reportUntypedBaseClass]
    """A cache that leaves no connection behind when it cannot be opened."""

    def __init__(self, directory: Path) -> None:
        try:
            super().__init__(  # pyright: ignore[reportUnknownMemberType]
                str(directory),
                timeout=_TIMEOUT,
                disk=TextDisk,
                eviction_policy="none",
                statistics=False,
            )
        except BaseException:
            self.close()
            raise


class TextStore:
    """A mapping of text to text that several processes use at once.

    Every operation opens and closes the database (5 ms), so that no connection is left to a
    thread that is gone. diskcache's own retrying would wait for ever; here it gives up after
    a while. Raises BankError when the directory cannot be used.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def read_all(self) -> tuple[list[str], int]:
        """All values, and how many rows were refused."""

        def read(cache: _Cache) -> tuple[list[str], int]:
            values: list[str] = []
            refused = 0
            for key in cache:
                try:
                    value = cache.get(key) if key != _REFUSED else _REFUSED
                except RefusedRow:
                    value = _REFUSED
                if isinstance(value, str) and value:
                    values.append(value)
                elif value is not None:
                    refused += 1
            return values, refused

        return self._use(read)

    def write(self, rows: Mapping[str, str]) -> None:
        """Stores rows, all or none."""

        def put(cache: _Cache) -> None:
            with cache.transact():
                for key, value in rows.items():
                    cache.set(key, value)

        self._use(put)

    def replace(self, rows: Mapping[str, str]) -> None:
        """Stores the rows whose keys are there already."""

        def put(cache: _Cache) -> None:
            with cache.transact():
                for key, value in rows.items():
                    if key in cache:
                        cache.set(key, value)

        self._use(put)

    def delete(self, keys: Sequence[str]) -> int:
        """Deletes rows; how many there were."""

        def remove(cache: _Cache) -> int:
            with cache.transact():
                return sum(cache.delete(key) for key in keys)

        return self._use(remove)

    def _use(self, act: Callable[[_Cache], T]) -> T:
        try:
            with closing(self._open()) as cache:
                return act(cache)
        except diskcache.Timeout as error:
            raise self._unusable("another program kept it busy", "try again later") from error
        except sqlite3.OperationalError as error:
            cure = "make room and allow writing there, or set LESSONLS_HOME to another folder"
            raise self._unusable(str(error), cure) from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error
        except OSError as error:
            cure = "set LESSONLS_HOME to a folder that you may write to"
            raise self._unusable(error.strerror or str(error), cure) from error

    def _open(self) -> _Cache:
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.directory.stat().st_mode & 0o077:
            self.directory.chmod(0o700)
        try:
            return cast("_Cache", _TextCache(self.directory))
        except (AssertionError, AttributeError, KeyError, TypeError, ValueError) as error:
            # diskcache believes whatever its table of settings says.
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> BankError:
        cure = "move that folder away to start with an empty bank; nothing was deleted"
        return self._unusable(f"it is damaged: {error}", cure)

    def _unusable(self, reason: str, cure: str) -> BankError:
        return BankError(f"The lesson bank in {self.directory} cannot be used ({reason}); {cure}.")
