"""Variables that outlive a call: only constants may, and only those that cost nothing."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.core.reading.computed import is_filled_by_lambda
from lessonls.core.reading.declarators import NAMES, chain, declared_name, function_declarator
from lessonls.core.reading.pieces import lexemes
from lessonls.core.reading.plain_types import is_plain_type
from lessonls.core.reading.problems import problem
from lessonls.core.reading.scopes import items
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.reading.tokens import Part, code
from lessonls.core.reading.writes import may_be_written
from lessonls.core.target import Language

_LASTING = frozenset({"static", "extern", "thread_local", "_Thread_local", "__thread"})
_PER_THREAD = _LASTING - {"static", "extern"}
_CONSTANT = frozenset({"constexpr", "constinit"})
# Nodes of values that the compiler computes; calls are looked at more closely.
_COMPILED = """
    number_literal char_literal character escape_sequence string_literal string_content
    concatenated_string true false null nullptr initializer_list initializer_pair
    field_designator field_identifier subscript_designator argument_list binary_expression
    unary_expression parenthesized_expression cast_expression sizeof_expression
    alignof_expression conditional_expression pointer_expression identifier
    qualified_identifier namespace_identifier type_identifier template_function template_type
    template_argument_list type_descriptor primitive_type sized_type_specifier type_qualifier
    abstract_pointer_declarator abstract_array_declarator comment call_expression
    compound_literal_expression
