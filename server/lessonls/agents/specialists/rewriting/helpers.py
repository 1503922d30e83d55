"""Helpers and headers in front of the function."""

import re
from dataclasses import replace

from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, apply


def free_name(code: Code, name: str) -> str:
    """`name`, or `name` with a number where the function or its file has it already."""
    candidate, number = name, 2
    while re.search(rf"\b{candidate}\b", code.context) or candidate in code.names:
        candidate, number = f"{name}{number}", number + 1
    return candidate


def with_helper(code: Code, headers: tuple[str, ...], helper: str = "") -> Code:
    """The code after a helper function and the headers that the file does not include yet."""
    known = code.context + code.text
    lines = [f"#include <{name}>" for name in headers if f"<{name}>" not in known]
    more = lines and not code.text.startswith("#include")
    block = "".join(f"{line}\n" for line in lines) + ("\n" if more else "")
    text = block + (f"{helper}\n" if helper else "")
    place = code.function
    while (
        place is not None and place.parent is not None and place.parent.type != "translation_unit"
    ):
        place = place.parent
    at = place.start_byte if place is not None and helper else 0
    if not helper or not lines:
        return replace(code, text=apply(code.text, [Edit(at, at, text)]))
    edits = [Edit(0, 0, block), Edit(at, at, f"{helper}\n")]
    return replace(code, text=apply(code.text, edits))
