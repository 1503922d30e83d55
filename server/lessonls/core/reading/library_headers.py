"""Which standard header has a name."""

import re

from lessonls.core.target import Language

C_HEADERS = {
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
    "numeric": """accumulate inner_product partial_sum iota reduce transform_reduce gcd lcm
        inclusive_scan exclusive_scan adjacent_difference""",
    "vector": "vector",
    "array": "array",
    "string": "string to_string",
    "string_view": "string_view",
    "utility": "pair make_pair swap move exchange forward",
    "tuple": "tuple tie make_tuple",
    "memory": "unique_ptr make_unique shared_ptr assume_aligned align",
    "functional": "greater less plus multiplies function hash",
    "limits": "numeric_limits",
    "complex": "complex norm conj polar real imag arg",
    "unordered_map": "unordered_map",
    "unordered_set": "unordered_set",
    "map": "map multimap",
    "set": "set multiset",
    "queue": "queue priority_queue",
    "stack": "stack",
    "list": "list",
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
_OF_C = {name: header for header, names in C_HEADERS.items() for name in names.split()}
_OF_CPP = {name: header for header, names in _CPP.items() for name in names.split()}
_STANDARD = re.compile(r"\bstd\s*::\s*(\w+)")
_EVERY_NAME = re.compile(r"\busing\s+namespace\s+std\b")
_WORD = re.compile(r"[A-Za-z_]\w*")


def header_of(name: str, language: Language, *, standard: bool) -> str | None:
    """The header that declares a name; None for unknown ones. `standard`: behind `std::`."""
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


def headers_of(text: str, language: Language) -> frozenset[str] | None:
    """The headers of all names of the library in a text; None if one is not known.

    Names are told by their spelling alone: a header too many does no harm.
    """
    standard = set(_STANDARD.findall(text))
    found = {header_of(name, language, standard=True) for name in standard}
    if None in found:
        return None
    bare = set(_WORD.findall(text))
    everywhere = _EVERY_NAME.search(text) is not None
    found |= {header_of(name, language, standard=everywhere) for name in bare}
    return frozenset(header for header in found if header is not None)
