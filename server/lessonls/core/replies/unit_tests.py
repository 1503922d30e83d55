"""From a reply to the unit tests in it."""

import ast
import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from lessonls.core.need import UnitTestNeed
from lessonls.core.reading.limits import LARGEST
from lessonls.core.reading.problems import CandidateProblem
from lessonls.core.reading.python import named, parsed
from lessonls.core.reading.syntax import parse, text_of, walk
from lessonls.core.replies.blocks import blocks
from lessonls.core.replies.cleaning import readable, without_reasoning
from lessonls.core.target import Language

_LONGEST = 4000
_MARKS = re.compile(r"^(?:[-*+•]|\d{1,2}[.)])[ \t]+")
_STATEMENTS = frozenset({"expression_statement", "compound_statement"})


def unit_test_texts(text: str, need: UnitTestNeed) -> Sequence[str]:
    """The tests in a reply, in order, each once and at most as many as are wanted. A test names
    the function and parses; any text is allowed.
    """
    if len(text) > LARGEST:
        return ()
    answer = without_reasoning(readable(text)).text
    target = need.target
    found = (
        _in_python(answer, target.name)
        if target.language is Language.PYTHON
        else _in_c(answer, target.name, target.language)
    )
    given = {one.code.strip() for one in need.given}
    once = dict.fromkeys(one for one in found if one not in given and len(one) <= _LONGEST)
    return tuple(once)[: need.most]


def _in_python(text: str, name: str) -> Iterator[str]:
    """Lines that are an assertion, also outside of blocks."""
    for line in text.split("\n"):
        code = _MARKS.sub("", line.strip()).strip("`").strip()
        if code.startswith("assert") and len(code) <= _LONGEST and _asserts(code, name):
            yield code


def _asserts(code: str, name: str) -> bool:
    try:
        body = parsed(code).body
    except CandidateProblem:
        return False
    return len(body) == 1 and isinstance(body[0], ast.Assert) and name in named(body[0])


def _in_c(text: str, name: str, language: Language) -> Iterator[str]:
    """Assertions that stand for themselves; with others, the whole body that they are in."""
    fenced = [block.text for block in blocks(text)]
    for code in fenced or [text]:
        root = parse(code, language).root_node
        bodies = [one for one in walk(root) if one.type == "function_definition"]
        for scope in [root, *filter(None, (one.child_by_field_name("body") for one in bodies))]:
            yield from _in_scope(scope, name)


def _in_scope(scope: Node, name: str) -> Iterator[str]:
    statements = [one for one in scope.named_children if not one.has_error]
    declared = [one for one in statements if one.type == "declaration"]
    variables = {text_of(one) for each in declared for one in _identifiers(each)}
    tests = [one for one in statements if one.type in _STATEMENTS and _is_test(one, name)]
    if not any(variables & set(map(text_of, _identifiers(one))) for one in tests):
        yield from (text_of(one).strip() for one in tests)
    elif scope.type == "compound_statement" and len(statements) == len(scope.named_children):
        lines = [text_of(one) for one in statements if one.type != "return_statement"]
        yield "\n".join(["{", *(f"    {line}" for line in lines), "}"])


def _is_test(node: Node, name: str) -> bool:
    calls = {text_of(one) for one in _identifiers(node)}
    return {"assert", name} <= calls


def _identifiers(node: Node) -> Iterator[Node]:
    return (one for one in walk(node) if one.type in {"identifier", "field_identifier"})