"""
_READY = frozenset(_COMPILED.split())
_OPERATOR = "operator"
_CASTS = frozenset({"static_cast", "reinterpret_cast", "const_cast"})


@dataclass(frozen=True)
class Lasting:
    """What the original has: its static locals as tokens, and the names of those to which it never
    writes (`unwritten`), names of the file's types whose values need no constructor, names that the
    file declares, and those of them that are variables and may change. `operators` says that the
    candidate defines some, so that arithmetic may be a call; `tables` are its classes of numbers
    that are computed of constants, and `writable` says that a cast could make a constant
    changeable.
    """

    locals: Set[tuple[str, ...]]
    plain_types: Set[str]
    declared: Set[str]
    changing: Set[str]
    operators: bool = False
    unwritten: Set[str] = frozenset()
    tables: Set[str] = frozenset()
    writable: bool = True


def check_state(
    piece: Node,
    parts: Sequence[Part],
    language: Language,
    original: Lasting,
    macros: Set[str],
    *,
    is_function: bool = False,
) -> None:
    """Refuses variables of a piece that keep something from one call to the next.

    `original.plain_types` holds the candidate's own as well. Raises CandidateProblem.
    """
    # A function may have syntax errors that make its body look like declarations.
    outside = set[int]() if is_function else {item.node.id for item in items(piece)}
    read = set[int]()
    temporary: Set[str] | None = None
    text = " ".join(token.text for token in code(parts))
    for found in walk(piece):
        if found.type == "function_definition":
            read.update(_specifiers(found))
        elif found.type in {"array_declarator", "abstract_array_declarator", "lambda_specifier"}:
            read.update(child.start_byte for child in found.children)
        elif found.type in {"declaration", "field_declaration"}:
            read.update(_specifiers(found))
            words = _words(found)
            lasts = found.id in outside and found.type == "declaration"
            if words & _LASTING and _identity(found) in original.locals:
                _check_unwritten(found, text, original)
            elif lasts or words & _LASTING:
                if temporary is None:
                    more = [_OPERATOR] if original.operators else []
                    temporary = _temporaries(piece) | original.changing | set(more)
                variable = _Variable(found, words, language, lasts, temporary)
                _check(variable, original, macros)
    for token in code(parts):
        if token.text in _LASTING and token.start not in read:
            raise problem(token.line, f"has {token.text} where it cannot be parsed.")


def _check_unwritten(found: Node, text: str, original: Lasting) -> None:
    """Refuses a variable that is written to, and keeps its value in the original."""
    for name in changing(found):
        if name in original.unwritten and may_be_written(name, text):
            line = found.start_point.row + 1
            raise problem(line, f"keeps {name} from one call to the next; only constants may last.")


def static_locals(node: Node) -> Iterator[tuple[str, ...]]:
    """The tokens of every declaration of a static variable inside a function."""
    for found in walk(node):
        if found.type == "declaration" and _words(found) & _LASTING:
            yield _identity(found)


def unwritten_locals(node: Node, text: str) -> Iterator[str]:
    """The names of static variables inside a function, to which nothing in its text writes."""
    for found in walk(node):
        if found.type == "declaration" and "static" in _words(found):
            yield from (name for name in changing(found) if not may_be_written(name, text))


def changing(node: Node) -> Iterator[str]:
    """The names of variables that a declaration lets change."""
    words = _words(node)
    shared = node.type == "declaration" or (node.type == "field_declaration" and "static" in words)
    if shared and not words & {"const", *_CONSTANT}:
        for declarator in node.children_by_field_name("declarator"):
            name = declared_name(declarator)
            if name is not None and function_declarator(declarator) is None:
                yield text_of(name)


@dataclass(frozen=True)
class _Variable:
    node: Node
    words: Set[str]
    language: Language
    outside: bool
    temporary: Set[str]

    @property
    def line(self) -> int:
        return self.node.start_point.row + 1


def _check(found: _Variable, original: Lasting, macros: Set[str]) -> None:
    node, line = found.node, found.line
    if node.has_error:
        raise problem(
            line, "declares a variable with static storage duration that cannot be parsed."
        )
    functions = [d for d in node.children_by_field_name("declarator") if function_declarator(d)]
    for declarator in node.children_by_field_name("declarator"):
        name = declared_name(declarator)
        named = text_of(name) if name is not None else "something"
        if declarator in functions and (found.outside or node.type == "field_declaration"):
            continue
        if "extern" in found.words:
            if named in original.declared and not found.outside:
                continue
            raise problem(line, f"declares {named} as extern; a rewrite must define what it needs.")
        if found.words & _PER_THREAD or not _is_constant(declarator, found.words):
            raise problem(
                line, f"keeps {named} from one call to the next; only constants may last."
            )
        if _macros_in(node, declarator, macros):
            raise problem(line, f"declares {named} in a way that cannot be parsed.")
        ready = _is_ready(found, declarator, original.plain_types)
        if not ready and not _is_computed(found, declarator, original):
            raise problem(
                line,
                f"initializes {named} at run time and keeps it across calls; make it "
                f"constexpr or local.",
            )


def _specifiers(node: Node) -> Iterator[int]:
    kinds = {"storage_class_specifier", "type_identifier"}
    return (child.start_byte for child in node.children if child.type in kinds)


def _words(node: Node) -> frozenset[str]:
    short = (child for child in node.children if child.end_byte - child.start_byte < 20)
    kinds = {"storage_class_specifier", "type_qualifier", "type_identifier"}
    return frozenset(text_of(child) for child in short if child.type in kinds)


def _identity(node: Node) -> tuple[str, ...]:
    return lexemes(text_of(node))


def _is_constant(declarator: Node, words: Set[str]) -> bool:
    """Whether the variable itself cannot change: in `const int *p` it can."""
    written = list(chain(declarator))
    if "volatile" in words or any(part.type == "reference_declarator" for part in written):
        return False
    if "constexpr" in words:
        return True
    innermost = [part for part in written if part.type not in NAMES | _NO_LAYER]
    if innermost and innermost[-1].type == "pointer_declarator":
        return any(text_of(child) == "const" for child in innermost[-1].children[:3])
    return "const" in words


_NO_LAYER = frozenset(
    {
        "array_declarator",
        "parenthesized_declarator",
        "init_declarator",
        "attributed_declarator",
        "function_declarator",
    }
)


def _macros_in(node: Node, declarator: Node, macros: Set[str]) -> bool:
    """Whether a macro may be part of the declaration, other than of sizes and values."""
    before = (c for c in node.children if c.start_byte < declarator.start_byte)
    named = [declared_name(declarator), *(part for child in before for part in walk(child))]
    leaves = (part for part in named if part is not None and part.child_count == 0)
    return any(text_of(part) in macros for part in leaves)


def _is_ready(found: _Variable, declarator: Node, plain: Set[str]) -> bool:
    """Whether the compiler computes the value, and the program never does."""
    value = declarator.child_by_field_name("value") or found.node.child_by_field_name(
        "default_value"
    )
    if value is not None and any(_is_unnamed_array(part) for part in walk(value)):
        return False
    if found.words & _CONSTANT or found.language is Language.C:
        return True
    if function_declarator(declarator) is not None and declarator.type != "init_declarator":
        return False
    kind = found.node.child_by_field_name("type")
    if kind is None or not is_plain_type(kind, plain):
        return False
    return value is None or all(_is_ready_part(part, found.temporary) for part in walk(value))


def _is_computed(found: _Variable, declarator: Node, original: Lasting) -> bool:
    """Whether the value is computed of constants when the function is first called, and stays."""
    node, kind = found.node, found.node.child_by_field_name("type")
    if found.outside or original.writable or node.type != "declaration" or kind is None:
        return False
    if is_filled_by_lambda(node, declarator, original.plain_types, original.changing):
        return True
    if function_declarator(declarator) is not None and declarator.type != "init_declarator":
        return False  # `t(n)` reads like a function's declaration
    value = declarator.child_by_field_name("value")
    ready = value is None or all(_is_ready_part(part, found.temporary) for part in walk(value))
    return text_of(kind) in original.tables and ready


def _is_unnamed_array(node: Node) -> bool:
    """`(int[]){1, 2}`, a variable that lasts and can change."""
    return node.type == "compound_literal_expression" and node.children[0].type == "("


def _is_ready_part(node: Node, temporary: Set[str]) -> bool:
    if node.type == "call_expression":
        called = node.child_by_field_name("function")
        if called is None or called.type == "primitive_type":
            return called is not None
        name = called.child_by_field_name("name")
        return name is not None and text_of(name) in _CASTS
    if node.type == "compound_literal_expression":
        kind = node.child_by_field_name("type")
        return kind is not None and kind.type == "primitive_type"
    if node.type == "identifier":
        return _OPERATOR not in temporary and text_of(node) not in temporary
    return node.type in _READY or not node.is_named


def _temporaries(node: Node) -> Set[str]:
    """Names of parameters and of variables that may change; more than are visible."""
    found = set[str]()
    for part in walk(node):
        if part.type.endswith("parameter_declaration"):
            named = declared_name(part.child_by_field_name("declarator"))
            found.update([text_of(named)] if named is not None else [])
        found.update(changing(part))
    return found
