"""Texts of unit tests: what they include, what they declare, and the tests.

A test is a statement, a block or a function without parameters that calls the function under test;
what else stands around it are helpers. Each test becomes a text of its own, with the helpers that
it needs, so that it can be shown, run and counted alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.core.reading.declarators import declarators, declared_name
from lessonls.core.reading.functions import function
from lessonls.core.reading.pieces import lexemes
from lessonls.core.reading.scopes import Item
from lessonls.core.reading.syntax import parse, text_of, walk
from lessonls.core.target import Language

_STATEMENTS = frozenset(
    {
        *("compound_statement", "expression_statement", "if_statement", "for_statement"),
        *("while_statement", "do_statement", "for_range_loop", "switch_statement"),
        *("try_statement", "call_expression"),
    }
)
_ALWAYS = frozenset({"preproc_include", "using_declaration", "namespace_alias_definition"})
_ASSERTS = re.compile(r"assert\s*\(")
_WORD = re.compile(r"[^\W\d]\w*")
_LOCAL = frozenset({"declaration", "parameter_declaration"})


@dataclass(frozen=True)
class Pieces:
    """One test in its parts: directives, declarations in order, and the statements that run."""

    directives: tuple[str, ...]
    declarations: tuple[str, ...]
    statements: str


def pieces(code: str, language: Language) -> Pieces:
    """The parts of one test's text."""
    directives, declarations, statements = list[str](), list[str](), list[str]()
    for node in _top(code, language):
        if node.type.startswith("preproc_"):
            directives.append(text_of(node).strip())
        elif _is_statement(node) or node.type == "ERROR":
            statements.append(_text(node))
        else:
            declarations.append(_text(node))
    return Pieces(tuple(directives), tuple(declarations), "\n".join(statements))


def separate(text: str, name: str, language: Language) -> list[str]:
    """The tests of the function `name` in a text, in its order; each stands alone."""
    nodes = _top(text, language)
    helpers = [node for node in nodes if not _is_statement(node)]
    return [
        _alone(statement, helpers)
        for node in nodes
        if _is_test(node, name)
        for statement in _statements(node, name)
    ]


def free_assertions(text: str, name: str, language: Language) -> Iterator[str]:
    """The assertions of any text of a program that call the function `name` and use nothing that
    functions or the text declare for themselves.
    """
    if name not in text or "assert" not in text:
        return
    root = parse(text, language).root_node
    here = {one for node in root.children for one in _names(node) if node.type != "comment"}
    for node in walk(root):
        if _asserts(node) and any(True for _ in calls(node, name)):
            own = own_names(_function_around(node)) | here - {name}
            if not own & _words(text_of(node)):
                yield text_of(node)


def _function_around(node: Node) -> Node:
    around = node
    while around.parent is not None and around.type != "function_definition":
        around = around.parent
    return around


def calls(node: Node, name: str) -> Iterator[Node]:
    """The calls of a function of that plain name in a piece of code."""
    for inner in walk(node):
        if inner.type == "call_expression" and _called(inner) == name:
            yield inner


def own_names(body: Node) -> set[str]:
    """The names that a function declares for itself."""
    found = set[str]()
    for node in walk(body):
        if node.type in _LOCAL:
            for declarator in declarators(node):
                named = declared_name(declarator)
                found |= {text_of(named)} if named is not None else set()
    return found


def _top(text: str, language: Language) -> list[Node]:
    """What stands at the top of a text, without comments."""
    root = parse(text, language).root_node
    return [node for node in root.children if node.is_named and node.type != "comment"]


def _is_statement(node: Node) -> bool:
    """Whether something at the top of a text is meant as a statement, as the compiler never is."""
    return node.type in _STATEMENTS or _ASSERTS.match(text_of(node)) is not None


def _called(call: Node) -> str:
    """The plain name of what is called: `f` of `n::f<int>(1)` and of `a.f()`."""
    node = call.child_by_field_name("function")
    while node is not None:
        inside = node.child_by_field_name("name") or node.child_by_field_name("field")
        if inside is None:
            return text_of(node)
        node = inside
    return ""


def _is_test(node: Node, name: str) -> bool:
    mentions = any(True for _ in calls(node, name))
    if name.startswith("operator"):
        mentions = "assert" in text_of(node)
    if _is_statement(node):
        return mentions
    read = function(Item(node, node))
    return read is not None and mentions and not read.parameter_nodes and read.body is not None


def _statements(node: Node, name: str) -> list[str]:
    """What runs: a function's body, and each assertion of one that has nothing else in it."""
    if _is_statement(node):
        return [_text(node)]
    body = node.child_by_field_name("body")
    if body is None:
        return []
    inside = [one for one in body.named_children if one.type != "comment"]
    inside = [one for one in inside if one.type != "return_statement"]
    own = own_names(body)
    alone = [one for one in inside if _asserts(one) and not own & _words(text_of(one))]
    if len(alone) == len(inside):
        return [text_of(one) for one in alone if any(True for _ in calls(one, name))]
    return [_without_last_return(body)]


def _without_last_return(body: Node) -> str:
    """A body as a block: what a test returns says nothing."""
    last = next((one for one in reversed(body.named_children) if one.type != "comment"), None)
    if last is None or last.type != "return_statement":
        return text_of(body)
    data = body.text or b""
    start, end = last.start_byte - body.start_byte, last.end_byte - body.start_byte
    return (data[:start].rstrip() + b"\n" + data[end:].lstrip()).decode("utf-8", "surrogatepass")


def _asserts(statement: Node) -> bool:
    call = statement.named_children[0] if statement.named_children else None
    asserts = call is not None and call.type == "call_expression" and _called(call) == "assert"
    return asserts and statement.type == "expression_statement"


def _alone(statement: str, helpers: Sequence[Node]) -> str:
    """A test with the directives of its file, and the helpers that it needs."""
    needed, words = set[int](), _words(statement)
    while new := [one for one in helpers if one.id not in needed and _names(one) & words]:
        needed |= {one.id for one in new}
        words = words.union(*(_words(text_of(one)) for one in new))
    kept = [one for one in helpers if one.id in needed or one.type in _ALWAYS]
    return "\n".join([*map(_text, kept), statement])


def _text(node: Node) -> str:
    """A piece with the semicolon that belongs to it."""
    text = text_of(node).strip()
    ended = node.next_sibling is not None and node.next_sibling.type == ";"
    return f"{text};" if ended else text


def _words(text: str) -> set[str]:
    return {word for word in lexemes(text) if _WORD.fullmatch(word)}


def _names(node: Node) -> set[str]:
    """What a helper declares, as far as others may mean it."""
    found = set[str]()
    for inner in walk(node):
        if inner.type == "compound_statement":
            continue
        named = inner.child_by_field_name("name")
        if named is not None:
            found.add(text_of(named))
        for declarator in declarators(inner):
            one = declared_name(declarator)
            found |= {text_of(one)} if one is not None else set()
    return found
