"""Asserts in a project that call a function, as unit tests of it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from lessonls.adapters.compile_flags import SourceFile
from lessonls.core.reading.test_pieces import free_assertions
from lessonls.core.target import Target
from lessonls.core.unit_tests import Origin, UnitTest

_MOST = 12
_LARGEST_FILE = 1 << 20


class ProjectTests:
    """`sources_of` lists the sources of the program of a file."""

    def __init__(self, sources_of: Callable[[Path], Sequence[SourceFile]]) -> None:
        self._sources_of = sources_of

    def __call__(self, target: Target) -> Sequence[UnitTest]:
        """A few of those that need nothing around them, each once."""
        codes = dict.fromkeys(islice(self._codes(target), _MOST))
        return [UnitTest(code=code, origin=Origin.PROJECT) for code in codes]

    def _codes(self, target: Target) -> Iterator[str]:
        yield from free_assertions(target.before + target.after, target.name, target.language)
        for source in self._sources_of(target.path):
            if source.path != target.path and source.language is target.language:
                yield from free_assertions(_text(source.path), target.name, target.language)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace") if path.stat().st_size <= _LARGEST_FILE else ""
    except OSError:
        return ""
