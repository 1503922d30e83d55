"""Which language a file is in: by its extension, and for `.h` by what it holds."""

import re
from functools import lru_cache
from pathlib import Path

from lessonls.core.errors import TargetError
from lessonls.core.reading.syntax import parse
from lessonls.core.target import Language

SOURCES = {
    ".c": Language.C,
    ".C": Language.CPP,
    ".cc": Language.CPP,
    ".cpp": Language.CPP,
    ".cxx": Language.CPP,
}
HEADERS = (".h", ".hh", ".hpp", ".hxx", ".ipp", ".tpp")
_CPP_WORDS = re.compile(r"\b(?:class|template|namespace|typename|constexpr)\b|::")
_NOT_CODE = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL)
_FOR_CPP = re.compile(
    r"""^[ \t]*\#[ \t]*if(?:def[ \t]+|[ \t]+defined[ \t(]*)__cplusplus
        .*?^[ \t]*\#[ \t]*(?:else|endif)[^\n]*""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)


def language_of(path: Path, text: str) -> Language:
    """The language of a file with that text; raises TargetError for other kinds of files."""
    if path.suffix in SOURCES:
        return SOURCES[path.suffix]
    if path.suffix not in HEADERS:
        known = " ".join([*SOURCES, *HEADERS])
        raise TargetError(
            f"{path.name} is not a C or C++ file: its name must end in one of {known}."
        )
    return _header_language(text) if path.suffix == ".h" else Language.CPP


@lru_cache(maxsize=16)
def _header_language(text: str) -> Language:
    plain = _FOR_CPP.sub("", _NOT_CODE.sub(" ", text))
    if _CPP_WORDS.search(plain) or parse(plain, Language.C).root_node.has_error:
        return Language.CPP
    return Language.C
