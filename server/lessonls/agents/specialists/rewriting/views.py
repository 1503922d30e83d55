"""Nodes of the syntax tree with named parts, the same for C and C++.

Each view has a function `of`, which gives None for a node of another kind.
"""

import re
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.rewriting.tree import statements, strip_parentheses
from lessonls.core.reading.syntax import text_of


def squeezed(node: Node) -> str:
    """The text of a node with single spaces."""
    return " ".join(text_of(node).split())


def plain_name(function: Node) -> str:
    """The name of a called function without `std::`, `::` and template arguments."""
    return re.sub(r"<.*>$", "", text_of(function)).removeprefix("::").removeprefix("std::")


def expression_of(node: Node | None) -> Node | None:
    """What a statement evaluates, and what brackets are around; None for other statements."""
    if node is not None and node.type == "expression_statement":
        node = next(iter(node.named_children), None)
    return strip_parentheses(node) if node is not None else None


@dataclass(frozen=True)
class Assign:
    """`target = value`, also by `+=` and the like; `x++` is `x += 1` without a node for the 1."""

    node: Node
    target: Node
    operator: str
    value: Node | None

    @staticmethod
    def of(node: Node | None) -> "Assign | None":
        node = expression_of(node)
        if node is not None and node.type == "update_expression":
            target, sign = (node.child_by_field_name(one) for one in ("argument", "operator"))
            return Assign(node, target, f"{text_of(sign)[0]}=", None) if target and sign else None
        if node is None or node.type != "assignment_expression":
            return None
        target, value = node.child_by_field_name("left"), node.child_by_field_name("right")
        sign = node.child_by_field_name("operator")
        return Assign(node, target, sign.type if sign else "=", value) if target and value else None

    @property
    def plain(self) -> bool:
        """Whether the value replaces what was there."""
        return self.operator == "=" and self.value is not None

    @property
    def counts(self) -> bool:
        """Whether it is `x++`, `x += 1` or `x = x + 1`."""
        place = squeezed(self.target)
        by_one = self.value is None or text_of(self.value) == "1"
        if self.operator == "=" and self.value is not None:
            return squeezed(self.value) in (f"{place} + 1", f"1 + {place}")
        return self.operator == "+=" and by_one


@dataclass(frozen=True)
class Binary:
    """`left operator right`, without the brackets around it."""

    node: Node
    left: Node
    operator: str
    right: Node

    @staticmethod
    def of(node: Node | None, *operators: str) -> "Binary | None":
        """The view; with `operators`, only where it is one of these."""
        node = strip_parentheses(node) if node is not None else None
        if node is None or node.type != "binary_expression":
            return None
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        sign = node.child_by_field_name("operator")
        known = sign is not None and (not operators or sign.type in operators)
        return Binary(node, left, sign.type, right) if left and right and sign and known else None


def conjuncts(node: Node, joint: str = "&&") -> list[Node]:
    """The tests that a condition joins by `&&`, or by another operator."""
    both = Binary.of(node, joint, "and" if joint == "&&" else "or")
    return [*conjuncts(both.left, joint), *conjuncts(both.right, joint)] if both else [node]


@dataclass(frozen=True)
class Call:
    """`name(arguments)` or `owner.method(arguments)`; comments among the arguments are left out."""

    node: Node
    function: Node
    listed: Node

    @staticmethod
    def of(node: Node | None) -> "Call | None":
        if node is None or node.type != "call_expression":
            return None
        function, listed = (node.child_by_field_name(one) for one in ("function", "arguments"))
        return Call(node, function, listed) if function and listed else None

    @property
    def arguments(self) -> list[Node]:
        return [one for one in self.listed.named_children if one.type != "comment"]

    @property
    def texts(self) -> list[str]:
        """The arguments with single spaces."""
        return [squeezed(one) for one in self.arguments]

    @property
    def name(self) -> str:
        """The plain name of a function; empty for a method."""
        return "" if self.function.type == "field_expression" else plain_name(self.function)

    @property
    def owner(self) -> Node | None:
        """What a method is called on."""
        is_method = self.function.type == "field_expression"
        return self.function.child_by_field_name("argument") if is_method else None

    @property
    def method(self) -> str:
        """The name of a method; empty for a function."""
        field = self.function.child_by_field_name("field")
        return text_of(field) if field is not None else ""

    @property
    def statement(self) -> Node | None:
        """The statement that is nothing but this call."""
        above = self.node.parent
        return above if above is not None and above.type == "expression_statement" else None


@dataclass(frozen=True)
class Subscript:
    """`base[index]`."""

    node: Node
    base: Node
    index: Node

    @staticmethod
    def of(node: Node | None) -> "Subscript | None":
        if node is None or node.type != "subscript_expression":
            return None
        base, listed = (node.child_by_field_name(one) for one in ("argument", "indices"))
        indices = listed.named_children if listed else [node.child_by_field_name("index")]
        index = indices[0] if len(indices) == 1 else None
        return Subscript(node, base, index) if base and index else None


@dataclass(frozen=True)
class Member:
    """`owner.name` or, with `arrow`, `owner->name`; `this->name` has the owner `this`."""

    node: Node
    owner: Node
    name: str
    arrow: bool

    @staticmethod
    def of(node: Node | None) -> "Member | None":
        if node is None or node.type != "field_expression":
            return None
        owner, name = (node.child_by_field_name(one) for one in ("argument", "field"))
        arrow = any(child.type == "->" for child in node.children)
        return Member(node, owner, text_of(name), arrow) if owner and name else None


@dataclass(frozen=True)
class If:
    """A branch. `condition` is without brackets; `otherwise` is None where there is no `else`."""

    node: Node
    condition: Node
    consequence: Node
    alternative: Node | None

    @staticmethod
    def of(node: Node | None) -> "If | None":
        """The view; None also where the condition declares something."""
        if node is None or node.type != "if_statement":
            return None
        condition = condition_of(node)
        then, other = (node.child_by_field_name(n) for n in ("consequence", "alternative"))
        if other is not None and other.type == "else_clause":
            other = other.named_children[-1]
        return If(node, condition, then, other) if condition and then else None

    @property
    def then(self) -> list[Node]:
        """The statements where the condition holds."""
        return statements(self.consequence)

    @property
    def otherwise(self) -> list[Node] | None:
        return statements(self.alternative) if self.alternative is not None else None


def condition_of(statement: Node) -> Node | None:
    """The condition of an `if` or `while` without its brackets; None where it declares."""
    clause = statement.child_by_field_name("condition")
    if clause is None or any("declaration" in part.type for part in clause.named_children):
        return None
    return strip_parentheses(clause.child_by_field_name("value") or clause)


@dataclass(frozen=True)
class For:
    """`for (start; condition; update) body` with all parts."""

    node: Node
    start: Node
    condition: Node
    update: Node
    body: Node

    @staticmethod
    def of(node: Node | None) -> "For | None":
        if node is None or node.type != "for_statement":
            return None
        start, condition, update, body = (
            node.child_by_field_name(one) for one in ("initializer", "condition", "update", "body")
        )
        if start is None or condition is None or update is None or body is None:
            return None
        return For(node, start, condition, update, body)


def top_level(text: str) -> list[str]:
    """The parts between the commas that are in no brackets: template arguments and the like."""
    parts, depth = [""], 0
    for character in text:
        depth += {"<": 1, "(": 1, ">": -1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


def brackets(loop: Node) -> tuple[int, int]:
    """The bytes of a loop's head, brackets included."""
    opening = next(child for child in loop.children if child.type == "(")
    closing = next(child for child in loop.children if child.type == ")")
    return opening.start_byte, closing.end_byte
