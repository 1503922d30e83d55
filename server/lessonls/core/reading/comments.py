"""The comment above a function: what somebody wrote about what it does."""

import re

_MOST = 8000
"""Characters above a function that are looked at."""
_ABOVE = re.compile(
    r"(?:[ \t]*//[^\n]*\n|[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*(?:\n|\Z))+[ \t]*\n?[ \t]*\Z", re.DOTALL
)


def comment_above(before: str) -> str:
    """The comments that end the text before a function, with their marks; "" if there are none.
    At most one empty line may be between them and the function.
    """
    found = _ABOVE.search(before[-_MOST:])
    return "" if found is None else found[0].strip()
