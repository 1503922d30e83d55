"""Asks the preprocessor, in the sandbox, which macros a file knows and which branches it takes.

It sees of the file the directives alone, with a mark behind each: the marks that come out say
which conditionals hold. The answer is the same as long as directives, flags and headers are, so
that typing in a function asks nothing.
"""

import re
import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock

from lessonls.adapters.compile_flags import CompileFlags, known_flags
from lessonls.adapters.private_files import private_folder, stage_headers
from lessonls.adapters.project_headers import project_headers
from lessonls.core.errors import InputError
from lessonls.core.preprocessing import MacroUse, Preprocessing
from lessonls.core.reading.directive_lines import Skeleton, skeleton
from lessonls.core.reading.expansion import Definition, definitions, macro_use
from lessonls.core.reading.stretches import remembered, stretches
from lessonls.core.target import Language
from lessonls_sandbox.build import build
from lessonls_sandbox.confine import check
from lessonls_sandbox.errors import SandboxError

_MOST_FILES = 32
_SECONDS = 20.0
_KEPT = r"^[[:space:]]*#[[:space:]]*(define|undef)|lessonls_at_"
_SCRIPT = f"""
mkdir missing
for round in 1 2 3 4 5 6 7 8 9 10 11 12; do
    LC_ALL=C "$@" -idirafter missing > all 2> errors && break
    name=$(sed -n 's/.*fatal error: \\(.*\\): No such file.*/\\1/p' errors | head -n 1)
    case "$name" in ""|/*|*..*) break ;; esac
    mkdir -p "missing/$(dirname "$name")" && : > "missing/$name"
done
(cd missing && find . -type f | cut -c3-) > out/missing
grep -aE '{_KEPT}' all > out/said; true
"""
"""A header that is not found, as it happens where nothing says where headers are, is an empty one:
what the others say is worth knowing.
"""
_NAME = re.compile(r"[A-Za-z_$][\w$]*")

Stamps = Mapping[Path, tuple[int, int]]
"""When headers were changed last, and their sizes."""


class Preprocessor:
    """What the preprocessor makes of texts; remembers what it said of the last files."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[tuple[Path, str], _Known] = OrderedDict()

    def __call__(
        self, path: Path, text: str, language: Language, flags: CompileFlags, before: str = ""
    ) -> Preprocessing:
        """Of one text at that path, behind the directives `before`; nothing if there is no sandbox
        or no compiler.
        """
        lines = skeleton(text)
        words = (language.value, *flags.flags, before, lines.text)
        key = (path, sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest())
        with self._lock:
            known = self._known.get(key)
            if known is None or known.stamps != _stamps(known.stamps):
                known = _ask(path, lines, language, flags, before)
                self._known[key] = known
            self._known.move_to_end(key)
            if len(self._known) > _MOST_FILES:
                self._known.popitem(last=False)
        return _part(known, text)


@lru_cache(maxsize=4)
def _part(known: "_Known", text: str) -> Preprocessing:
    """Remembered, because editors ask again and again about the same text."""
    return known.of(text)


@dataclass(frozen=True, eq=False)
class _Known:
    """What was said of a file, and of which state of its headers it was said."""

    definitions: Mapping[str, Definition]
    conditions: tuple[tuple[str, bool], ...]
    stamps: Stamps
    missing: tuple[str, ...]

    @cached_property
    def _uses(self) -> dict[str, MacroUse | None]:
        return {}

    @cached_property
    def _named(self) -> Callable[[str], frozenset[str]]:
        """Which macros a stretch of a text names."""
        known = self.definitions.keys()
        return remembered(lambda stretch: frozenset(known & set(_NAME.findall(stretch))))

    def of(self, text: str) -> Preprocessing:
        """The part that a text has a use for."""
        named = sorted(set[str]().union(*map(self._named, stretches(text))))
        for name in named:
            if name not in self._uses:
                self._uses[name] = macro_use(name, self.definitions)
        uses = tuple(use for use in map(self._uses.get, named) if use is not None)
        return Preprocessing(macros=uses, conditions=self.conditions, missing=self.missing)


def _ask(
    path: Path, lines: Skeleton, language: Language, flags: CompileFlags, before: str
) -> _Known:
    path = path.absolute()  # its folder is shown to the compiler where it is
    text = before + lines.text
    headers: Mapping[Path, bytes] = {}
    with suppress(InputError):  # too many: then without
        headers = project_headers(path, text, flags.flags)
    said, missing = _preprocessed(path, text, language, flags, headers)
    stamps = _stamps(headers)
    return _Known(definitions(said), lines.conditions(said), stamps, missing)


def _preprocessed(
    path: Path,
    text: str,
    language: Language,
    flags: CompileFlags,
    headers: Mapping[Path, bytes],
) -> tuple[str, tuple[str, ...]]:
    """The macros and marks that come out, as far as no error keeps them back, and the headers that
    were not found.
    """
    compiler, name = ("gcc", "unit.c") if language is Language.C else ("g++", "unit.cpp")
    command = [compiler, "-E", "-dD", "-P", "-w", "-iquote", str(path.parent)]
    sources = {name: text.encode("utf-8", "surrogatepass")}
    if check().problem is not None:
        return "", ()
    folder = private_folder()
    try:
        mounts = stage_headers(headers, folder / "headers", [path.parent])
        argv = ["/bin/sh", "-c", _SCRIPT, "sh", *command, *known_flags(flags.flags, language), name]
        built = build(argv, sources, mounts, timeout=_SECONDS)
    except SandboxError:
        return "", ()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    said, missing = (
        built.files.get(file, b"").decode("utf-8", "replace") for file in ("said", "missing")
    )
    return said, tuple(missing.splitlines())


def _stamps(headers: Iterable[Path]) -> Stamps:
    found: dict[Path, tuple[int, int]] = {}
    for path in headers:
        try:
            status = path.stat()
        except OSError:
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found
