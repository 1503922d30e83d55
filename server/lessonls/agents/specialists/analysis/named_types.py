"""Types that a file or its headers give a name of their own: `typedef float sample_t`."""

import re
from functools import lru_cache

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.views import squeezed
from lessonls.core.reading.syntax import text_of, walk

_MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)[ \t]+([a-z_\d ]+?)[ \t]*$", re.MULTILINE)
_DEEPEST = 4


def number_type(code: Code, kind: str) -> str:
    """The arithmetic type that a type's name stands for; empty where it is not known to be one."""
    names = _names(code.around.root) | _names(code.root)
    for _ in range(_DEEPEST):
        kind = names.get(kind, kind).removeprefix("std::")
    return kind if kind in NUMBERS else ""


@lru_cache(maxsize=64)
def _names(root: Node) -> dict[str, str]:
    found = {name: text for name, text in _MACRO.findall(text_of(root)) if text in NUMBERS}
    for node in walk(root):
        kind = node.child_by_field_name("type")
        if node.type in ("type_definition", "alias_declaration") and kind is not None:
            name = node.child_by_field_name("name") or node.child_by_field_name("declarator")
            if name is not None and name.type == "type_identifier":
                found[text_of(name)] = squeezed(kind)
    return found
