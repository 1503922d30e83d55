"""Headers that are a whole library: their functions are there where a source asks for them."""

import re

_ASKED = re.compile(
    r"^[ \t]*#[ \t]*if(?:def[ \t]+|[ \t]+defined[ \t]*\(?[ \t]*)(\w*IMPLEMENTATION\w*|\w+_IMPL)\b",
    re.MULTILINE,
)


def implementation_macros(text: str) -> tuple[str, ...]:
    """The macros that a source defines before it includes the header, to have its functions, such
    as `INI_IMPLEMENTATION`.
    """
    return tuple(dict.fromkeys(_ASKED.findall(text)))
