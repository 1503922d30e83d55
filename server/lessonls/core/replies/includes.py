"""Headers that a rewrite forgot: only for names that everybody knows, and only standard ones."""

import re
from collections.abc import Iterator

from lessonls.core.reading.candidate import CandidateProblem, extract_function
from lessonls.core.reading.library_headers import C_HEADERS, header_of
from lessonls.core.reading.original import original
from lessonls.core.reading.rewrite import read_rewrite
from lessonls.core.reading.standard_headers import STANDARD_HEADERS
from lessonls.core.reading.tokens import Token, code, parts_of
from lessonls.core.target import Language, Target

_INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"\n]+)", re.MULTILINE)
_ALL_OF_X86 = frozenset({"immintrin.h", "x86intrin.h"})


def with_includes(text: str, target: Target) -> str:
    """`text` behind includes for names that neither it nor the file has a header for."""
    missing = [header for header in _wanted(text, target) if header in STANDARD_HEADERS]
    if not missing:
        return text
    lines = "".join(f"#include <{header}>\n" for header in sorted(missing))
    try:
        return extract_function(lines + text, target)
    except CandidateProblem:
        return text


def _wanted(text: str, target: Target) -> set[str]:
    present = set(_INCLUDE.findall(f"{target.before}\n{text}"))
    # What the file names already, it has a header for.
    known = original(target).names | original(target).declared
    own = {read.name for read in read_rewrite(text, target).outline.functions}
    return {
        header
        for name, standard in _names(text, target)
        if name not in own and name not in known
        for header in [header_of(name, target.language, standard=standard)]
        if header is not None and not _is_there(header, present, target.language)
    }


def _names(text: str, target: Target) -> Iterator[tuple[str, bool]]:
    """The names in a text, and whether `std::` stands before them."""
    found = read_rewrite(text, target)
    parts = parts_of(found.root, found.data, strict=False)
    tokens = code(parts)
    for at, token in enumerate(tokens):
        before = [other.text for other in tokens[max(at - 2, 0) : at]]
        if token.is_name and before[-1:] not in (["."], ["->"]):
            yield token.text, before == ["std", "::"]
    for part in parts:
        if not isinstance(part, Token):
            yield from ((token.text, False) for token in part.tokens if token.is_name)


def _is_there(header: str, present: set[str], language: Language) -> bool:
    if header in present or (header in _ALL_OF_X86 and present & _ALL_OF_X86):
        return True
    c_form = f"{header[1:]}.h" if header.startswith("c") else ""
    if c_form in C_HEADERS and c_form in present:
        return True
    return (
        language is Language.CPP
        and "bits/stdc++.h" in present
        and not header.endswith(("intrin.h", "omp.h", "neon.h"))
    )
