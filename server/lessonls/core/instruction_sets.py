"""Instruction sets by the names that gcc gives them, and which of them flags turn on."""

from collections.abc import Iterable, Sequence, Set

NATIVE = "-march=native"
"""What flags end in where the project says nothing about the processor and optimizes nothing."""
_DEFAULT = ("-O3", NATIVE)
_IMPLIED = {
    "avx512vl": "avx512f",
    "avx512bw": "avx512f",
    "avx512dq": "avx512f",
    "avx512cd": "avx512f",
    "avx512f": "avx2 fma f16c",
    "avx2": "avx",
    "fma": "avx",
    "f16c": "avx",
    "avx": "sse4.2",
    "sse4.2": "sse4.1 popcnt",
    "sse4.1": "ssse3",
    "ssse3": "sse3",
    "sse3": "sse2",
    "sse2": "sse",
}
_IN_THE_KERNEL = {
    "sse3": "pni",
    "sse4.1": "sse4_1",
    "sse4.2": "sse4_2",
    "lzcnt": "abm",
    "pclmul": "pclmulqdq",
    "avx512vbmi2": "avx512_vbmi2",
    "avx512vnni": "avx512_vnni",
    "avx512bitalg": "avx512_bitalg",
    "avx512vpopcntdq": "avx512_vpopcntdq",
}

_WORTH_NAMING = (
    *("sse2", "sse4.2", "popcnt", "avx", "f16c", "fma", "avx2", "bmi2", "lzcnt", "avx512f"),
    *("avx512bw", "avx512dq", "avx512vl", "avx512vnni", "avx512vbmi", "gfni", "vaes", "vpclmulqdq"),
)
"""Those that decide how loops are written, from the oldest on."""


def enabled(macros: str) -> tuple[str, ...]:
    """The instruction sets that are turned on, by the macros that gcc then defines itself."""
    defined = {line.split()[1] for line in macros.splitlines() if line.startswith("#define __")}
    written = {name: f"__{name.upper().replace('.', '_')}__" for name in _WORTH_NAMING}
    return tuple(name for name in _WORTH_NAMING if written[name] in defined)


def besides(there: Set[str], names: Sequence[str]) -> tuple[str, ...]:
    """Those that a processor has, by the kernel's names, and that are not among `names`."""
    others = (name for name in _WORTH_NAMING if name not in names)
    return tuple(name for name in others if of_the_kernel(name) in there)


def own_flags(flags: Sequence[str]) -> tuple[str, ...]:
    """Compile flags without what is added where the project says nothing about the processor."""
    return tuple(flags[:-1] if tuple(flags[-2:]) == _DEFAULT else flags)


def names_processor(flags: Iterable[str]) -> bool:
    """Whether flags say for which processor the program is built."""
    return any(flag.startswith(("-march=", "-mcpu=")) for flag in flags)


def with_implied(names: Iterable[str]) -> frozenset[str]:
    """Instruction sets, and those that every processor has that has them."""
    found, left = set[str](), list(names)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += _IMPLIED.get(name, "").split()
    return frozenset(found)


def spelled(names: Iterable[str]) -> tuple[str, ...]:
    """Their names as processors' makers write them: `AVX2`."""
    return tuple(sorted({name.upper() for name in names}))


def of_the_kernel(name: str) -> str:
    """The name under `flags` in /proc/cpuinfo."""
    return _IN_THE_KERNEL.get(name, name)
