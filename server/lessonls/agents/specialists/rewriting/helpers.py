"""Functions and headers in front of the one that is rewritten."""

import re
from dataclasses import dataclass, replace

from tree_sitter import Node

from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, apply, indent_unit
from lessonls.agents.specialists.rewriting.edits import replace as replaced
from lessonls.agents.specialists.rewriting.templates import filled
from lessonls.agents.specialists.rewriting.tree import name_of
from lessonls.core.reading.syntax import parse, text_of


@dataclass(frozen=True)
class Helper:
    """A function that a rewrite puts in front of the one that calls it.

    The text has `$name` and further holes, `threaded` is the same function with its work on all
    cores. A text that is in the code already is recognized by comparing all of it.
    """

    name: str
    text: str
    headers: tuple[str, ...] = ()
    threaded: str = ""

    def fresh(self, code: Code) -> str:
        """The helper's name, or that with a number where it is taken."""
        return free_name(code, self.name)

    def put(self, code: Code, name: str, **values: object) -> Code:
        """The code after the helper and the headers that it needs."""
        text = filled(self.text, indent_unit(code.text), name=name, **values)
        return with_helper(code, self.headers, f"{text}\n")

    def found(self, code: Code) -> "tuple[str, Node] | None":
        """Its name in the code, and its definition; None where it is not there as it was put."""
        for function in code.functions[:-1]:
            name, whole = name_of(function), _with_template(function)
            mine = filled(self.text, indent_unit(code.text), name=name)
            last = parse(mine, code.language).root_node.named_children[-1]
            if _bare(text_of(last)) == _bare(text_of(whole)):
                return name, whole
        return None

    def shared_out(self, code: Code) -> Code | None:
        """The code with the helper's work on all cores; None where the helper is not in it."""
        found = self.found(code)
        if found is None:
            return None
        name, whole = found
        text = filled(self.threaded, indent_unit(code.text), name=name)
        last = parse(text, code.language).root_node.named_children[-1]
        return code.edited(replaced(whole, text_of(last)))


def _with_template(function: Node) -> Node:
    outer = function.parent
    return outer if outer is not None and outer.type == "template_declaration" else function


def _bare(text: str) -> str:
    return "".join(text.split())


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
