"""Headers that a rewrite forgot: only for names that everybody knows, and only standard ones."""

import re
from collections.abc import Iterator

from lessonls.core.reading.candidate import CandidateProblem, extract_function
from lessonls.core.reading.document import document
from lessonls.core.reading.original import original
from lessonls.core.reading.standard_headers import STANDARD_HEADERS
from lessonls.core.reading.tokens import Token, code, parts_of
from lessonls.core.target import Language, Target

_C = {
    "string.h": "memcpy memmove memset memcmp memchr strlen strcmp strncmp strcpy strchr",
    "math.h": """sqrt sqrtf fabs fabsf fmax fmaxf fmin fminf fma fmaf exp expf log logf log2 pow
        powf sin sinf cos cosf tan tanh floor floorf ceil ceilf round roundf trunc hypot cbrt lround
        INFINITY NAN HUGE_VAL isnan isinf""",
    "stdlib.h": "malloc calloc realloc free aligned_alloc qsort abs labs llabs bsearch",
    "stdint.h": """int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t
        uintptr_t intmax_t uintmax_t INT32_MAX INT32_MIN INT64_MAX INT64_MIN UINT32_MAX UINT64_MAX
        UINT8_MAX UINT16_MAX SIZE_MAX""",
    "limits.h": "INT_MAX INT_MIN UINT_MAX LONG_MAX LONG_MIN ULONG_MAX CHAR_BIT UCHAR_MAX LLONG_MAX",
    "float.h": "DBL_MAX DBL_MIN DBL_EPSILON FLT_MAX FLT_MIN FLT_EPSILON",
    "stddef.h": "size_t ptrdiff_t NULL offsetof",
    "stdbool.h": "bool true false",
    "assert.h": "assert",
    "complex.h": "creal cimag cabs conj cexp",
}
_CPP = {
    "algorithm": """sort stable_sort partial_sort nth_element min max minmax clamp fill fill_n copy
        copy_n move_backward copy_backward swap_ranges reverse rotate transform for_each find
        find_if lower_bound upper_bound equal_range binary_search count count_if min_element
        max_element minmax_element unique remove remove_if merge inplace_merge any_of all_of none_of
        make_heap push_heap pop_heap sort_heap is_sorted equal iter_swap partition""",
    "numeric": "accumulate inner_product partial_sum iota reduce transform_reduce gcd lcm",
    "vector": "vector",
    "array": "array",
    "string": "string to_string",
    "string_view": "string_view",
    "utility": "pair make_pair swap move exchange forward",
    "tuple": "tuple tie make_tuple",
    "memory": "unique_ptr make_unique shared_ptr assume_aligned align",
    "functional": "greater less plus multiplies function hash",
    "limits": "numeric_limits",
    "complex": "complex norm conj",
    "unordered_map": "unordered_map",
    "unordered_set": "unordered_set",
    "map": "map multimap",
    "set": "set multiset",
    "queue": "queue priority_queue",
    "deque": "deque",
    "bitset": "bitset",
    "bit": "popcount countl_zero countr_zero bit_cast rotl rotr bit_width has_single_bit",
    "span": "span",
    "type_traits": "enable_if_t is_same_v conditional_t remove_reference_t is_floating_point_v",
    "cstdint": "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t",
    "cstring": "memcpy memmove memset memcmp strlen",
    "cmath": """sqrt abs fabs fmax fmin fma exp log log2 pow sin cos tan tanh floor ceil round trunc
        hypot cbrt isnan isinf""",
    "cstddef": "size_t ptrdiff_t byte",
    "cstdlib": "malloc free aligned_alloc",
}
_OMP = re.compile(r"omp_\w+")
_INTRINSIC = re.compile(r"_mm\d*_\w+|__m\d+[dih]?|__mmask\d+")
_NEON = re.compile(
    r"v(?:ld|st|add|sub|mul|fma|mla|dup|get|max|min)\w*q?_\w+|(?:float|u?int)\d+x\d+_t"
)
_OF_C = {name: header for header, names in _C.items() for name in names.split()}
_OF_CPP = {name: header for header, names in _CPP.items() for name in names.split()}
_INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"\n]+)", re.MULTILINE)
_ALL_OF_X86 = frozenset({"immintrin.h", "x86intrin.h"})


def with_includes(text: str, target: Target) -> str:
    """`text` behind includes for names that neither it nor the file has a header for.

    Inside of namespaces nothing can be included.
    """
    if original(target).surroundings.place:
        return text
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
    own = {read.name for read in document(text, target.language).outline.functions}
    return {
        header
        for name, standard in _names(text, target)
        if name not in own and name not in known
        for header in [_header(name, target.language, standard=standard)]
        if header is not None and not _is_there(header, present, target.language)
    }


def _names(text: str, target: Target) -> Iterator[tuple[str, bool]]:
    """The names in a text, and whether `std::` stands before them."""
    parts = parts_of(document(text, target.language).root, strict=False)
    tokens = code(parts)
    for at, token in enumerate(tokens):
        before = [other.text for other in tokens[max(at - 2, 0) : at]]
        if token.is_name and before[-1:] not in (["."], ["->"]):
            yield token.text, before == ["std", "::"]
    for part in parts:
        if not isinstance(part, Token):
            yield from ((token.text, False) for token in part.tokens if token.is_name)


def _header(name: str, language: Language, *, standard: bool) -> str | None:
    if _OMP.fullmatch(name):
        return "omp.h"
    if _INTRINSIC.fullmatch(name):
        return "immintrin.h"
    if _NEON.fullmatch(name):
        return "arm_neon.h"
    if standard and name in _OF_CPP:
        return _OF_CPP[name]
    if name not in _OF_C:
        return None
    header = _OF_C[name]
    if language is Language.C:
        return header
    return None if header in {"stdbool.h", "complex.h"} else f"c{header.removesuffix('.h')}"


def _is_there(header: str, present: set[str], language: Language) -> bool:
    if header in present or (header in _ALL_OF_X86 and present & _ALL_OF_X86):
        return True
    c_form = f"{header[1:]}.h" if header.startswith("c") else ""
    if c_form in _C and c_form in present:
        return True
    return (
        language is Language.CPP
        and "bits/stdc++.h" in present
        and not header.endswith(("intrin.h", "omp.h", "neon.h"))
    )
