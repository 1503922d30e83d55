"""What has to hold of the holes of a pattern before a rule applies, by name.

Each gives the match again, perhaps with further holes, or None where it does not hold.
"""

from collections.abc import Callable

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS
from lessonls.agents.specialists.analysis.conditions import is_plain
from lessonls.agents.specialists.analysis.loops import changed_names
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.analysis.term_types import element, floating, integral
from lessonls.agents.specialists.analysis.terms import term_of
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.patterns import Match, Pattern
from lessonls.agents.specialists.rewriting.tree import LOOPS, ancestors, inside, names_in
from lessonls.core.reading.syntax import text_of

Precondition = Callable[[Code, Match], Match | None]


def holds(test: Callable[[Code, Match], bool]) -> Precondition:
    """A precondition from a test."""
    return lambda code, match: match if test(code, match) else None


def each(holes: tuple[str, ...], test: Callable[[Code, Node], bool]) -> Precondition:
    """A test that all nodes in some holes have to pass."""
    return holds(
        lambda code, match: all(test(code, one) for hole in holes for one in match.holes[hole])
    )


def fits(hole: str, *texts: str) -> Precondition:
    """What is in the hole is itself of one of these patterns, whose holes are added."""
    pattern = Pattern(*texts)

    def check(code: Code, match: Match) -> Match | None:
        found = pattern.match(match.at(hole), code.language, match.holes)
        return Match(match.node, found.holes) if found is not None else None

    return check


def one_of(hole: str, *words: str) -> Precondition:
    """The text in the hole is one of these."""
    return holds(lambda _, match: match[hole] in words)


def pure(*holes: str) -> Precondition:
    """Evaluating it has no effect, and depends on nothing but what it names."""
    return each(holes, lambda _, node: is_plain(node))


def declared(node: Node) -> Declaration | None:
    """The declaration of a variable; None for any other expression."""
    return lookup(text_of(node), node) if node.type == "identifier" else None


def _is_integer_variable(_: Code, node: Node) -> bool:
    found = declared(node)
    return found is not None and not found.shape.dims and found.shape.element in INTEGERS


def integer_variable(*holes: str) -> Precondition:
    """It is a variable of an integer type."""
    return each(holes, _is_integer_variable)


def integer(*holes: str) -> Precondition:
    """It is certainly of an integer type."""
    return each(holes, lambda code, node: integral(term_of(code, node, {}), node))


def of_type(test: Callable[[str], bool], *holes: str) -> Precondition:
    """It is a variable or an element of a type that passes the test."""
    return each(holes, lambda code, node: test(element(term_of(code, node, {}), node)))


def real(*holes: str) -> Precondition:
    """It is certainly of a floating-point type."""
    return each(holes, lambda code, node: bool(floating(term_of(code, node, {}), node)))


def in_loop() -> Precondition:
    """It is in a loop."""
    return holds(lambda _, match: any(one.type in LOOPS for one in ancestors(match.node)))


def loop_of(node: Node) -> Node | None:
    """The loop that a node is, or the one nearest around it."""
    return next((one for one in (node, *ancestors(node)) if one.type in LOOPS), None)


def invariant(*holes: str) -> Precondition:
    """In all iterations of the nearest loop it is the same: nothing in it is declared, assigned or
    stored to there.
    """

    def check(code: Code, match: Match) -> bool:
        loop = loop_of(match.node)
        if loop is None:
            return False
        effects = effects_of(code, loop)
        varying = {*changed_names(loop), *effects.written}
        for node in (one for hole in holes for one in match.holes[hole]):
            found = [lookup(name, node) for name in names_in(node)]
            local = any(one is not None and inside(one.node, loop) for one in found)
            if local or names_in(node) & varying or not is_plain(node):
                return False
        return not effects.opaque

    return holds(check)


def unchanged(*holes: str) -> Precondition:
    """No variable in it is assigned in what the pattern covers."""
    return holds(
        lambda _, match: not {name for hole in holes for one in match.holes[hole]
                              for name in names_in(one)} & changed_names(match.node)
    )  # fmt: skip


def ends_with(hole: str, *types: str) -> Precondition:
    """The last of the statements in the hole is of one of these types."""
    return holds(lambda _, match: bool(match.holes[hole]) and match.holes[hole][-1].type in types)
