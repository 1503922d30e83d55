"""Which files of a project define a symbol: read from their texts, once until they change.

A text may only seem to define something, behind a macro or a conditional: the linker decides.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lessonls.adapters.compile_flags import SourceFile
from lessonls.adapters.judge.protocol import USERS_OF, SourceText
from lessonls.adapters.project_headers import project_headers
from lessonls.core.errors import InputError
from lessonls.core.target import Target

_MOST_OF_A_SYMBOL = 2
_MOST_GUESSED = 5
"""Of a symbol that no text defines: a macro may make its name."""
_MENTIONED = 2
_MOST_USERS = 3
_LARGEST = 8 << 20
_FUNCTION = re.compile(
    rb"([A-Za-z_]\w*)\s*\((?:[^;{}()]|\((?:[^;{}()]|\([^;{}()]*\))*\))*\)[^;{}()=]*\{"
)
_VARIABLE = re.compile(
    rb"^(?!\s*(?:extern|typedef|return|using|#))[A-Za-z_][\w\s*:<>,]*?\b([A-Za-z_]\w*)\s*"
    rb"(?:\[[^\]]*\]\s*)*(?:=|;)",
    re.MULTILINE,
)
_WORD = re.compile(rb"[A-Za-z_]\w*")
_MACRO_CALL = re.compile(
    rb"^[ \t]*[A-Za-z_]\w*[ \t]*\(([^()\n;]*)\)[ \t]*;?[ \t]*(?:/[/*].*)?$", re.MULTILINE
)
_KEYWORDS = frozenset({b"if", b"for", b"while", b"switch", b"return", b"sizeof", b"catch"})


class _Names(NamedTuple):
    """What a text seems to define, every word in it, and what is given to macros on lines of their
    own, which may define something.
    """

    functions: frozenset[bytes]
    variables: frozenset[bytes]
    words: frozenset[bytes]
    given: frozenset[bytes]


class Definitions:
    """Sources by what they define; `sources_of` lists those of the program of a file."""

    def __init__(self, sources_of: Callable[[Path], Sequence[SourceFile]]) -> None:
        self._sources_of = sources_of

    def __call__(self, target: Target, symbols: tuple[str, ...]) -> Sequence[SourceText]:
        """The sources that seem to define any of the symbols, as the linker names them; or to use
        it, where the symbol has `USERS_OF` before it.
        """
        sources = [one for one in self._sources_of(target.path) if one.path != target.path]
        chosen = {one.path: one for symbol in symbols for one in _asked(symbol, sources)}
        return [text for one in chosen.values() if (text := _text(one)) is not None]


def _asked(symbol: str, sources: Sequence[SourceFile]) -> Iterator[SourceFile]:
    if symbol.startswith(USERS_OF):
        return _using(symbol.removeprefix(USERS_OF), sources)
    return _defining(symbol, sources)


def _using(symbol: str, sources: Sequence[SourceFile]) -> Iterator[SourceFile]:
    """Those that mention it: a function and its class before the class alone."""
    scope, name = _split(symbol)
    wanted = [one for one in (scope, name) if one]
    words = [_names_of(one.path).words for one in sources]
    both = [one for one, known in zip(sources, words, strict=True) if known.issuperset(wanted)]
    either = [one for one, known in zip(sources, words, strict=True) if wanted[0] in known]
    return iter(list({one.path: one for one in (*both, *either)}.values())[:_MOST_USERS])


def _defining(symbol: str, sources: Sequence[SourceFile]) -> Iterator[SourceFile]:
    """The likeliest first, and no more than a few."""
    scope, name = _split(symbol)
    ranked: list[tuple[int, int, SourceFile]] = []
    for at, source in enumerate(sources):
        names = _names_of(source.path)
        if name not in names.words or (scope and scope not in names.words):
            continue
        rank = 0 if name in names.functions else 1 if name in names.variables else _MENTIONED
        ranked.append((rank, at, source))
    ranked.sort(key=lambda one: one[:2])
    if not ranked or ranked[0][0] == _MENTIONED:
        return _alike(name, sources)
    likely = [source for rank, _, source in ranked if rank == ranked[0][0]]
    return iter(likely[:_MOST_OF_A_SYMBOL])


def _alike(name: bytes, sources: Sequence[SourceFile]) -> Iterator[SourceFile]:
    """Those that give a part of the name to a macro, else those whose words share the most parts
    with it, and parts that others do not have.
    """
    giving = [_given(name, one) for one in sources]
    if any(giving):
        most = [one for one, weight in zip(sources, giving, strict=True) if weight == max(giving)]
        return iter(most[:_MOST_GUESSED])
    parts = _parts(name)
    shared = [parts & _parts(b"_".join(_names_of(one.path).words)) for one in sources]
    usual = Counter(part for found in shared for part in found)
    weights = [sum(1 / usual[part] for part in found) for found in shared]
    order = sorted(range(len(sources)), key=lambda at: -weights[at])
    return (sources[at] for at in order[:_MOST_GUESSED] if weights[at])


def _given(name: bytes, source: SourceFile) -> int:
    """How much of the name is given to macros."""
    given = _names_of(source.path).given
    return max((len(part) for part in given if len(part) > 1 and part in name), default=0)


def _parts(name: bytes) -> set[bytes]:
    return {part for part in name.lower().split(b"_") if len(part) > 1}


def _split(symbol: str) -> tuple[bytes, bytes]:
    """The last scope of a name, if it has any, and its plain name."""
    plain = re.sub(
        r"\(anonymous namespace\)::|\[abi:\w+\]", "", symbol.rsplit(" for ", maxsplit=1)[-1]
    )
    plain = re.sub(r"<[^<>]*>", "", plain.partition("(")[0]).strip().split(" ")[-1]
    scope, _, name = plain.rpartition("::")
    return scope.rpartition("::")[2].encode(), name.lstrip("~").encode()


def _names_of(path: Path) -> _Names:
    try:
        status = path.stat()
    except OSError:
        return _Names(frozenset(), frozenset(), frozenset(), frozenset())
    return _names(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=20_000)
def _names(path: Path, _changed: int, size: int) -> _Names:
    text = _read(path) if size <= _LARGEST else b""
    functions = frozenset(_FUNCTION.findall(text)) - _KEYWORDS
    given = {part.strip() for call in _MACRO_CALL.findall(text) for part in call.split(b",")}
    variables, words = _VARIABLE.findall(text), _WORD.findall(text)
    return _Names(functions, frozenset(variables), frozenset(words), frozenset(given))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _text(source: SourceFile) -> SourceText | None:
    text = _read(source.path)
    try:
        written = text.decode("utf-8", "replace")
        headers = project_headers(source.path, written, source.flags.flags)
    except InputError:
        return None
    return SourceText(
        path=source.path,
        language=source.language,
        flags=source.flags.flags,
        text=text,
        headers=dict(headers),
    )
