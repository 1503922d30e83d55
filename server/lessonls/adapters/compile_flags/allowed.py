"""The arguments of a compiler that are let through: an allow list.

They are text from the project and are handed to a compiler. Anything unknown stays outside, and
nothing that is let through makes the compiler start a program, load a plugin or write a file.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from lessonls.adapters.compile_flags.flags import OPTIMIZED

_PATHS = ("-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-I")
_FILES = ("-include", "-imacros")
_WITH_VALUE = ("-D", "-U")
_OPTIONS = _PATHS + _WITH_VALUE
_ALONE = ("-pthread", "-ansi")
_ORDER = ("-O1", "-O2", "-O3", "-Ofast")
_LEVELS = {"-O": "-O1"} | {level: level for level in _ORDER}
"""Levels that are kept; others are for debugging or size and give way to the default."""

_SKIPPED_WITH_VALUE = """
    -o -x -T -u -z -e -L -l -A -MF -MT -MQ -MJ -arch -target --param -specs -wrapper -aux-info
    -dumpbase -dumpbase-ext -dumpdir -isysroot -imultilib -iprefix -iwithprefix -iframework
    -Xclang -Xlinker -Xpreprocessor -Xassembler -mllvm -include-pch --sysroot -gcc-toolchain
"""
_SAFE_F_VALUES = """
    -fabi-version= -falign- -fcf-protection= -fconstexpr- -fexcess-precision= -fexec-charset=
    -ffp-contract= -ffp-exception-behavior= -finline-limit= -finput-charset= -fopenmp=
    -fpack-struct= -fsimd-cost-model= -ftemplate-depth= -ftls-model=
    -ftrivial-auto-var-init= -fvect-cost-model= -fveclib= -fvisibility=
"""
_UNSAFE_F = """
    -fauto-profile -fbranch-probabilities -fcallgraph-info -fcompare-debug -fcoverage
    -fcreate-profile -fdeps -fdiagnostics -fdirectives-only -fdump -fembed -finstrument -flto
    -fltrans -fmemory-profile -fmodule -fno-sanitize -foffload -fopt-info -fpass-plugin -fpch
    -fplugin -fpreprocessed -fprofile -frecord -fsanitize -fsave -fstack-usage -fsyntax-only
    -ftest-coverage -ftime -fuse-l -fwhole-program -fworking-directory -fwpa -fxray
"""
"""They write files, start programs, replace the build, or spoil a timing."""

_UNSAFE_M = (
    "-m16",
    "-m32",
    "-mx32",
    "-mabi=",
    "-mcmodel=",
    "-mfentry",
    "-mnop-mcount",
    "-mrecord-",
)
"""They make code that cannot be loaded beside the rest, or that calls a profiler."""


_SKIPPED = frozenset(_SKIPPED_WITH_VALUE.split())
_SAFE, _UNSAFE = tuple(_SAFE_F_VALUES.split()), tuple(_UNSAFE_F.split())


def kept_flags(arguments: Sequence[str], directory: Path) -> tuple[str, ...]:
    """The arguments that matter to one function, with absolute paths."""
    kept: list[str] = []
    level = ""
    rest = iter(arguments)
    for argument in rest:
        if argument in _SKIPPED:
            next(rest, None)
        elif (option := _option(argument)) is not None:
            value = argument[len(option) :] or next(rest, "")
            kept += _with_value(option, value, directory)
        elif argument.startswith("-O"):
            level = _LEVELS.get(argument, "")
        elif _is_kept(argument):
            kept.append(argument)
    if level:
        return (*kept, level)
    tuned = any(flag.startswith(("-march=", "-mcpu=")) for flag in kept)
    return (*kept, *(OPTIMIZED[:1] if tuned else OPTIMIZED))


def optimization(arguments: Sequence[str]) -> int:
    """How far a command optimizes: 0 for builds that are for debugging, or for size."""
    levels = [argument for argument in arguments if argument.startswith("-O")]
    return ("", *_ORDER).index(_LEVELS.get(levels[-1], "")) if levels else 0


def search_folders(kept: Sequence[str]) -> tuple[Path, ...]:
    """The folders of kept flags in which headers are looked up."""
    found: list[str] = []
    rest = iter(kept)
    for flag in rest:
        if flag.startswith("-I"):
            found.append(flag[2:])
        elif flag in _PATHS and flag not in _FILES:
            found.append(next(rest, ""))
    return tuple(map(Path, found))


def _option(argument: str) -> str | None:
    """The option that takes a value, joined to it or as the next argument."""
    if not argument.startswith(_OPTIONS):
        return None
    return next(option for option in _OPTIONS if argument.startswith(option))


def _with_value(option: str, value: str, directory: Path) -> list[str]:
    if not value or "\0" in value:
        return []
    if option in _WITH_VALUE:
        return [option + value]
    value = value.removeprefix("=")
    absolute = os.path.normpath(value if value.startswith("/") else f"{directory}/{value}")
    if option in _FILES and not Path(absolute).is_file():
        absolute = value  # found on the include path, as a header is
    return [option + absolute] if option == "-I" else [option, absolute]


def _is_kept(argument: str) -> bool:
    if argument.startswith(("-std=", "--std=")) or argument in _ALONE:
        return True
    if argument.startswith("-f"):
        allowed = _SAFE if "=" in argument else ("-f",)
        return argument.startswith(allowed) and not argument.startswith(_UNSAFE)
    return argument.startswith("-m") and not argument.startswith(_UNSAFE_M)
