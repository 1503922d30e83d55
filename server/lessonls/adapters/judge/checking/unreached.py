"""What never happened while the baseline ran: lines that no input reached, and conditions that
always came out alike. Pure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.adapters.judge.build import CoverageMap
from lessonls.adapters.judge.execution import Outcome
from lessonls.core.reading.constants import constants
from lessonls.core.reading.syntax import parse, text_of, walk
from lessonls.core.target import Language, Target
from lessonls.core.unreached import condition, spans

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_MOST = 4
_LESS, _EQUAL, _GREATER = Outcome.LESS, Outcome.EQUAL, Outcome.GREATER
_TRUE = {
    "<": {_LESS},
    "<=": {_LESS, _EQUAL},
    ">": {_GREATER},
    ">=": {_GREATER, _EQUAL},
    "==": {_EQUAL},
    "!=": {_LESS, _GREATER},
}
_ORDERS = {_LESS, _EQUAL, _GREATER}
_SHIFTED = {("<", -1): "<=", (">=", -1): ">", ("<=", 1): "<", (">", 1): ">="}
"""What compilers make of a comparison with another constant."""


@dataclass(frozen=True)
class Seen:
    """What is known of a run: blocks of the target that were reached, what each of its comparisons
    came to, and with which constant.
    """

    blocks: frozenset[int]
    outcomes: Mapping[int, frozenset[Outcome]]
    constants: Mapping[int, int | float]


def unreached_lines(known: CoverageMap, seen: Seen) -> list[int]:
    """Lines with code of which nothing ran."""
    return sorted(known.all_lines - known.lines(seen.blocks))


def never_happened(target: Target, known: CoverageMap, seen: Seen) -> tuple[str, ...]:
    """Sentences, the first few: what no input did."""
    lines = [f"{span} never ran" for span in spans(unreached_lines(known, seen))]
    return tuple([*lines, *_one_sided(target, known, seen)][:_MOST])


def needs_unreached(target: Target, code: str, known: CoverageMap, seen: Seen) -> str:
    """On what condition a rewrite is right that changes lines which never ran; empty if it has
    all of them as they were.
    """
    return condition(target, code, unreached_lines(known, seen), "no input")


def _one_sided(target: Target, known: CoverageMap, seen: Seen) -> Iterator[str]:
    """Comparisons with a constant that were never true, or never false."""
    for line, node, operator, number in _comparisons(target):
        for place in (p for p, at in known.comparisons.items() if at == line):
            outcomes = seen.outcomes.get(place, frozenset())
            truths = _truths(operator, number, seen.constants.get(place), outcomes)
            if len(truths) == 1:
                never = "false" if True in truths else "true"
                yield f"line {line}: `{text_of(node)}` was never {never}"
                break


def _truths(
    operator: str, number: int | float, constant: int | float | None, outcomes: frozenset[Outcome]
) -> set[bool]:
    """How a comparison came out, as far as one can tell; nothing if it is another one."""
    if constant is None or not outcomes or not outcomes <= _ORDERS:
        return set()
    if constant != number:
        operator = _SHIFTED.get((operator, int(constant - number)), "")
    if not operator:
        return set()
    return {outcome in _TRUE[operator] for outcome in outcomes}


def _comparisons(target: Target) -> Iterator[tuple[int, Node, str, int | float]]:
    """Those with a constant: their line, and how what is on the left compares with it."""
    for node in walk(parse(target.code, target.language).root_node):
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        sign = node.child_by_field_name("operator")
        if node.type != "binary_expression" or left is None or right is None or sign is None:
            continue
        operator = text_of(sign)
        if operator not in _FLIPPED:
            continue
        line = target.line + sign.start_point.row
        if (number := _constant(right, target.language)) is not None:
            yield line, node, operator, number
        elif (number := _constant(left, target.language)) is not None:
            yield line, node, _FLIPPED[operator], number


def _constant(node: Node, language: Language) -> int | float | None:
    text = text_of(node)
    if node.type == "unary_expression" and text.startswith("-") and node.named_children:
        inner = _constant(node.named_children[0], language)
        return None if inner is None else -inner
    if node.type not in ("number_literal", "char_literal"):
        return None
    found = constants(text, language).numbers
    return found[0] if found else None
