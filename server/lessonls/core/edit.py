"""Putting a rewrite in the place of the function it rewrites."""

from lessonls.core.errors import InputError
from lessonls.core.target import Target


def fitted(target: Target, code: str) -> str:
    """`code` with the line endings of the target's function."""
    sample = target.code if "\n" in target.code else target.before + target.after
    ending = "\r\n" if "\r\n" in sample else "\n"
    return ending.join(code.replace("\r\n", "\n").split("\n"))


def replace_function(text: str, target: Target, code: str) -> str:
    """`text`, the target's file as it is now, with `code` in the place of the function.

    Raises InputError when the function is not there any more as it was when the run
    began; changes elsewhere in the file do not matter.
    """
    old, start = target.code, target.start
    if text[start : start + len(old)] != old:
        if text.count(old) != 1:
            raise InputError(
                f"{target.path} was not changed: {target.qualified_name} is not the same as "
                "when the run began."
            )
        start = text.index(old)
    return text[:start] + fitted(target, code) + text[start + len(old) :]
