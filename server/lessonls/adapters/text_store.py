"""Text rows in a diskcache directory. Nothing that is read back is ever unpickled.

diskcache pickles by default (CVE-2025-69872), and its JSONDisk still unpickles rows whose
`mode` or `raw` column was tampered with. This store keeps keys and values as SQLite text
and refuses every row of another kind.
"""

import sqlite3
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Final, Literal, Protocol, cast

import diskcache  # pyright: ignore[reportMissingTypeStubs] - typed by _Cache below

from lessonls.core.errors import BankError

_RAW: Final = 1
_TIMEOUT = 30
_LONGEST = 1 << 20
_REFUSED = ""
"""What a key that is not text reads as; no key of ours is empty."""

_Stored = tuple[Literal[0], Literal[1], None, str]
"""Size of the file, mode, name of the file, value."""


class _Cache(Protocol):
    """The few methods of diskcache.Cache that are used."""

    def __iter__(self) -> Iterator[str]: ...
    def __reversed__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
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


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace")


class _TextCache(diskcache.Cache):  # pyright: ignore[reportUntypedBaseClass]
    """A cache that leaves no connection behind when it cannot be opened."""

    def __init__(self, directory: Path, size_limit: int | None) -> None:
        policy = "none" if size_limit is None else "least-recently-stored"
        limits = {} if size_limit is None else {"size_limit": size_limit}
        try:
            super().__init__(  # pyright: ignore[reportUnknownMemberType]
                str(directory),
                timeout=_TIMEOUT,
                disk=TextDisk,
                eviction_policy=policy,
                statistics=False,
                **limits,
            )
            hidden = [name for name in vars(self) if callable(getattr(type(self), name, None))]
            if hidden:  # every row of the table of settings becomes an attribute
                raise ValueError(f"settings named {', '.join(hidden)}")
        except BaseException:
            self.close()
            raise

    @property
    def _con(self) -> sqlite3.Connection:
        """The connection, to which text that is no UTF-8 is some other text, and no error."""
        connection = cast("sqlite3.Connection", super()._con)  # pyright: ignore[reportUnknownMemberType]
        connection.text_factory = _decoded
        return connection


class Rows:
    """The rows of a store that is open."""

    def __init__(self, cache: _Cache) -> None:
        self._cache = cache

    def __len__(self) -> int:
        """How many rows there are, refused ones included; the store keeps count."""
        try:
            return len(self._cache)
        except (TypeError, ValueError) as error:
            raise sqlite3.DatabaseError("its count of rows is none") from error

    def read(self, keys: Iterable[str]) -> dict[str, str]:
        """The values of those keys that are there and were written by a store like this."""
        found = ((key, self._value(key)) for key in keys)
        return {key: value for key, value in found if value}

    def keys(self) -> Iterator[str]:
        """All keys that are text, in the order in which they were first stored."""
        return (key for key in self._cache if key != _REFUSED)

    def newest_keys(self) -> Iterator[str]:
        """All keys that are text, the last first."""
        return (key for key in reversed(self._cache) if key != _REFUSED)

    def write(self, rows: Mapping[str, str]) -> None:
        """Stores rows, all or none."""
        with self._cache.transact():
            for key, value in rows.items():
                self._cache.set(key, value)

    def delete(self, keys: Iterable[str]) -> int:
        """Deletes rows; how many there were."""
        with self._cache.transact():
            return sum(self._cache.delete(key) for key in keys)

    def at_once(self) -> AbstractContextManager[None]:
        """Within this context no other process writes, and changes are committed at its end."""
        return self._cache.transact()

    def _value(self, key: str) -> str | None:
        """`_REFUSED` for a row of another kind, None if there is none."""
        try:
            value = self._cache.get(key) if key else None
        except RefusedRow:
            return _REFUSED
        return value if isinstance(value, str) else None


class TextStore:
    """A mapping of text to text that several processes use at once.

    Every operation opens and closes the database (3 ms), so that no connection is left to a
    thread that is gone; `opened` is for several in a row. diskcache's own retrying would wait
    for ever; here it gives up after a while. Everything raises BankError when the directory
    cannot be used.
    """

    def __init__(self, directory: Path, size_limit: int | None = None) -> None:
        """With a `size_limit` in bytes, the rows that were stored first go when it is reached."""
        self.directory = directory
        self._size_limit = size_limit

    def read_all(self) -> tuple[dict[str, str], int]:
        """All rows in the order in which they were stored, and how many were refused."""
        with self.opened() as rows:
            read = rows.read(rows.keys())
            return read, max(len(rows) - len(read), 0)

    def read(self, keys: Sequence[str]) -> dict[str, str]:
        """The values of those keys that are there and were written by a store like this."""
        with self.opened() as rows:
            return rows.read(keys)

    def newest(self, limit: int) -> dict[str, str]:
        """At most `limit` rows, the one that was added last first."""
        with self.opened() as rows:
            return rows.read(islice(rows.newest_keys(), limit))

    def count(self) -> int:
        """How many rows there are, without reading them."""
        with self.opened() as rows:
            return len(rows)

    def write(self, rows: Mapping[str, str]) -> None:
        """Stores rows, all or none."""
        with self.opened() as store:
            store.write(rows)

    def delete(self, keys: Sequence[str]) -> int:
        """Deletes rows; how many there were."""
        with self.opened() as store:
            return store.delete(keys)

    @contextmanager
    def opened(self) -> Generator[Rows]:
        """The rows, for several operations with one opening. For one thread."""
        try:
            with closing(self._open()) as cache:
                yield Rows(cache)
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
            return cast("_Cache", _TextCache(self.directory, self._size_limit))
        except (AssertionError, AttributeError, KeyError, TypeError, ValueError) as error:
            # diskcache believes whatever its table of settings says.
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> BankError:
        cure = "move that folder away to start with an empty bank; nothing was deleted"
        return self._unusable(f"it is damaged: {error}", cure)

    def _unusable(self, reason: str, cure: str) -> BankError:
        return BankError(f"The lesson bank in {self.directory} cannot be used ({reason}); {cure}.")
