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


def field_type(code: Code, name: str) -> str:
    """The type of all fields of this name, if they have one: a number, or a pointer to numbers."""
    found = _fields(code.around.root).get(name, set[str]())
    return next(iter(found)) if len(found) == 1 and number_type(code, _bare(found)) else ""


def _bare(kinds: set[str]) -> str:
    return next(iter(kinds)).removeprefix("const ").removesuffix("*").strip()


@lru_cache(maxsize=16)
def _fields(root: Node) -> dict[str, set[str]]:
    """Of the structs in a text, the types of the fields by their names; an array is a pointer."""
    found: dict[str, set[str]] = {}
    for node in walk(root):
        kind = node.child_by_field_name("type")
        if node.type != "field_declaration" or kind is None:
            continue
        const = any(text_of(one) == "const" for one in node.named_children)
        for one in node.children_by_field_name("declarator"):
            inner = one.child_by_field_name("declarator")
            pointed = one.type in ("pointer_declarator", "array_declarator")
            name = inner if pointed and inner is not None else one
            text = f"{'const ' * const}{squeezed(kind)}{' *' * pointed}"
            plain = name.type == "field_identifier"
            found.setdefault(text_of(name), set()).add(text if plain else "")
    return found


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
