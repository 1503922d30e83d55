"""What a file is compiled with, as a value."""

import re
from dataclasses import dataclass
from pathlib import Path

from lessonls.core.target import Language

STANDARD = {Language.C: "-std=gnu17", Language.CPP: "-std=gnu++20"}
OPTIMIZED = ("-O3", "-march=native")
LIBRARY = re.compile(r"[A-Za-z0-9_+.][A-Za-z0-9_+.-]*")
"""A library by its plain name."""


@dataclass(frozen=True)
class CompileFlags:
    """Flags with absolute paths, and the directory in which the compiler is run.

    `origin` says where the flags come from; `note`, if not empty, says in sentences why they
    are not simply the file's own. `language` is what the file is compiled as. `compiler` is the
    name of the project's compiler, empty if nothing names one. A header is compiled through
    its `includer`, a source that includes it directly or indirectly. `libraries` are those that
    the file's program is linked with, by plain names such as `z`; whether this machine has them
    is not known yet.
    """

    flags: tuple[str, ...]
    directory: Path
    language: Language
    origin: str = "defaults"
    note: str = ""
    compiler: str = ""
    includer: Path | None = None
    libraries: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceFile:
    """A source of the same program: a file that is compiled by itself."""

    path: Path
    language: Language
    flags: CompileFlags


def default_flags(path: Path, language: Language, note: str = "") -> CompileFlags:
    """What a file is compiled with when nothing says otherwise."""
    flags = (STANDARD[language], *OPTIMIZED)
    return CompileFlags(flags, path.absolute().parent, language, note=note)
