"""What this machine's compiler makes of flags and libraries that come from a project.

A project may be compiled with clang, with a newer gcc or for another processor. Which of its flags
the compiler here knows is asked of the compiler itself, in the sandbox, once for a list of flags.
"""

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from lessonls.adapters.compile_flags.flags import LIBRARY, STANDARD
from lessonls.core.target import Language, Target
from lessonls_sandbox.build import build

_ASKED = re.compile(r"-[fm].+|--?std=.+|-ansi")
_KNOWN = re.compile(
    r"-O.*|-std=(?:c|gnu)(?:89|90|99|11|17)|-std=(?:c|gnu)\+\+(?:98|03|11|14|17|20)"
    r"|-march=native|-fopenmp|-fPIC|-ffast-math|-f(?:no-)?(?:exceptions|strict-aliasing)"
)
"""Every compiler that we support knows these; without others nothing has to be asked."""

_NEWEST = {Language.C: "-std=gnu2x", Language.CPP: "-std=gnu++2b"}
"""What stands in for a standard that is newer than the compiler."""

_ASK = """
compiler=$1 kind=$2 libraries=$3; shift 3; : > empty; : > out/refused
known() { "$compiler" -Werror -fsyntax-only -x "$kind" "$@" empty; }
for name in $libraries; do
    test -e "$("$compiler" -print-file-name="lib$name.so")" || echo "-l$name" >> out/refused
done
known "$@" || for flag; do known "$flag" || printf '%s\\n' "$flag" >> out/refused; done
"""


def understood(target: Target) -> Target:
    """The target with the flags and libraries that this machine has a use for; its note names
    what was dropped. Raises SandboxError if there is no sandbox.
    """
    refused = _refused(target.language, _asked(target.flags), target.libraries)
    words = (*target.flags, *(f"-l{name}" for name in target.libraries))
    note = _note([word for word in words if word in refused], target.language)
    return target.model_copy(
        update={
            "flags": known_flags(target.flags, target.language, refused),
            "libraries": tuple(name for name in target.libraries if f"-l{name}" not in refused),
            "note": f"{target.note} {note}".strip(),
        }
    )


def known_flags(
    flags: Sequence[str], language: Language, refused: Set[str] | None = None
) -> tuple[str, ...]:
    """The flags that this machine's compiler knows. Raises SandboxError."""
    unknown = _refused(language, _asked(flags), ()) if refused is None else refused
    kept = (_instead(flag, language) if flag in unknown else flag for flag in flags)
    return tuple(filter(None, kept))


def _asked(flags: Sequence[str]) -> tuple[str, ...]:
    return tuple(flag for flag in flags if _ASKED.fullmatch(flag) and not _KNOWN.fullmatch(flag))


@lru_cache(maxsize=64)
def _refused(
    language: Language, flags: tuple[str, ...], libraries: tuple[str, ...]
) -> frozenset[str]:
    """Those that the compiler does not know, and libraries that it does not find, as `-lNAME`."""
    if not flags and not libraries:
        return frozenset()
    compiler, kind = ("gcc", "c") if language is Language.C else ("g++", "c++")
    names = " ".join(name for name in libraries if LIBRARY.fullmatch(name))
    made = build(["/bin/sh", "-c", _ASK, "sh", compiler, kind, names, *flags], {"empty": b""})
    told = made.files.get("refused", b"").decode("utf-8", "replace").splitlines()
    unsafe = [f"-l{name}" for name in libraries if not LIBRARY.fullmatch(name)]
    return frozenset((*told, *unsafe))


def _instead(flag: str, language: Language) -> str:
    """What stands in for a flag that the compiler does not know: nothing, but for standards."""
    if not flag.startswith(("-std=", "--std=")):
        return ""
    meant = Language.CPP if "++" in flag else Language.C
    return _NEWEST[language] if meant is language else STANDARD[language]


def _note(dropped: Sequence[str], language: Language) -> str:
    compiler = "gcc" if language is Language.C else "g++"
    return f"{compiler} on this machine does not support {', '.join(dropped)}." if dropped else ""
