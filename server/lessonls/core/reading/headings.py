"""Comparing a rewrite's signature with the original's: callers must not see a difference."""

from collections.abc import Iterator

from tree_sitter import Node

from lessonls.core.reading.declarators import declared_name, without_std
from lessonls.core.reading.functions import Function, return_tokens, signature
from lessonls.core.reading.pieces import lexemes
from lessonls.core.reading.syntax import text_of

_TELLING = frozenset({"static", "constexpr", "consteval", "virtual", "explicit"})
_SPELLINGS = {"__inline": "inline", "__inline__": "inline", "typename": "class"}


def difference(read: Function, original: Function) -> str | None:
    """The first part of the signature that is not as in the original, or None.

    Names of parameters, attributes and `restrict` do not matter.
    """
    return next(_differences(read, original), None)


def _differences(read: Function, original: Function) -> Iterator[str]:
    mine, theirs = signature(read), signature(original)
    if len(mine) != len(theirs) or read.odd_parameters:
        yield "the number of parameters"
    for types, other, parameter in zip(mine, theirs, original.parameters, strict=False):
        if without_std(types) != without_std(other):
            yield f"the type of parameter {parameter.name}"
    if without_std(return_tokens(read)) != without_std(return_tokens(original)):
        yield "the return type"
    if (read.qualifiers, read.arguments) != (original.qualifiers, original.arguments):
        yield "the name's scope"
    if _template(read) != _template(original):
        yield "the template parameters"
    yield from _other_words(read, original)
    if _is_c(read) > _is_c(original):
        yield 'the linkage (extern "C")'
    if _exceptions(read) != _exceptions(original):
        yield "the exception specification (noexcept)"
    for mine, theirs in zip(read.parameter_nodes, original.parameter_nodes, strict=False):
        if _default(mine) != _default(theirs):
            yield f"the default argument of parameter {_parameter(theirs)}"


def _parameter(node: Node) -> str:
    """The name of a parameter, or its type when it has none."""
    name = declared_name(node.child_by_field_name("declarator"))
    return text_of(name if name is not None else node)


def _other_words(read: Function, original: Function) -> Iterator[str]:
    mine, theirs = _linkage(read), _linkage(original)
    for word in sorted(mine ^ theirs):
        change = "adds" if word in mine else "drops"
        yield f"the linkage ({change} {word})"


def _exceptions(read: Function) -> tuple[str, ...]:
    """`noexcept(...)` or `throw(...)` as written; `noexcept(true)` says no more than `noexcept`."""
    children = read.declarator.children if read.declarator else []
    written = (lexemes(text_of(c)) for c in children if c.type in {"noexcept", "throw_specifier"})
    tokens = tuple(word for words in written for word in words)
    return tokens[:1] if tokens[1:] == ("(", "true", ")") else tokens


def _default(node: Node) -> tuple[str, ...]:
    value = node.child_by_field_name("default_value")
    return lexemes(text_of(value)) if value is not None else ()


def _template(read: Function) -> tuple[str, ...]:
    listed = read.item.outer.child_by_field_name("parameters") if read.item.is_template else None
    return tuple(_SPELLINGS.get(word, word) for word in lexemes(text_of(listed) if listed else ""))


def _linkage(read: Function) -> set[str]:
    words = {_SPELLINGS.get(word, word) for word in read.specifiers}
    # A static function stays the file's own, inline or not.
    telling = _TELLING if "static" in words else {*_TELLING, "inline"}
    return words & telling


def _is_c(read: Function) -> bool:
    above = read.node.parent
    while above is not None and above.type != "linkage_specification":
        above = above.parent
    return above is not None
