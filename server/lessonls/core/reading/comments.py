"""The comment above a function: what somebody wrote about what it does."""

import re

from lessonls.core.target import Target

_MOST = 8000
"""Characters above a function that are looked at."""
_ABOVE = re.compile(
    r"(?:[ \t]*//[^\n]*\n|[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*(?:\n|\Z))+[ \t]*\n?[ \t]*\Z", re.DOTALL
)


def with_comment(target: Target) -> str:
    """A stub with the comments that say what it does, wherever these are."""
    above = comment_above(target.before)
    code = f"{above}\n{target.code}" if above else target.code
    lines = (line.strip() for line in target.description.splitlines())
    if all(line in code for line in lines):
        return code
    said = target.description.replace("*/", "* /").replace("\n", "\n   ")
    return f"/* {said} */\n{code}"


def comment_above(before: str) -> str:
    """The comments that end the text before a function, with their marks; "" if there are none.
    At most one empty line may be between them and the function.
    """
    found = _ABOVE.search(before[-_MOST:])
    return "" if found is None else found[0].strip()
