"""Gathers, from a project, what the author of a generator has to know."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from lessonls.adapters.compile_flags import SourceFile
from lessonls.adapters.header_declarations import declarations_of
from lessonls.core.errors import InputError
from lessonls.core.need import Need
from lessonls.core.target import Target
from lessonls.ports import TargetFinder

_MOST_CALLERS, _LONGEST_CALLER = 3, 4000
_LARGEST_FILE = 1 << 20


class Needs:
    """`sources_of` lists the sources of the program of a file."""

    def __init__(
        self, finder: TargetFinder, sources_of: Callable[[Path], Sequence[SourceFile]]
    ) -> None:
        self._finder = finder
        self._sources_of = sources_of

    def __call__(self, target: Target, failure: str) -> Need:
        """What is known of a target for which no inputs were found."""
        declared = tuple(one.text for one in declarations_of(target))
        callers = tuple(islice(self._callers(target), _MOST_CALLERS))
        return Need(target, failure, declared, callers)

    def _callers(self, target: Target) -> Iterator[str]:
        """Functions that call it: of its own file, then of others."""
        call = re.compile(rf"\b{re.escape(target.name)}\s*\(")
        text = target.before + target.code + target.after
        others = (one.path for one in self._sources_of(target.path) if one.path != target.path)
        for path, written in [(target.path, text), *((path, _text(path)) for path in others)]:
            if not call.search(written):
                continue
            try:
                functions = self._finder.all(path, written)
            except InputError:
                continue
            for one in functions:
                body = one.code.partition("{")[2]
                if one.code != target.code and call.search(body):
                    yield one.code[:_LONGEST_CALLER]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace") if path.stat().st_size <= _LARGEST_FILE else ""
    except OSError:
        return ""
