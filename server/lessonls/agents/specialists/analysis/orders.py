"""Comparisons that sort: the key that they look at first, and whether they look at more."""

import re
from dataclasses import dataclass, replace

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import substituted
from lessonls.agents.specialists.analysis.conditions import is_plain
from lessonls.agents.specialists.analysis.shapes import parameters
from lessonls.agents.specialists.rewriting.tree import name_of, statements, strip_parentheses
from lessonls.agents.specialists.rewriting.views import Binary, If, squeezed
from lessonls.core.reading.syntax import text_of, walk

_TIED = re.compile(r"(?:std::)?(?:tie|make_pair|make_tuple|pair|tuple)\((.+)\)")


@dataclass(frozen=True)
class Order:
    """`key` of an element called `name` decides first: the smaller is in front, or the larger.

    `further` says that equal keys are compared by something else; `sides` are what computes both
    keys.
    """

    name: str
    key: str
    falls: bool
    further: bool
    sides: tuple[Node, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether keys are computed without calls of functions that are not known."""
        return all(is_plain(side) for side in self.sides)


def order_of(function: Node) -> Order | None:
    """The order by which a lambda or a function compares two elements."""
    names = [one.name for one in parameters(function)]
    body = function.child_by_field_name("body")
    found = statements(body) if body is not None else []
    if len(names) != 2 or not found:
        return None
    values: dict[str, str] = {}
    while found and found[0].type == "declaration":
        if not _kept(found.pop(0), values):
            return None
    first = found[0] if found else None
    if first is None:
        return None
    if first.type == "return_statement" and first.named_children:
        return _returned(strip_parentheses(first.named_children[0]), names, values)
    return _branched(first, names, values) if first.type == "if_statement" else None


def _kept(declaration: Node, values: dict[str, str]) -> bool:
    """Notes the values of constants; whether all of them are plain."""
    for one in declaration.children_by_field_name("declarator"):
        name, value = one.child_by_field_name("declarator"), one.child_by_field_name("value")
        if name is None or value is None or not is_plain(value) or name.type != "identifier":
            return False
        values[text_of(name)] = f"({substituted(text_of(value), values)})"
    return True


def _returned(node: Node, names: list[str], values: dict[str, str]) -> Order | None:
    if node.type == "conditional_expression":
        condition, yes, no = (
            node.child_by_field_name(one) for one in ("condition", "consequence", "alternative")
        )
        if condition is None or yes is None:
            return None
        return _decided(condition, yes, no, names, values)
    both = Binary.of(node)
    if both is None:
        return None
    if both.operator in ("||", "or"):
        return compared(strip_parentheses(both.left), names, values, further=True)
    tied = [_TIED.fullmatch(squeezed(one)) for one in (both.left, both.right)]
    if both.operator in ("<", ">") and tied[0] is not None and tied[1] is not None:
        one, other = (match[1].split(", ")[0] for match in tied if match is not None)
        return _order(one, other, both.operator, names, further=True)
    return compared(node, names, values)


def _branched(first: Node, names: list[str], values: dict[str, str]) -> Order | None:
    """`if (a.x != b.x) return a.x < b.x; …`, `if (a.x < b.x) return true; …`."""
    branch = If.of(first)
    yes = branch.then if branch is not None else []
    only = yes[0].named_children if len(yes) == 1 and yes[0].type == "return_statement" else []
    if branch is None or not only:
        return None
    if text_of(only[0]) in ("true", "1"):
        return compared(branch.condition, names, values, further=True)
    return _decided(branch.condition, only[0], None, names, values)


def _decided(
    condition: Node, yes: Node, no: Node | None, names: list[str], values: dict[str, str]
) -> Order | None:
    """The order of `K(a) != K(b) ? K(a) < K(b) : …`, or with `==` and the branches swapped."""
    asked = Binary.of(condition, "==", "!=")
    decides = None if asked is None else yes if asked.operator == "!=" else no
    if asked is None or decides is None:
        return None
    found = compared(strip_parentheses(decides), names, values, further=True)
    sides = {substituted(text_of(one), values) for one in (asked.left, asked.right)}
    if found is None:
        return None
    other = next(name for name in names if name != found.name)
    return found if sides == {found.key, substituted(found.key, {found.name: other})} else None


def compared(
    node: Node, names: list[str], values: dict[str, str], *, further: bool = False
) -> Order | None:
    """The order of `K(a) < K(b)` or `K(a) > K(b)`."""
    both = Binary.of(node, "<", ">")
    if both is None:
        return None
    one, other = (substituted(text_of(side), values) for side in (both.left, both.right))
    found = _order(one, other, both.operator, names, further=further)
    return replace(found, sides=(both.left, both.right)) if found is not None else None


def _order(one: str, other: str, sign: str, names: list[str], *, further: bool) -> Order | None:
    first = next((name for name in names if re.search(rf"\b{name}\b", one)), "")
    second = next((name for name in names if name != first), "")
    if not first or re.search(rf"\b{second}\b", one) or re.search(rf"\b{first}\b", other):
        return None
    if substituted(one, {first: second}) != other:
        return None
    return Order(first, one, (sign == "<") != (first == names[0]), further)


def definition_of(name: str, root: Node) -> Node | None:
    """The function of this name in a file."""
    functions = (node for node in walk(root) if node.type == "function_definition")
    return next((node for node in functions if name_of(node) == name), None)
