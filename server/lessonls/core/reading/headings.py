"""Comparing a rewrite's heading with the original's: callers must not see a difference."""

from collections.abc import Iterator

from lessonls.core.reading.declarators import without_std
from lessonls.core.reading.functions import Function, return_tokens, signature
from lessonls.core.reading.pieces import lexemes
from lessonls.core.reading.syntax import text_of

_SPELLINGS = {"__inline": "inline", "__inline__": "inline", "typename": "class"}


def difference(read: Function, original: Function) -> str | None:
    """The first part of the heading that is not as in the original, or None.

    Names of parameters, defaults, attributes and `restrict` do not matter.
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
    if _linkage(read) != _linkage(original) or _is_c(read) > _is_c(original):
        yield "the linkage (static, inline, constexpr or extern)"


def _template(read: Function) -> tuple[str, ...]:
    listed = read.item.outer.child_by_field_name("parameters") if read.item.is_template else None
    return tuple(_SPELLINGS.get(word, word) for word in lexemes(text_of(listed) if listed else ""))


def _linkage(read: Function) -> set[str]:
    words = {_SPELLINGS.get(word, word) for word in read.specifiers}
    # A static function stays the file's own, inline or not.
    return words & ({"static", "constexpr"} if "static" in words else {"inline", "constexpr"})


def _is_c(read: Function) -> bool:
    above = read.node.parent
    while above is not None and above.type != "linkage_specification":
        above = above.parent
    return above is not None
