"""The functions of a target's file that call it."""

import re
from collections.abc import Sequence

from lessonls.core.reading.document import document
from lessonls.core.reading.functions import Function
from lessonls.core.reading.refusals import is_template
from lessonls.core.target import Target


def callers(target: Target) -> Sequence[Target]:
    """Those that are no templates, the shortest first: the less they do besides, the better."""
    if target.template is not None or "<" in target.qualified_name:
        return ()
    text = target.before + target.code + target.after
    found = document(text, target.language, target.preprocessing)
    call = re.compile(rf"\b{re.escape(target.name)}\s*\(")
    calling = list[Target]()
    for read in found.outline.functions:
        start = found.character(read.item.outer.start_byte)
        end = found.character(read.item.outer.end_byte)
        if start == target.start or is_template(read) or read.name == "main":
            continue
        path = (*found.opened_by_macros(read.item.outer.start_byte), *read.path)
        one = _as(target, read, text, start, end, "::".join(path))
        if call.search(one.code.partition("{")[2]):
            calling.append(one)
    return sorted(calling, key=lambda one: len(one.code))


def _as(target: Target, read: Function, text: str, start: int, end: int, name: str) -> Target:
    """Another function of the same file as the target."""
    return target.model_copy(
        update={
            "name": read.name,
            "qualified_name": name,
            "returns": read.returns,
            "parameters": read.parameters,
            "code": text[start:end],
            "before": text[:start],
            "after": text[end:],
            "start": start,
            "line": read.line,
        }
    )
