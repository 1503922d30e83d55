"""Which of several rewrites in one file a compiler or linker complains of."""

import re
from itertools import accumulate

FIRST_LINE = "#line 1\n"
"""From there on compilers count the lines of a file with a dispatcher."""
_MARK = "/* lessonls: rewrite {} */\n"
_MARKED = re.compile(re.escape(_MARK.strip()).replace(r"\{\}", r"(\d+)"))
_LINKED = re.compile(r"in function `[^'\n]*\blessonls_rewrite(?:_(\d+))?\b")


def marked(number: int, text: str) -> str:
    """The text of the rewrite of that number, so that it is found again."""
    return _MARK.format(number) + text


def complained_of(file: str, text: str, said: str) -> frozenset[int]:
    """The numbers of the rewrites in the `text` of a file of that name in which errors are that a
    build has `said`; none where that cannot be told.
    """
    error = r"(?:\d+:)? *(?:(?:fatal )?error:|required from|undefined reference)"
    lines = re.findall(rf"(?m)^(?:.*[/ :])?{re.escape(file)}:(\d+):{error}", said)
    numbers = _numbers(text)
    here = {numbers[int(line) - 1] for line in lines if 0 < int(line) <= len(numbers)}
    linked = {int(number or 1) for number in _LINKED.findall(said)}
    return frozenset(here | linked) - {0}


def _numbers(text: str) -> list[int]:
    """Of each line the number of the rewrite that it belongs to, 0 in front of the first one."""
    lines = text.partition(FIRST_LINE)[2].split("\n")
    found = ((match := _MARKED.search(line)) and int(match[1]) for line in lines)
    return list(accumulate((one or 0 for one in found), lambda before, one: one or before))
