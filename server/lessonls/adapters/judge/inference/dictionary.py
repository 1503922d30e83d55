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
_ASKED = re.compile(r"\bswitch\s*\(\s*(?:\w+(?:\.|->))*(\w+)\s*\)|\b(\w+)\s*&(?!&)")
_CASE = re.compile(r"\bcase\s+(-?[A-Za-z_0-9]+)\s*:(?!:)")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_MASK = r"(?<![&%])([&%])\s*(0[xX][0-9a-fA-F]+|[1-9]\d*)\b(?!\.)"
_MOST_MODES, _LEAST_TABLE = 32, 8
_IN_FRONT = re.compile(rf"(?<![\w.>])(-?[A-Za-z_0-9]+){_COMPARES}([A-Za-z_]\w*)\b")


@dataclass(frozen=True)
class Literals:
    """`numbers` from 2 on, with products of two of them; `signs` of strings and characters;
    `thresholds` are all numbers, also those with fractions; `compared` are the integers that a name
    is compared with, and `modes` those of a name that the function asks nothing else of than which
    of some it equals; `asked` are names that are compared, switched over or tested for bits.
    `tables` are the lengths of lists that a mask or a remainder is an index of, by their names;
    under “” those of which the name is not known.
    """

    numbers: tuple[int, ...] = ()
    signs: str = ""
    thresholds: tuple[float, ...] = ()
    compared: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    modes: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    asked: frozenset[str] = frozenset()
    tables: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])


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
    compared = _compared(code, named)
    modes, tables = _modes(code, named, compared), _tables(f"{code}\n{helpers}")
    asked = frozenset([*compared, *(name for pair in _ASKED.findall(code) for name in pair)])
    return Literals(tuple(numbers), signs, thresholds, compared, modes, asked, tables)


def _tables(code: str) -> dict[str, tuple[int, ...]]:
    """256 for `& 0xff`, and for `% 256`; also for the list that has it as an index."""
    plain = _COMMENT.sub(" ", code)
    found: dict[str, set[int]] = {"": set()}
    for name, operator, digits in [
        *(("", *both) for both in re.findall(_MASK, plain)),
        *re.findall(rf"\b([A-Za-z_]\w*)\s*\[[^\[\]]*?{_MASK}\s*\)?\s*\]", plain),
    ]:
        number = int(digits, 0) + (operator == "&")
        if _LEAST_TABLE <= number <= _LARGEST and (operator == "%" or number & (number - 1) == 0):
            found.setdefault(name, set()).add(number)
    return {name: tuple(sorted(numbers)) for name, numbers in found.items()}


def _compared(code: str, named: Named) -> dict[str, tuple[int, ...]]:
    known: dict[str, dict[int, None]] = {}
    forward = ((name, value) for name, value in _BEHIND.findall(code))
    backward = ((name, value) for value, name in _IN_FRONT.findall(code))
    for name, value in (*forward, *backward):
        known.setdefault(name, {}).update(dict.fromkeys(_worth(value, named)))
    return {name: tuple(sorted(values)) for name, values in known.items() if values}


def _worth(value: str, named: Named) -> list[int]:
    """The integers that a literal, or a constant by name, may be."""
    values = named.get(value, ()) if not value.lstrip("-").isdigit() else (int(value),)
    return [int(number) for number in values if number == int(number)]


def _modes(
    code: str, named: Named, compared: Mapping[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    """Names of which every use is a comparison for equality with a constant, or a switch."""
    body = _COMMENT.sub(" ", code.partition("{")[2])
    labels = [value for label in _CASE.findall(body) for value in _worth(label, named)]
    switched = dict.fromkeys(re.findall(r"\bswitch\s*\(\s*([A-Za-z_]\w*)\s*\)", body))
    found: dict[str, tuple[int, ...]] = {}
    for name in (*compared, *switched):
        asked = rf"\b{name}\s*[!=]=|[!=]=\s*{name}\b(?!\s*[\[(.])|\bswitch\s*\(\s*{name}\s*\)"
        if len(re.findall(asked, body)) == len(re.findall(rf"\b{name}\b", body)):
            values = {*compared.get(name, ()), *(labels if name in switched else ())}
            if 1 < len(values) <= _MOST_MODES:
                found[name] = tuple(sorted(values))
    return found
