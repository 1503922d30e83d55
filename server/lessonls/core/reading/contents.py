"""What new code may contain, whatever a model has written: one check after the other."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tree_sitter import Node

from lessonls.core.reading.additions import (
    Company,
    check_addition,
    check_local_declarations,
    check_words,
)
from lessonls.core.reading.attributes import check_assembly, check_attributes
from lessonls.core.reading.characters import check_characters, check_names
from lessonls.core.reading.computed import drops_const, tables
from lessonls.core.reading.directives import (
    check_branches,
    check_directives,
    check_pragma_operators,
)
from lessonls.core.reading.dispatch import check_questions
from lessonls.core.reading.document import Document
from lessonls.core.reading.functions import Function
from lessonls.core.reading.macros import Macro, macros
from lessonls.core.reading.original import Original
from lessonls.core.reading.plain_types import plain_types
from lessonls.core.reading.problems import problem
from lessonls.core.reading.scopes import CLASSES, Item, body_of, items
from lessonls.core.reading.state import check_state
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.reading.tokens import Part, Token, parts_of
from lessonls.core.reading.uses import check_uses, check_watching


def check_contents(
    nodes: Sequence[Node],
    found: Document,
    read: Function,
    functions: Sequence[Function],
    original: Original,
) -> list[str]:
    """Refuses what reaches beyond the function and its helpers. Raises CandidateProblem.

    `nodes` are the pieces of `found` that will be compiled, among them the function `read`;
    `functions` are all that the candidate defines. The names of macros that are still
    defined at the end are given back.
    """
    texts: dict[int, list[Part]] = {}
    for node in nodes:
        check_characters(found.raw(node), node.start_point.row + 1, original.code)
        texts[node.id] = parts_of(node, found.data)
    parts = [part for node in nodes for part in texts[node.id]]
    check_names(parts, original.names)
    check_directives(parts, original.surroundings)
    check_pragma_operators(parts)
    written, still_defined = _macros(parts, functions, original)
    check_attributes(parts, original.words)
    check_assembly(parts, _assembly_statements(nodes), original.assembly)
    check_watching(parts, original.words)
    check_words(parts, original.words)
    _check_declarations(nodes, read, functions, original)
    _check_state(nodes, texts, read, written, original)
    for node in nodes:
        body = read.body if node.id == read.item.outer.id else None
        check_branches(texts[node.id], body.start_byte if body is not None else None)
    visible = [*functions, *original.found.outline.functions]
    check_uses(nodes, parts, original.used | check_questions(nodes, parts), visible)
    return still_defined


def _macros(
    parts: Sequence[Part], functions: Sequence[Function], original: Original
) -> tuple[Mapping[str, Macro], list[str]]:
    own = {read.name for read in functions}
    known = original.surroundings.directives
    found, still_defined = macros(parts, known, original.names | own)
    return {macro.name: macro for macro in found if macro.words not in known}, still_defined


def _assembly_statements(nodes: Sequence[Node]) -> set[int]:
    """Where assembly is a statement inside a function."""
    statements = (n for node in nodes for n in walk(node) if n.type == "expression_statement")
    return {
        statement.start_byte
        for statement in statements
        if statement.children[0].type == "gnu_asm_expression"
    }


def _check_declarations(
    nodes: Sequence[Node], read: Function, functions: Sequence[Function], original: Original
) -> None:
    company = Company(
        functions=original.declared | {function.name for function in functions},
        scopes=frozenset(_scopes(nodes)),
        names=original.names,
        is_c=original.has_c_linkage,
    )
    for node in nodes:
        if node.id != read.item.outer.id:
            check_addition(node, company)
        check_local_declarations(node, company)


def _scopes(nodes: Sequence[Node]) -> set[str]:
    """The classes and namespaces that the candidate defines."""
    found = set[str]()
    for item in (item for node in nodes for item in items(node)):
        found.update(scope.name for scope in item.scopes)
        name = item.node.child_by_field_name("name")
        if item.node.type in CLASSES and name is not None and name.type == "type_identifier":
            found.add(text_of(name))
    return found


def _check_state(
    nodes: Sequence[Node],
    texts: Mapping[int, Sequence[Part]],
    read: Function,
    written: Mapping[str, Macro],
    original: Original,
) -> None:
    known = original.lasting
    plain = known.plain_types | {name for node in nodes for name in plain_types(node)}
    lasting = replace(
        known,
        plain_types=plain,
        operators=any(_has_word(parts, "operator") for parts in texts.values()),
        tables=frozenset(tables(nodes, plain, known.changing)),
        writable=drops_const(nodes),
    )
    for node in nodes:
        is_function = node.id == read.item.outer.id or body_of(node) is not None
        check_state(
            node,
            texts[node.id],
            original.language,
            lasting,
            written.keys(),
            is_function=is_function,
        )
        _check_macros_outside(node, texts[node.id], written)


def _check_macros_outside(node: Node, parts: Sequence[Part], written: Mapping[str, Macro]) -> None:
    """Outside of functions macros may be values only: anything else could be a declaration."""
    if all(macro.is_value for macro in written.values()):
        return
    bodies = [body for item in items(node) for body in _body(item)]
    starts = [body.start_byte for body in bodies]
    for part in parts:
        if not isinstance(part, Token) or part.text not in written:
            continue
        at = bisect_right(starts, part.start)
        inside = at > 0 and part.start < bodies[at - 1].end_byte
        if not inside and not written[part.text].is_value:
            raise problem(part.line, f"uses the macro {part.text} outside of a function.")


def _body(item: Item) -> list[Node]:
    body = item.node.child_by_field_name("body")
    return [body] if item.node.type == "function_definition" and body is not None else []


def _has_word(parts: Sequence[Part], word: str) -> bool:
    return any(isinstance(part, Token) and part.text == word for part in parts)
