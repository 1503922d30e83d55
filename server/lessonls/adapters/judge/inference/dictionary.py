"""Numbers and signs that a function's own text has: what its inputs may be made of. Pure."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'")
_NUMBER = re.compile(r"(?<![\w.])(0[xX][0-9a-fA-F]+|[1-9]\d*)[uUlLzZ]*(?![\w.])")
_CONSTANT = re.compile(r"\b(\w+)\s*=?\s*(\d+)\s*(?:;|$)", re.MULTILINE)
_LARGEST = 1 << 16


@dataclass(frozen=True)
class Literals:
    """`numbers` from 2 on, with products of two of them; `signs` of strings and characters."""

    numbers: tuple[int, ...] = ()
    signs: str = ""


def literals(code: str, before: str = "") -> Literals:
    """Those of a function; constants that it only names stand in the text `before` it."""
    text = _COMMENT.sub(" ", code)
    words = set(re.findall(r"\w+", text))
    bare = _QUOTED.sub(" ", text)
    single = {int(word, 0) for word in _NUMBER.findall(bare)}
    single |= {
        int(number)
        for name, number in _CONSTANT.findall(_COMMENT.sub(" ", before))
        if name in words
    }
    known = sorted(number for number in single if 1 < number <= _LARGEST)
    products = {a * b for a, b in combinations_with_replacement(known, 2)} - set(known)
    numbers = [*known, *sorted(number for number in products if number <= _LARGEST)]
    signs = "".join(sign for quoted in _QUOTED.findall(text) for sign in _signs(quoted))
    return Literals(tuple(numbers), "".join(dict.fromkeys(signs)))


def _signs(quoted: str) -> Iterator[str]:
    """The characters of a literal; C's escapes are Python's, but for rare ones."""
    try:
        value = ast.literal_eval(quoted)
    except (SyntaxError, ValueError):
        return
    yield from (sign for sign in str(value) if 0 < ord(sign) < 128)
