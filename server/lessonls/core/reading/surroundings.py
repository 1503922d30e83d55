"""The declarations of the target's file that the function uses, so that others need not guess."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from tree_sitter import Node

from lessonls.core.reading.declarators import declared_name
from lessonls.core.reading.document import Document
from lessonls.core.reading.functions import declared_functions, function
from lessonls.core.reading.original import Original, original
from lessonls.core.reading.scopes import CLASSES, Item, items
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.reading.tokens import Token, parts_of
from lessonls.core.target import Target

LONGEST = 2000
"""Characters up to which a declaration is given whole; of longer ones the body is left out."""

_DEEPEST = 4
_MOST = 60
_MOST_OF_A_NAME = 8
_NAMED_TYPES = CLASSES | {"enum_specifier", "type_definition", "alias_declaration"}
LEFT_OUT = "{ /* left out */ }"


@dataclass(frozen=True)
class Declaration:
    """One declaration of the file. `depth` is 0 for what the function names itself (and for
    includes), 1 for what those declarations name, and so on.
    """

    text: str
    depth: int


def surroundings(target: Target) -> tuple[Declaration, ...]:
    """The includes and the declarations that the function needs, in the order of the file."""
    theirs = original(target)
    index = _indexed(theirs)
    depths = _depths(theirs, index)
    chosen = [index.entries[start] for start in sorted(depths)]
    shown = {entry.start: _shown(entry, theirs) for entry in chosen}
    first = {text: start for start, text in reversed(shown.items())}  # some are included twice
    return tuple(Declaration(text, depths[first[text]]) for text in dict.fromkeys(shown.values()))


def with_helpers(target: Target) -> str:
    """The text of the function, and of those of the file that it uses."""
    return f"{target.code}\n{helpers(target)}"


def helpers(target: Target) -> str:
    """The text of the functions of the file that the function uses, as far as it is given whole;
    those of its class included that are defined in it.
    """
    theirs = original(target)
    index = _indexed(theirs)
    chosen = (index.entries[start] for start in sorted(_depths(theirs, index)))
    functions = (entry.item for entry in chosen if entry.item.node.type == "function_definition")
    used = (*functions, *_of_its_class(theirs))
    return "\n".join(_text(item, theirs.found) for item in used)


def _of_its_class(theirs: Original) -> list[Item]:
    """The members that the function uses, and that these use."""
    scopes = theirs.read.item.scopes
    if not scopes or not scopes[-1].is_class:
        return []
    members: dict[str, list[Item]] = defaultdict(list)
    for item in items(theirs.found.root):
        read = function(item) if item.scopes == scopes else None
        if read is not None and read.body is not None and not _is_the_target(item, theirs):
            members[read.name].append(item)
    found: list[Item] = []
    nodes = [theirs.node]
    for _ in range(_DEEPEST):
        used = _words(nodes, theirs.found.data) & members.keys()
        new = [item for name in sorted(used) for item in members.pop(name)]
        found += new
        nodes = [item.outer for item in new]
    return found


@dataclass(frozen=True)
class _Entry:
    """A declaration at file or namespace scope. A `heading` has no body in the file."""

    item: Item
    always: bool = False
    heading: bool = False

    @property
    def start(self) -> int:
        return self.item.outer.start_byte


@dataclass
class _Index:
    """The file's declarations by where they start, and which of them declare a name."""

    entries: dict[int, _Entry] = field(default_factory=dict[int, _Entry])
    starts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def _indexed(theirs: Original) -> _Index:
    index, end, current = _Index(), -1, -1
    own = theirs.node
    for item in items(theirs.found.root):
        outer = item.outer
        around = outer.start_byte <= own.start_byte and own.end_byte <= outer.end_byte
        if around or _is_the_target(item, theirs):
            continue
        if outer.start_byte >= end:
            entry = _entry(item)
            if entry is None:
                continue
            end, current = outer.end_byte, outer.start_byte
            index.entries[current] = entry
        for name in _names(item):
            if current not in index.starts[name]:
                index.starts[name].append(current)
    return index


def _is_the_target(item: Item, theirs: Original) -> bool:
    """Its definition and its own declarations say nothing new."""
    declared = declared_functions(item)
    return any(read.path == theirs.read.path for read in declared)


