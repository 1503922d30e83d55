"""The predicate of a function: what its loops do, from the analysis that specialists use."""

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.affine import Poly
from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.analysis.dependence import independence, leaves
from lessonls.agents.specialists.analysis.loops import Loop, innermost, loops_in
from lessonls.agents.specialists.analysis.purity import (
    MEASURING,
    ORDERING,
    READING,
    SEEKING,
    WRITING,
    is_pure_name,
)
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.strides import stride_of
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import LOOPS, ancestors, is_in
from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.predicate import Predicate, deepest, remark_kinds
from lessonls.core.reading.library_names import LIBRARY_NAMES
from lessonls.core.reading.syntax import text_of
from lessonls.core.target import Mode, Target

_LOOPS = {
    "for_statement": "for",
    "for_range_loop": "range",
    "while_statement": "while",
    "do_statement": "do",
}
_BRANCHES = ("if_statement", "conditional_expression", "switch_statement")
_STANDARD_CONTAINERS = """
    array bitset complex deque forward_list list map multimap multiset pair priority_queue queue
    set span stack string string_view tuple unordered_map unordered_set valarray vector
"""
_CONTAINERS = frozenset(_STANDARD_CONTAINERS.split())
_ALLOCATING = frozenset({"malloc", "calloc", "realloc", "aligned_alloc"} | {"resize", "push_back"})
_STANDARD_ALGORITHMS = """
    adjacent_find all_of any_of copy copy_if count_if exclusive_scan find_if find_if_not for_each
    generate inclusive_scan merge none_of partial_sum partition reduce remove_if replace rotate
    set_intersection set_union transform transform_reduce unique
"""
_ALGORITHMS = frozenset(_STANDARD_ALGORITHMS.split())
_KNOWN = _ALGORITHMS | LIBRARY_NAMES | MEASURING | ORDERING | READING | SEEKING | WRITING
_MOST = 24
"""Loops that are looked at; a longer function is known well enough by these."""


def predicate_of(target: Target, mode: Mode, remarks: Sequence[str] = ()) -> Predicate:
    """The features of a target, with the kinds of the compiler's `remarks` on it.

    What cannot be parsed is left out; nothing is raised.
    """
    code = Code(target.code, target.language, mode, target.before, target.preprocessing)
    if code.body is None:
        return Predicate()
    loops = list(loops_in(code.body))[:_MOST]
    inner = list(innermost(code.body))[:_MOST]
    return Predicate(
        nest=deepest(max(map(_depth, code.nodes(*_LOOPS)), default=0)),
        loops=_sorted(_LOOPS[node.type] for node in code.nodes(*_LOOPS)),
        strides=_sorted(stride for loop in inner for stride in _strides(code, loop)),
        subscripts=_sorted(_subscripts(code)),
        reductions=_sorted(name for loop in loops for name in _reductions(code, loop)),
        dependence=_sorted(_dependence(code, loop) for loop in loops),
        elements=_sorted(_elements(code)),
        containers=_sorted(_containers(code)),
        calls=_sorted(_calls(code)),
        traits=_sorted(_traits(code)),
        remarks=remark_kinds(remarks),
    )


def _sorted(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _depth(loop: Node) -> int:
    return 1 + sum(outer.type in _LOOPS for outer in ancestors(loop))


def _strides(code: Code, loop: Loop) -> Iterator[str]:
    for access in effects_of(code, loop.body).accesses:
        if access.steps:
            yield stride_of(access, loop.variable).name.lower()


def _reductions(code: Code, loop: Loop) -> Iterator[str]:
    found = independence(code, loop)
    return (one.operator for one in (*found.reductions, *found.updates))


def _dependence(code: Code, loop: Loop) -> str:
    if leaves(loop):
        return "early exit"
    if effects_of(code, loop.body).opaque:
        return "unknown"
    found = independence(code, loop)
    if found.reason:
        return "carried" if found.reason.startswith("iterations share") else "possible overlap"
    if found.updates:
        return "updates of shared elements"
    return "reduction" if found.reductions else "independent"


def _subscripts(code: Code) -> Iterator[str]:
    for node in code.nodes("subscript_expression"):
        index = node.child_by_field_name("index") or node.child_by_field_name("indices")
        text = text_of(index) if index is not None else ""
        if "[" in text.strip("[]"):
            yield "indirect"
        if "%" in text:
            yield "modulo"
    for loop in innermost(code.body) if code.body is not None else ():
        for access in effects_of(code, loop.body).accesses:
            if any(isinstance(step, Poly) and _is_offset(step) for step in access.steps):
                yield "neighbours"


def _is_offset(step: Poly) -> bool:
    """Whether an index is a variable and a constant, as `i - 1` is."""
    return bool(step.symbols) and any(not monomial for monomial, _ in step.terms)


def _elements(code: Code) -> Iterator[str]:
    for node in code.nodes("subscript_expression", "pointer_expression"):
        base = node.child_by_field_name("argument")
        while base is not None and base.type == "subscript_expression":
            base = base.child_by_field_name("argument")
        found = lookup(text_of(base), base) if base and base.type == "identifier" else None
        if found is not None:
            kind = found.shape.element.removeprefix("std::")
            yield kind if kind in NUMBERS else "other type"


def _containers(code: Code) -> Iterator[str]:
    function = code.function
    places = [*code.nodes("declaration"), *(function.children if function else [])]
    for node in places:
        if node.type in ("declaration", "function_declarator"):
            yield from (word for word in _words(text_of(node)) if word in _CONTAINERS)


def _words(text: str) -> list[str]:
    return "".join(one if one.isalnum() or one == "_" else " " for one in text).split()


def _calls(code: Code) -> Iterator[str]:
    for name in _called(code):
        yield name if name in _KNOWN or is_pure_name(name) else "other function"


def _called(code: Code) -> Iterator[str]:
    for call in code.nodes("call_expression"):
        function = call.child_by_field_name("function")
        if function is not None and function.type == "field_expression":
            field = function.child_by_field_name("field")
            yield text_of(field) if field is not None else ""
        elif function is not None:
            yield plain_name(function)


def _traits(code: Code) -> Iterator[str]:
    called = set(_called(code))
    if called & _ALLOCATING or code.nodes("new_expression"):
        yield "allocates memory"
    if any(_in_loop(node) for node in code.nodes(*_BRANCHES)):
        yield "branches in loops"
    declarator = code.function.child_by_field_name("declarator") if code.function else None
    name = declarator.child_by_field_name("declarator") if declarator is not None else None
    if name is not None and text_of(name) in called:
        yield "recursion"


def _in_loop(node: Node) -> bool:
    return is_in(node, LOOPS)
