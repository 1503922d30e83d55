"""Loop bodies that only count: which places grow, by how much, and under which conditions."""

from dataclasses import dataclass, field

from tree_sitter import Node

from lessonls.agents.specialists.analysis.conditions import (
    always_touched,
    are_disjoint,
    declares_plainly,
    is_plain,
    of_numbers,
    touched,
    without_branches,
)
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import strip_parentheses
from lessonls.agents.specialists.rewriting.views import Assign, Binary, If
from lessonls.core.reading.syntax import text_of


@dataclass(frozen=True)
class Tally:
    """Where all `guards` hold, `place` grows by `amount` (with its sign)."""

    place: Node
    guards: tuple[str, ...]
    sign: str
    amount: str


@dataclass
class Counting:
    """What a loop's body counts; `flags` are the conditions with their names, in order."""

    code: Code
    variable: str
    kept: list[str] = field(default_factory=list[str])
    flags: dict[str, str] = field(default_factory=dict[str, str])
    tallies: list[Tally] = field(default_factory=list[Tally])
    certain: frozenset[str] = frozenset()
    conditions: dict[str, Node] = field(default_factory=dict[str, Node])

    def read(self, nodes: list[Node], path: tuple[str, ...]) -> bool:
        """Whether everything was understood."""
        for at, node in enumerate(nodes):
            if node.type == "if_statement":
                rest = self._branch(node, path, nodes[at + 1 :])
                if rest is not None:
                    return rest
            elif node.type == "expression_statement" and node.named_children:
                if not self._count(strip_parentheses(node.named_children[0]), path):
                    return False
            elif declares_plainly(node) and not path and not self.flags:
                self.kept.append(text_of(node))
                self.certain |= touched(node)
            else:
                return False
        return True

    def _branch(self, node: Node, path: tuple[str, ...], rest: list[Node]) -> bool | None:
        """None when the statements after the `if` are to be read as they are."""
        branch = If.of(node)
        if branch is None or not is_plain(branch.condition):
            return False
        condition, yes, no = branch.condition, branch.then, branch.otherwise
        if not of_numbers(self.code, condition):
            return False
        if not self.flags:
            self.certain |= always_touched(condition)
        if not all(
            one in self.certain or one.endswith(f"[{self.variable}]") for one in touched(condition)
        ):
            return False
        name = self.code.fresh(f"in{len(self.flags)}")
        needed = [one for one in path if not self._excluded(one, condition)]
        self.flags[name] = " & ".join([*needed, without_branches(self.code, condition)])
        self.conditions[name] = condition
        goes_on = bool(yes) and yes[-1].type == "continue_statement"
        if not self.read(yes[:-1] if goes_on else yes, (name,)):
            return False
        if no is not None and not self.read(no, (*path, f"!{name}")):
            return False
        return self.read(rest, (*path, f"!{name}")) if goes_on else None

    def _excluded(self, guard: str, condition: Node) -> bool:
        """Whether the guard is the opposite of a flag that cannot hold with the condition."""
        other = self.conditions.get(guard[1:]) if guard.startswith("!") else None
        return other is not None and are_disjoint(other, condition)

    def _count(self, node: Node, path: tuple[str, ...]) -> bool:
        found = _step(node)
        if found is not None:
            self.tallies.append(Tally(found[0], path, found[1], found[2]))
        return found is not None


def _step(node: Node) -> tuple[Node, str, str] | None:
    """The place, the sign and the integer of `n++`, `n += 2`, `n = n + 1`."""
    found = Assign.of(node)
    if found is None:
        return None
    operator, value = found.operator, found.value
    inner = Binary.of(value) if found.plain else None
    if inner is not None and text_of(inner.left) == text_of(found.target):
        operator, value = f"{inner.operator}=", inner.right
    amount = text_of(value) if value is not None else "1"
    known = operator in ("+=", "-=") and amount.isdigit()
    return (found.target, operator[0], amount) if known else None
