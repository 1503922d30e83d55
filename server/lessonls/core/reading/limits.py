"""How large and how deeply nested a candidate may be, found out before anything parses it."""

import re

from lessonls.core.reading.problems import CandidateProblem, problem

LARGEST = 1_000_000
"""Bytes of UTF-8. Functions are a thousand times smaller."""

_DEEPEST_BLOCK = 200
_DEEPEST = 10_000
_LONGEST_PATH = 50
_WORDS = re.compile(
    r"//[^\n]*|/\*(?:(?!\*/).)*(?:\*/)?"
    r'|"(?:\\.|[^"\\\n])*"?'
    r"|'(?:\\.|[^'\\\n])*'?"
    r"|[0-9][\w']*|::|\w+|\n|\S",
    re.DOTALL,
)


def check_limits(text: str) -> None:
    """Refuses what would keep readers busy. Raises CandidateProblem."""
    if len(text) > LARGEST or len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise CandidateProblem("The candidate is larger than 1 MB.")
    if "\0" in text:
        raise problem(text.count("\n", 0, text.index("\0")) + 1, "has a NUL character.")
    depth = blocks = path = 0
    line = 1
    for match in _WORDS.finditer(text):
        word = match[0]
        line += word.count("\n")
        if word == "::":
            path += 1
        elif word in {"(", "[", "{"}:
            depth, blocks, path = depth + 1, blocks + (word == "{"), 0
        elif word in {")", "]", "}"}:
            depth, blocks, path = max(depth - 1, 0), max(blocks - (word == "}"), 0), 0
        elif not (word[0].isalnum() or word[0] in "_/\n"):
            path = 0
        if blocks > _DEEPEST_BLOCK or depth > _DEEPEST or path > _LONGEST_PATH:
            raise problem(line, "is nested too deeply.")
