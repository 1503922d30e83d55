"""Functions that are still to be written: declared without a body, or with one that does nothing.

What such a function is to do is in the comments at it: above, behind it in its line, in its body.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tree_sitter import Node

from lessonls.core.reading.document import Document
from lessonls.core.reading.functions import Function, signature
from lessonls.core.reading.outline import Outline
from lessonls.core.reading.refusals import Headers, unusual
from lessonls.core.reading.syntax import text_of
from lessonls.core.target import Language

Declaring = Callable[[str], Sequence[Document]]
"""The project's headers that seem to declare a function of that name."""
HEADERS = frozenset({".h", ".hh", ".hpp", ".hxx", ".inl"})
"""How names of headers end."""
_ENDING = re.compile(
    r"(?:(?:std\s*::\s*)?(?:abort|terminate|unreachable)|__builtin_(?:abort|trap|unreachable))"
    r"\s*\(\s*\)|assert\s*\(\s*(?:0|false|!\s*\".*\"|0\s*&&\s*\".*\"|false\s*&&\s*\".*\")\s*\)",
    re.DOTALL,
)
_UNUSED = re.compile(r"\(\s*void\s*\)\s*\w+")
_MARKS = re.compile(r"^[ \t]*(?:/\*+<?!?|\*+(?!/)|//+<?!?)[ \t]?|[ \t]*\*+/[ \t]*$", re.MULTILINE)
_UNDONE = re.compile(
    r"\b(?:todo|fixme|xxx|hack|tbd|stub|placeholder|implement(?:ation)?|implemented|not|yet|me|this"
    r"|it|is|here|your|code|goes|write)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}|\w\(")
"""Also an example says something."""
_OPENS_IN_HEADERS = frozenset({"static", "inline", "constexpr"})


def is_stub(read: Function) -> bool:
    """Whether a function is only declared, or has a body that does nothing but end the program."""
    if read.node.type != "function_definition":
        return True
    body = read.body
    return body is not None and body.type == "compound_statement" and _does_nothing(body)


def described(found: Document, read: Function) -> str:
    """What the comments at a function say, without their marks; empty if that says nothing."""
    texts = (_MARKS.sub("", found.raw(node)).strip() for node in _comments(read))
    said = "\n".join(text for text in texts if text)
    return said if _WORD.search(_UNDONE.sub("", said)) else ""


def description(read: Function, here: Document, headers: Declaring) -> str:
    """What the comments at a function say, else those at a declaration of it somewhere; `headers`
    is called only if nothing in its file says it.
    """
    said = described(here, read) or _said_in(here, read)
    return said or next(filter(None, (_said_in(one, read) for one in headers(read.name))), "")


def _said_in(known: Document, read: Function) -> str:
    declared = known.sharing_name(read.name).declared.get(read.path, [])
    same = (one for one in declared if signature(one) == signature(read))
    return next(filter(None, (described(known, one) for one in same)), "")


def stub_refusal(read: Function, here: Document, headers: Headers, path: Path) -> str | None:
    """Why this function cannot be implemented, to be read after its name; or None."""
    if not is_stub(read):
        return "already has a body: use “optimize” to make it faster"
    language = here.language
    reason = _form(read) or unusual(read, language, here.about(read), headers)
    if reason is not None:
        return reason
    if read.node.type != "function_definition":
        defined = _definition(read, here.sharing_name(read.name))
        if defined is not None:
            return f"is defined in line {defined.line}"
        if path.suffix in HEADERS and not _may_be_in_header(read):
            inline = " or declare it inline" if language is Language.CPP else ""
            return (
                "is declared in a header, and its body belongs into a source file: write it there"
                f" as `{read.name}(...) {{ }}`{inline}"
            )
    return None


def without_body(code: str, read: Function) -> str:
    """The text of a stub up to where its body begins."""
    if read.node.type != "function_definition" or read.body is None:
        return code.rstrip().removesuffix(";").rstrip()
    length = read.body.start_byte - read.item.outer.start_byte
    heading = code.encode("utf-8", "surrogatepass")[:length]
    return heading.decode("utf-8", "surrogatepass").rstrip()


def _does_nothing(body: Node) -> bool:
    """Whether a body has no statement, or but one that ends the program."""
    statements = [node for node in body.named_children if node.type != "comment"]
    while statements and _UNUSED.fullmatch(_statement(statements[0])):
        statements.pop(0)
    if not statements:
        return True
    first, *rest = statements
    ends = first.type == "throw_statement" or _ENDING.fullmatch(_statement(first))
    return bool(ends) and all(node.type == "return_statement" for node in rest)


def _statement(node: Node) -> str:
    return text_of(node).strip().removesuffix(";").strip()


def _comments(read: Function) -> Iterator[Node]:
    """Those that belong to a function, in their order."""
    outer = read.item.outer
    above, row = list[Node](), outer.start_point.row
    node = outer.prev_sibling
    while node is not None and node.type == "comment" and node.end_point.row >= row - 1:
        before = node.prev_sibling
        if before is not None and _in_line_of(before, node):
            break  # it is about what stands before it
        above.append(node)
        row, node = node.start_point.row, before
    yield from reversed(above)
    if read.body is not None:
        yield from (node for node in read.body.named_children if node.type == "comment")
    behind = outer.next_sibling
    if behind is not None and behind.type == ";":
        behind = behind.next_sibling
    if behind is not None and behind.type == "comment" and _in_line_of(outer, behind):
        yield behind


def _in_line_of(before: Node, node: Node) -> bool:
    """Whether a node begins in the line in which the one before it ends; directives end in the
    next one.
    """
    return before.end_point.row == node.start_point.row and before.end_point.column > 0


def _form(read: Function) -> str | None:
    """What only a declaration can be."""
    node = read.node
    if node.type == "function_definition":
        return None
    if len(node.children_by_field_name("declarator")) > 1:
        return "is declared together with something else: give it a declaration of its own"
    if node.child_by_field_name("default_value") is not None:
        return "is pure virtual: implement it in a class that derives from this one"
    return None


def _definition(read: Function, here: Outline) -> Function | None:
    """The function of the same file that is what was declared."""
    return next((one for one in here.functions if _same(one, read)), None)


def _same(one: Function, other: Function) -> bool:
    return one.path == other.path and signature(one) == signature(other)


def _may_be_in_header(read: Function) -> bool:
    """Whether each source that includes it may have the body."""
    in_class = bool(read.item.scopes) and read.item.scopes[-1].is_class
    return in_class or read.item.is_template or bool(read.specifiers & _OPENS_IN_HEADERS)
