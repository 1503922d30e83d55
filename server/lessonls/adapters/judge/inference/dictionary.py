"""Numbers and signs that a function's own text has: what its inputs may be made of. Pure."""

from dataclasses import dataclass
from itertools import combinations_with_replacement

from lessonls.core.reading.constants import constants
from lessonls.core.reading.named_constants import NOTHING, Named
from lessonls.core.target import Language

_LARGEST = 1 << 16


@dataclass(frozen=True)
class Literals:
    """`numbers` from 2 on, with products of two of them; `signs` of strings and characters;
    `thresholds` are all numbers, also those with fractions.
    """

    numbers: tuple[int, ...] = ()
    signs: str = ""
    thresholds: tuple[float, ...] = ()


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
    return Literals(tuple(numbers), signs, (*map(float, found.integers), *found.reals))
