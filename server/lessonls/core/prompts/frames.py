"""Frames around what others wrote: nothing inside can end its frame or look like ours."""

import re
from unicodedata import category

_BACKTICKS = re.compile(r"`{3,}")
# Marks that the templates of chats put between messages. A space behind the first character
# takes their meaning away, and changes no code but inside of strings.
_TEMPLATE = re.compile(
    r"<(?=[|｜]|/s>|/?(?:start|end)_of_turn>|/?SYS>>)"
    r"|\[(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS)\])"
)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def fenced(text: str, tag: str = "") -> str:
    """`text` in a fence that is longer than any inside it."""
    longest = max((len(found[0]) for found in _BACKTICKS.finditer(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{tag}\n{disarmed(text).rstrip()}\n{fence}"


def quoted(text: str, most: int) -> str:
    """`text` as one line that begins with `> `."""
    return f"> {one_line(text, most)}"


def one_line(text: str, most: int) -> str:
    """`text` as one paragraph of at most `most` characters that can all be seen."""
    visible = "".join(" " if category(c) in _INVISIBLE else c for c in text[: 4 * most])
    line = disarmed(" ".join(visible.split()))
    if len(line) <= most:
        return line
    return line[: most - 3].rsplit(maxsplit=1)[0] + "..."


def disarmed(text: str) -> str:
    """`text` without the marks that chat templates put between messages."""
    return _TEMPLATE.sub(lambda found: f"{found[0]} ", text)
