"""Maps and sets that are asked for keys only, hashed; and each key looked up once."""

import re
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.analysis.shapes import declarations, lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import drop_line, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.agents.specialists.rewriting.views import Assign, Member, Subscript, top_level
from lessonls.core.reading.syntax import text_of

_ORDERED = re.compile(r"(std::)?(map|set)<(.*)>", re.DOTALL)
_METHODS = {"find", "count", "contains", "insert", "emplace", "size", "empty", "end", "at",
            "try_emplace", "insert_or_assign", "clear"}  # fmt: skip
_ABSENT = ("$m.count($k) == 0", "$m.find($k) == $m.end()")
_FIRST = Pattern(
    *(f"if ({absent}) $m[$k] = $start; else $m[$k] += $start;" for absent in _ABSENT),
    *(f"if ({absent}) $m[$k] = 1; else $m[$k]++;" for absent in _ABSENT),
)
_ZERO = Pattern(
    *(f"if ({absent}) $m[$k] = {zero};" for absent in _ABSENT for zero in ("0", "0.0", "0.0f"))
)
_USED = Pattern("$m[$k]++;", "$m[$k] += $e;", "$m[$k] -= $e;", "$m[$k] = $e;")
_SUMMED = Pattern("$m[$k] += $e;")


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
    "because hashing avoids the key comparisons of a tree walk",
    _run,
    example=Example(
        """\
int f(const std::vector<int> &v) {
    std::unordered_map<int, int> n; for (int e : v) {
        if (n.count(e) == 0) n[e] = 0;
        n[e]++; } return n.size();
}
""",
        """\
int f(const std::vector<int> &v) {
    std::unordered_map<int, int> n; for (int e : v) {
        n[e]++; } return n.size();
}
""",
    ),
)


def _hashed(code: Code, node: Node, kind: Node) -> str | None:
    """The unordered type, where nobody asks for the order."""
    found = ordered(code, node, kind)
    return found.hashed if found is not None and all(map(asks, found.uses)) else None


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
    arguments = top_level(match[3])
    key = arguments[0].removeprefix("std::")
    hashable = key in NUMBERS or key in ("string", "bool", "string_view")
    if not hashable or len(arguments) != (2 if match[2] == "map" else 1):
        return None
    uses = tuple(use for use in code.uses(found[0].name) if not inside(use, node))
    if node.parent is None or not all(inside(use, node.parent) for use in uses):
        return None
    return Ordered(match[1] or "", match[2], tuple(arguments), uses)


def asks(use: Node) -> bool:
    """Whether the use asks for a key, or changes what it stands for."""
    above, member = use.parent, Member.of(use.parent)
    if above is not None and above.type == "subscript_expression":
        return above.child_by_field_name("argument") == use
    return member is not None and member.name in _METHODS


def _once(code: Code) -> Code:
    """`if (m.count(k) == 0) m[k] = 0; m[k] = m[k] + 1;` as `m[k] += 1;`."""
    counted = [m for one in code.nodes("if_statement") if (m := _FIRST.match(one)) is not None]
    code = code.edited(
        *(
            replace(one.node, f"{one['m']}[{one['k']}] += {one.texts.get('start', '1')};")
            for one in counted
        )
    )
    zeros = [node for node in code.nodes("if_statement") if _needless(node)]
    code = code.edited(*(drop_line(code.text, node) for node in zeros))
    found = [(one, _SUMMED.match(one)) for one in code.nodes("expression_statement")]
    sums = [match for one, match in found if match is not None and _is_written_out(one)]
    return code.edited(*(replace(one.node, one.filled("$m[$k] += $e;")) for one in sums))


def _is_written_out(statement: Node) -> bool:
    """Whether a sum is `m[k] = m[k] + e` of a map."""
    found = Assign.of(statement)
    place = Subscript.of(found.target) if found is not None and found.plain else None
    owner = lookup(text_of(place.base), statement) if place is not None else None
    return owner is not None and "map<" in owner.shape.element


def _needless(node: Node) -> bool:
    """Whether a missing key is set to zero just before it is used, which `[]` does itself."""
    match, following = _ZERO.match(node), node.next_named_sibling
    known = {one: match.holes[one] for one in ("m", "k")} if match is not None else {}
    return match is not None and _USED.match(following, known=known) is not None
