"""A compiler's command line: which compiler, with which arguments, for which language."""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lessonls.adapters.compile_flags.reading import contents, lies_in
from lessonls.core.target import Language

_COMPILER = re.compile(
    r"(?P<target>.+-)?(?P<kind>gcc|g\+\+|cc|c\+\+|clang|clang\+\+|clang-cl|icc|icpc|icx|icpx|emcc"
    r"|em\+\+|armclang|tcc|c89|c99)(?:-[0-9.]+)?(?:\.exe)?"
)
_GNU = frozenset({"gcc", "g++", "cc", "c++", "c89", "c99"})
_CPP_DRIVERS = frozenset({"g++", "c++", "clang++", "icpc", "icpx", "em++"})
_NATIVE = re.compile(r"(?:x86_64|i[3-6]86|aarch64|arm64|riscv64|powerpc64le|s390x)-.*linux.*-")
_OPTION = re.compile(r"-(?:[cgoDIOUWfm]|std=|isystem|include)")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=.*", re.DOTALL)
_LANGUAGES = {
    "c": Language.C,
    "c-header": Language.C,
    "c++": Language.CPP,
    "c++-header": Language.CPP,
}

_LARGEST_RESPONSE = 1 << 20
_MOST_RESPONSES = 32
"""Of one command, nested ones among them: a file may name itself."""
_MOST_ARGUMENTS = 20_000


@dataclass(frozen=True)
class CommandLine:
    """A compiler by its name, without folders, and its arguments."""

    compiler: str
    arguments: tuple[str, ...]

    @property
    def language(self) -> Language | None:
        """The language that the command asks for, if it does not leave that to the file's name."""
        asked = None
        arguments = iter(self.arguments)
        for argument in arguments:
            if argument.startswith("-x"):
                asked = _LANGUAGES.get(argument[2:] or next(arguments, ""))
        named = _COMPILER.fullmatch(self.compiler)
        driven = Language.CPP if named and named["kind"] in _CPP_DRIVERS else None
        return asked or driven

    @property
    def output(self) -> str:
        """The object that is made, as it is written; empty without one."""
        following = zip(self.arguments, self.arguments[1:], strict=False)
        return next((name for option, name in following if option == "-o"), "")

    @property
    def is_foreign(self) -> bool:
        """Whether it names another compiler than this machine's gcc."""
        named = _COMPILER.fullmatch(self.compiler)
        if named is None:
            return bool(self.compiler)
        target = named["target"]
        return named["kind"] not in _GNU or bool(target and not _NATIVE.fullmatch(target))


def words(text: str) -> list[str]:
    """The words of a command as a shell has them; ValueError for a quote that is not closed."""
    return shlex.split(text) if re.search(r"""["'\\]""", text) else text.split()


def command_line(
    written: Sequence[str], directory: Path, readable: Sequence[Path] = ()
) -> CommandLine:
    """The compiler behind launchers, and its arguments with response files in their places.

    A response file counts from `directory` and is read where it lies in a `readable` folder.
    """
    at = _compiler_at(written)
    name = _base_name(written[at]) if at < len(written) else ""
    return CommandLine(name, tuple(_expanded(written[at + 1 :], directory, readable)))


def _compiler_at(written: Sequence[str]) -> int:
    """Where the compiler stands: the first word that names one and is not yet an option of it.

    In front of it there may be variables, and programs such as ccache, env and libtool.
    """
    first = 0
    for at, word in enumerate(written):
        if _OPTION.match(word):
            break
        if _ASSIGNMENT.fullmatch(word):
            first += first == at
        elif _COMPILER.fullmatch(_base_name(word)):
            return at
    return first


def _base_name(word: str) -> str:
    return word.replace("\\", "/").rsplit("/", 1)[-1]


def _expanded(arguments: Sequence[str], directory: Path, readable: Sequence[Path]) -> list[str]:
    """The arguments with response files in their places, and theirs."""
    expanded: list[str] = []
    waiting, read = list(reversed(arguments)), 0
    while waiting and len(expanded) < _MOST_ARGUMENTS:
        argument = waiting.pop()
        inner = None
        if argument.startswith("@") and read < _MOST_RESPONSES:
            read += 1
            inner = _response(directory / argument[1:], readable)
        if inner is None:
            expanded.append(argument)
        else:
            waiting += reversed(inner)
    return expanded


def _response(file: Path, readable: Sequence[Path]) -> list[str] | None:
    """The words of a response file; None for what is none, or may not be read."""
    data = contents(file, _LARGEST_RESPONSE) if lies_in(file, readable) else None
    try:
        return None if data is None else words(data.decode("utf-8", "replace"))
    except ValueError:
        return None
