"""A change of code in normal form: what was done, without the names that it was done to.

Comments and layout go, every identifier but those of the language and its libraries becomes `v1`,
`v2` and so on (the same one on both sides), texts become empty and long numbers `0`, so that two
changes of the same kind look alike, and none quotes the user's names.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import unified_diff

from lessonls.core.reading.library_names import LIBRARY_NAMES
from lessonls.core.reading.macros import KEYWORDS
from lessonls.core.reading.syntax import parse_bytes
from lessonls.core.reading.tokens import Directive, Part, Token, parts_of
from lessonls.core.target import Language

_AROUND = 1
"""Statements around a change that are kept: where it is."""
_LONGEST_NUMBER = 6
_INTRINSIC = re.compile(r"_mm\w+|__m\d+\w*|__builtin_\w+|u?int\d+_t")
_PRAGMAS = """
    aligned atomic clang collapse critical declare dynamic enable for GCC guided if interleave
    interleave_count ivdep loop max min nowait omp optimize parallel private reduction schedule
    shared simd single static target threads unroll vectorize vectorize_width
"""
_LIBRARY = """
    std size_t ptrdiff_t size length empty data begin end cbegin cend front back at push_back
    emplace_back pop_back resize reserve assign clear insert erase push pop top fill real imag
    c_str first second find count min max swap move sort nth_element reverse iota accumulate
    vector array span string pair complex map set unordered_map unordered_set queue stack deque
    omp_get_thread_num omp_get_max_threads omp_get_num_threads
"""
_KEPT = KEYWORDS | LIBRARY_NAMES | frozenset(_LIBRARY.split())
_KEPT_IN_PRAGMAS = _KEPT | frozenset(_PRAGMAS.split())

_DOUBLE = "++ -- += -= *= /= %= &= |= ^= == != <= >= && || << >>"
_OPERATORS = frozenset(_DOUBLE.split())


def normal_diff(before: str, after: str, language: Language) -> str:
    """The unified diff of two versions in normal form, a statement a line; empty if only
    names, comments or layout differ, and for Python, which has no normal form here.
    """
    if language is Language.PYTHON:
        return ""
    names: dict[str, str] = {}
    one, other = (list(_statements(text, language, names)) for text in (before, after))
    lines = list(unified_diff(one, other, n=_AROUND, lineterm=""))[2:]
    return "\n".join("@@" if line.startswith("@@") else line for line in lines)


def _statements(text: str, language: Language, names: dict[str, str]) -> Iterator[str]:
    """Each statement, brace and directive on a line, indented by its depth."""
    data = text.encode("utf-8", "replace")
    parts = parts_of(parse_bytes(data, language).root_node, data, strict=False)
    line: list[str] = []
    depth = nested = 0
    end = 0
    for part, spelled in _spelled(parts, names):
        if isinstance(part, Directive):
            yield spelled
            continue
        nested += (spelled == "(") - (spelled == ")")
        depth -= spelled == "}"
        joined = bool(line) and end == part.start and line[-1] + spelled in _OPERATORS
        line[-1:] = [line[-1] + spelled] if joined else [*line[-1:], spelled]
        end = part.start + len(part.text.encode("latin-1", "replace"))
        if spelled in ("{", "}") or (spelled == ";" and nested <= 0):
            yield "  " * max(depth, 0) + " ".join(line)
            line = []
        depth += spelled == "{"
    if line:
        yield " ".join(line)


def _spelled(parts: Sequence[Part], names: dict[str, str]) -> Iterator[tuple[Part, str]]:
    """Each part with its spelling in normal form; `names` grows by what is met."""
    before = ["", ""]
    for part in parts:
        if isinstance(part, Directive):
            kept = _KEPT_IN_PRAGMAS if part.name == "pragma" else _KEPT
            words = (_word(token, names, kept) for token in part.tokens)
            yield part, " ".join((f"#{part.name}", *words))
            continue
        standard = before == ["std", "::"]
        yield part, part.text if standard else _word(part, names, _KEPT)
        before = [before[1], part.text]


def _word(token: Token, names: dict[str, str], kept: frozenset[str]) -> str:
    match token.kind:
        case "name" if token.text not in kept and not _INTRINSIC.fullmatch(token.text):
            return names.setdefault(token.text, f"v{len(names) + 1}")
        case "string":
            return '""'
        case "character":
            return "' '"
        case "number" if len(token.text) > _LONGEST_NUMBER:
            return "0"
        case _:
            return token.text
