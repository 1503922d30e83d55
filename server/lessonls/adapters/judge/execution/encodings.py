"""Text whose characters take one to four bytes: UTF-8, as RFC 3629 defines it."""

import numpy as np

from lessonls.adapters.judge.execution.styles import Style
from lessonls_sandbox.wire import Column

_CHARACTERS = tuple(text.encode() for text in "ab09 zäßé€語あ😀𝄞")
_ONE_BYTE = 6
"""So many of them are ASCII."""


def utf_8(rng: np.random.Generator, count: int, style: Style) -> Column:
    """`count` bytes of well-formed text, often a single character where there are few; in the
    sparse style one of them may be any byte.
    """
    few = {Style.ZEROS: 1, Style.ONES: 1, Style.DUPLICATES: _ONE_BYTE + 1}
    known = _CHARACTERS[: few.get(style, len(_CHARACTERS))]
    alone = [one for one in known if len(one) == count]
    if alone and rng.random() < 0.5:
        text = alone[rng.integers(len(alone))]
    else:
        text = _cut([known[index] for index in rng.integers(0, len(known), count)], count)
    codes = np.frombuffer(text, np.uint8).view(np.int8).copy()
    if style is Style.SPARSE and count:
        codes[rng.integers(count)] = rng.integers(-128, 128)
    return codes


def _cut(characters: list[bytes], count: int) -> bytes:
    """The first `count` bytes, with ASCII where a character does not end within them."""
    text = b"".join(characters)
    whole = text[:count].decode("utf-8", "ignore").encode()
    return whole + _CHARACTERS[0] * (count - len(whole))
