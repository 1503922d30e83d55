"""Making one text fit the target: drivers go, the name comes back, headers are added."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lessonls.core.reading.candidate import CandidateProblem, extract_function
from lessonls.core.reading.document import Document
from lessonls.core.reading.functions import Function
from lessonls.core.reading.headings import difference
from lessonls.core.reading.limits import check_limits
from lessonls.core.reading.original import original
from lessonls.core.reading.pieces import identity
from lessonls.core.reading.rewrite import read_rewrite
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.reading.tokens import Token, parts_of
from lessonls.core.replies.includes import with_includes
from lessonls.core.replies.leaving_out import left_out
from lessonls.core.replies.options import with_attributes
from lessonls.core.replies.scoping import in_its_scope
from lessonls.core.replies.writing_out import written_out
from lessonls.core.target import Target

_LONGEST_SIGNATURE = 160
_ROUNDS = 5
_LINKS = frozenset({"identifier", "field_identifier", "destructor_name", "type_identifier"})


class Fitted(NamedTuple):
    """The code that takes the function's place, and the lines of the text that it has not."""

    code: str
    left_out: tuple[str, ...]


def fitted(text: str, target: Target) -> Fitted:
    """The code as `extract_function` accepts it. Raises CandidateProblem."""
    check_limits(text)
    text = in_its_scope(with_attributes(written_out(text, target), target), target)
    alone = _without_main(text, target)
    named = _renamed(alone, target)
    try:
        code = extract_function(named, target)
    except CandidateProblem as problem:
        code = _without_strangers(named, target, problem)
    lost = (*left_out(text, alone, target), *left_out(named, code, target))
    return Fitted(with_includes(code, target), lost)


def is_clean(text: str, target: Target) -> bool:
    """Whether a text parses without an error, in the target's language and with its macros."""
    return not read_rewrite(text, target).root.has_error


def is_unchanged(code: str, target: Target) -> bool:
    """Whether a rewrite is the original, but for white space and comments."""
    mine, theirs = (
        [token.text for token in _tokens(read_rewrite(text, target))]
        for text in (code, target.code)
    )
    return mine == theirs


def _without_strangers(text: str, target: Target, problem: CandidateProblem) -> str:
    """A second try without the functions that nothing calls; the first problem counts."""
    shorter = _without_uncalled(text, target)
    if shorter != text:
        try:
            return extract_function(shorter, target)
        except CandidateProblem:
            pass
    raise CandidateProblem(_with_signatures(str(problem), text, target)) from problem


def _with_signatures(sentence: str, text: str, target: Target) -> str:
    """What is expected and what was found, if the signature was changed."""
    if " changes " not in sentence or not sentence.endswith(f" of {target.name}."):
        return sentence
    theirs = original(target).read
    named = [read for read in _functions(text, target) if read.name == target.name]
    other = [read for read in named if difference(read, theirs) is not None]
    if not other:
        return sentence
    return f"{sentence} Expected `{_signature(theirs)}`, found `{_signature(other[-1])}`."


def _signature(read: Function) -> str:
    raw = read.item.outer.text or b""
    if read.body is not None:
        raw = raw[: read.body.start_byte - read.item.outer.start_byte]
    line = " ".join(raw.decode("utf-8", "surrogatepass").split())
    return line if len(line) <= _LONGEST_SIGNATURE else f"{line[:_LONGEST_SIGNATURE]}..."


def _functions(text: str, target: Target) -> Sequence[Function]:
    return read_rewrite(text, target).outline.functions


def _without_main(text: str, target: Target) -> str:
    drivers = [read for read in _functions(text, target) if read.name == "main"]
    if not drivers:
        return text
    return _without_uncalled(_cut(text, drivers), target)


def _without_uncalled(text: str, target: Target) -> str:
    """The text without free functions that are named nowhere else: tests, demonstrations."""
    for _ in range(_ROUNDS):
        found = read_rewrite(text, target)
        names = Counter(token.text for token in _tokens(found))
        theirs = original(target).read
        same = [r for r in found.outline.functions if r.name == target.name]
        uncalled = [
            read
            for read in found.outline.functions
            if read.name != target.name
            and _is_free(read)
            and names[read.name] <= _own_mentions(read)
            and (same or difference(read, theirs) is not None)
        ]
        if not uncalled:
            return text
        text = _cut(text, uncalled)
    return text


def _is_free(read: Function) -> bool:
    in_class = any(scope.is_class for scope in read.item.scopes)
    return not in_class and not read.qualifiers and read.name_node.type == "identifier"


def _own_mentions(read: Function) -> int:
    name = read.name.encode("utf-8", "surrogatepass")
    return sum(node.text == name for node in walk(read.item.outer) if node.type in _LINKS)


def _renamed(text: str, target: Target) -> str:
    """The text with the name back, where exactly one new function can only be the rewrite."""
    theirs = original(target)
    functions = _functions(text, target)
    named = [read for read in functions if read.name == target.name]
    if any(identity(read.item.outer) != identity(theirs.node) for read in named):
        return text
    known = {read.name for read in theirs.found.outline.functions}
    new = [
        read
        for read in functions
        if read.name not in known and _is_free(read) and difference(read, theirs.read) is None
    ]
    if len(new) != 1:
        return text
    return _with_name(text, named, new[0], target) or text


def _with_name(text: str, named: list[Function], new: Function, target: Target) -> str | None:
    """None if the rewrite calls the original: it would call itself."""
    code, theirs = _cut(text, named) if named else text, original(target)
    found = read_rewrite(code, target)
    if any(token.text == theirs.read.name for token in _tokens(found)):
        return None
    raw, result, at = code.encode("utf-8", "surrogatepass"), list[bytes](), 0
    for token in _tokens(found):
        if token.text == new.name:
            result += [raw[at : token.start], theirs.read.name.encode()]
            at = token.start + len(new.name.encode())
    return b"".join([*result, raw[at:]]).decode("utf-8", "surrogatepass")


def _cut(text: str, functions: Sequence[Function]) -> str:
    raw = text.encode("utf-8", "surrogatepass")
    for read in sorted(functions, key=lambda read: read.item.outer.start_byte, reverse=True):
        raw = raw[: read.item.outer.start_byte] + raw[read.item.outer.end_byte :]
    return raw.decode("utf-8", "surrogatepass")


def _tokens(found: Document) -> Iterator[Token]:
    for part in parts_of(found.root, found.data, strict=False):
        yield from (part,) if isinstance(part, Token) else part.tokens


def mentioned(text: str, target: Target) -> frozenset[str]:
    """The names in a text."""
    return frozenset(token.text for token in _tokens(read_rewrite(text, target)) if token.is_name)


def declared(text: str, target: Target) -> frozenset[str]:
    """The functions, types and macros that a text defines."""
    found = read_rewrite(text, target)
    names = {read.name for read in found.outline.functions}
    names.update(path[-1] for path in found.outline.classes)
    for node in walk(found.root):
        if node.type in {"preproc_def", "preproc_function_def", "alias_declaration"}:
            name = node.child_by_field_name("name")
            names.update([text_of(name)] if name is not None else [])
        elif node.type == "type_definition":
            names.update(text_of(name) for name in node.children_by_field_name("declarator"))
    return frozenset(names)
