"""Numbers and signs that a function's own text has: what its inputs may be made of. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations_with_replacement

from lessonls.core.reading.constants import constants
from lessonls.core.reading.named_constants import NOTHING, Named
from lessonls.core.target import Language

_LARGEST = 1 << 16
_COMPARES = r"\s*(?:[<>]=?(?![<>])|[!=]=)\s*"
_BEHIND = re.compile(rf"\b([A-Za-z_]\w*){_COMPARES}(-?[A-Za-z_0-9]+)\b(?!\s*[\[(.])")
_IN_FRONT = re.compile(rf"(?<![\w.>])(-?[A-Za-z_0-9]+){_COMPARES}([A-Za-z_]\w*)\b")


@dataclass(frozen=True)
class Literals:
    """`numbers` from 2 on, with products of two of them; `signs` of strings and characters;
    `thresholds` are all numbers, also those with fractions; `compared` are the integers that a name
    is compared with.
    """

    numbers: tuple[int, ...] = ()
    signs: str = ""
    thresholds: tuple[float, ...] = ()
    compared: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])


def literals(
    code: str,
    language: Language = Language.CPP,
    helpers: str = "",
    named: Named = NOTHING,
) -> Literals:
    """Those of a function; `named` are the values of constants that it only names. Signs may also
    be those of functions that it uses: these parse its texts.
    """
    found, theirs = constants(code, language, named), constants(helpers, language)
    known = sorted({number for number in found.integers if 1 < number <= _LARGEST})
    products = {a * b for a, b in combinations_with_replacement(known, 2)} - set(known)
    numbers = [*known, *sorted(number for number in products if number <= _LARGEST)]
    both = (found, theirs)
    codes = dict.fromkeys(c for one in both for c in (*one.characters, *b"".join(one.strings)))
    signs = "".join(chr(code) for code in codes if 0 < code < 128)
    thresholds = (*map(float, found.integers), *found.reals)
    return Literals(tuple(numbers), signs, thresholds, _compared(code, named))


def _compared(code: str, named: Named) -> dict[str, tuple[int, ...]]:
    known: dict[str, dict[int, None]] = {}
    forward = ((name, value) for name, value in _BEHIND.findall(code))
    backward = ((name, value) for value, name in _IN_FRONT.findall(code))
    for name, value in (*forward, *backward):
        values = named.get(value, ()) if not value.lstrip("-").isdigit() else (int(value),)
        whole = (int(number) for number in values if number == int(number))
        known.setdefault(name, {}).update(dict.fromkeys(whole))
    return {name: tuple(sorted(values)) for name, values in known.items() if values}
