"""Maps and sets that are asked for keys only, hashed; and each key looked up once."""

import re
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import FLOATS, INTEGERS
from lessonls.agents.specialists.analysis.shapes import declarations
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import drop_line, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.core.reading.syntax import text_of

_ORDERED = re.compile(r"(std::)?(map|set)<(.*)>", re.DOTALL)
_METHODS = {"find", "count", "contains", "insert", "emplace", "size", "empty", "end", "at",
            "try_emplace", "insert_or_assign", "clear"}  # fmt: skip


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    code = _once(code)
    edits = [
        replace(kind, hashed)
        for node in code.nodes("declaration")
        if (kind := node.child_by_field_name("type")) is not None
        and (hashed := _hashed(code, node, kind)) is not None
    ]
    headers = {"unordered_map" if "map<" in edit.text else "unordered_set" for edit in edits}
    return with_helper(code.edited(*edits), tuple(sorted(headers))) if edits else code


HASHED = Pass(
    "hashed lookups",
    "looking keys up once and by their hash",
    "because no tree is walked and compared along",
    _run,
)


def _hashed(code: Code, node: Node, kind: Node) -> str | None:
    """The unordered type, where nobody asks for the order."""
    found = ordered(code, node, kind)
    asked = found is not None and all(asks(use) for use in found.uses)
    return found.hashed if found is not None and asked else None


@dataclass(frozen=True)
class Ordered:
    """A local map or set whose keys can be hashed, with its template arguments and uses."""

    prefix: str
    kind: str
    arguments: tuple[str, ...]
    uses: tuple[Node, ...]

    @property
    def hashed(self) -> str:
        return f"{self.prefix}unordered_{self.kind}<{', '.join(self.arguments)}>"


def ordered(code: Code, node: Node, kind: Node) -> Ordered | None:
    """The map or set that a declaration makes, empty, and by the usual order."""
    match = _ORDERED.fullmatch(text_of(kind))
    found = list(declarations(node))
    if match is None or len(found) != 1 or found[0].init is not None or found[0].shape.reference:
        return None
    arguments = _arguments(match[3])
    key = arguments[0].removeprefix("std::")
    hashable = key in INTEGERS or key in FLOATS or key in ("string", "bool", "string_view")
    if not hashable or len(arguments) != (2 if match[2] == "map" else 1):
        return None
    named = [one for one in code.nodes("identifier") if text_of(one) == found[0].name]
    uses = tuple(use for use in named if not inside(use, node))
    scope = node.parent
    if scope is None or not all(inside(use, scope) for use in uses):
        return None
    return Ordered(match[1] or "", match[2], tuple(arguments), uses)


def _arguments(text: str) -> list[str]:
    """The template arguments at the top level."""
    parts, depth = [""], 0
    for sign in text:
        depth += {"<": 1, "(": 1, ">": -1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def asks(use: Node) -> bool:
    """Whether the use asks for a key, or changes what it stands for."""
    above = use.parent
    if above is None:
        return False
    if above.type == "subscript_expression":
        return above.child_by_field_name("argument") == use
    method = above.child_by_field_name("field") if above.type == "field_expression" else None
    return method is not None and text_of(method) in _METHODS


_ABSENT = r"(\w+)\.(?:count\((?P<a>.+?)\) == 0|find\((?P<b>.+?)\) == \1\.end\(\))"
_FIRST = re.compile(rf"if \((?:{_ABSENT})\) \{{? ?(.*?;)(?: \}})?(?: else \{{? ?(.*?;)(?: \}})?)?")


def _once(code: Code) -> Code:
    """`if (m.count(k) == 0) m[k] = 0; m[k] = m[k] + 1;` as `m[k] += 1;`."""
    edits = [
        replace(node, text)
        for node in code.nodes("if_statement")
        if (text := _counting(" ".join(text_of(node).split()))) is not None
    ]
    code = code.edited(*edits)
    zeros = [node for node in code.nodes("if_statement") if _needless(node)]
    code = code.edited(*(drop_line(code.text, node) for node in zeros))
    return code.edited(
        *(
            replace(node, f"{match[1]} += {match[2]}")
            for node in code.nodes("assignment_expression")
            if (match := re.fullmatch(r"(\w+\[.+?\]) = \1 \+ (\w+)", text_of(node))) is not None
            and node.parent is not None
            and node.parent.type == "expression_statement"
        )
    )


def _counting(text: str) -> str | None:
    match = _FIRST.fullmatch(text)
    if match is None or not match[5]:
        return None
    place = f"{match[1]}[{match['a'] or match['b']}]"
    start = re.fullmatch(rf"{re.escape(place)} = (\d+);", match[4])
    if start is None:
        return None
    more = (f"{place} = {place} + {start[1]};", f"{place} += {start[1]};")
    one = (f"{place}++;", f"++{place};") if start[1] == "1" else ()
    return f"{place} += {start[1]};" if match[5] in (*more, *one) else None


def _needless(node: Node) -> bool:
    """Whether a missing key is set to zero just before it is used, which `[]` does itself."""
    match = _FIRST.fullmatch(" ".join(text_of(node).split()))
    following = node.next_named_sibling
    if match is None or match[5] or following is None:
        return False
    place = f"{match[1]}[{match['a'] or match['b']}]"
    zero = re.fullmatch(rf"{re.escape(place)} = 0(?:\.0*f?)?;", match[4])
    return (
        zero is not None
        and re.match(rf"(?:\+\+)?{re.escape(place)}(?:\+\+;| [+-]?= )", text_of(following))
        is not None
    )