def _entry(item: Item) -> _Entry | None:
    kind = item.node.type
    if kind in {"comment", "identifier", "template_instantiation", "static_assert_declaration"}:
        return None
    using = kind == "using_declaration" and text_of(item.node).split()[1:2] == ["namespace"]
    return _Entry(
        item, always=kind == "preproc_include" or using, heading=bool(declared_functions(item))
    )


def _names(item: Item) -> Iterator[str]:
    """What a declaration declares, as it is named in code; members are found by their class."""
    node = item.node
    if item.scopes and item.scopes[-1].is_class and node.type not in _NAMED_TYPES:
        return
    read = function(item)
    if read is not None:
        yield read.qualifiers[0] if read.qualifiers else read.name
    elif node.type in {"declaration", "type_definition"}:
        for declarator in node.children_by_field_name("declarator"):
            name = declared_name(declarator)
            if name is not None:
                yield text_of(name)
    elif node.type == "using_declaration":
        yield text_of(node).rstrip("; ").split("::")[-1]
    else:
        name = node.child_by_field_name("name")
        if name is not None:
            yield text_of(name)
        if node.type == "enum_specifier":
            yield from _enumerators(node)


def _enumerators(node: Node) -> Iterator[str]:
    for part in walk(node):
        name = part.child_by_field_name("name") if part.type == "enumerator" else None
        if name is not None:
            yield text_of(name)


def _depths(theirs: Original, index: _Index) -> Mapping[int, int]:
    """Where the needed declarations start, with how far each is from the function."""
    found = {start: 0 for start, entry in index.entries.items() if entry.always}
    parameters = {parameter.name for parameter in theirs.read.parameters}
    data = theirs.found.data
    words: Set[str] = _words([theirs.node], data) - parameters
    for depth in range(_DEEPEST):
        new = [start for start in _declaring(words, index) if start not in found]
        new = sorted(new)[: max(_MOST - len(found), 0)]
        found.update(dict.fromkeys(new, depth))
        further = (node for start in new for node in _read_further(index.entries[start]))
        words = _words(further, data)
    return found


def _declaring(words: Set[str], index: _Index) -> set[int]:
    found = set[int]()
    for word in words & index.starts.keys():
        starts = index.starts[word][:_MOST_OF_A_NAME]
        bodies = [start for start in starts if not index.entries[start].heading]
        found.update(bodies or starts[:1])
    return found


def _read_further(entry: _Entry) -> Iterator[Node]:
    """The parts that are shown: what a body that is left out names is of no interest."""
    node, body = entry.item.outer, _body(entry.item)
    if body is None or _length(node) <= LONGEST:
        yield node
    else:
        yield from (child for child in entry.item.node.children if child.id != body.id)


def _words(nodes: Iterable[Node], data: bytes) -> set[str]:
    found = set[str]()
    for node in nodes:
        for part in parts_of(node, data, strict=False):
            tokens = (part,) if isinstance(part, Token) else part.tokens
            found.update(token.text for token in tokens if token.is_name)
    return found


def _shown(entry: _Entry, theirs: Original) -> str:
    text = _text(entry.item, theirs.found)
    scopes = tuple(scope.name for scope in entry.item.scopes)
    around = theirs.scopes[: len(scopes)]
    if scopes == around:
        return text
    place = "::".join(name or "(anonymous)" for name in scopes)
    return f"// in namespace {place}:\n{text}"


def _text(item: Item, found: Document) -> str:
    node = item.outer
    body = _body(item)
    if _length(node) > LONGEST:
        if body is None:
            return f"{_head(found.raw(node))} /* ... left out */;"
        head = found.data[node.start_byte : body.start_byte].decode("utf-8", "surrogatepass")
        return f"{_head(head)} {LEFT_OUT}{';' * _needs_semicolon(item)}"
    written = found.raw(node).rstrip()
    return written + ";" if _needs_semicolon(item) and not written.endswith(";") else written


def _head(text: str) -> str:
    return text.rstrip()[:LONGEST]


def _body(item: Item) -> Node | None:
    """What may be left out: a body, or the values of a table."""
    node = item.node
    body = node.child_by_field_name("body")
    if body is not None or node.type != "declaration":
        return body
    values = (d.child_by_field_name("value") for d in node.children_by_field_name("declarator"))
    return next((value for value in values if value is not None), None)


def _needs_semicolon(item: Item) -> bool:
    return item.node.type in {"declaration", "enum_specifier", *CLASSES}


def _length(node: Node) -> int:
    return node.end_byte - node.start_byte
