"""The plain structs, enumerations and aliases that a function's parameters are made of."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from lessonls.core.reading.declarators import declarators, declared_name
from lessonls.core.reading.fields import Field, fields, unsuitable, without_name
from lessonls.core.reading.scopes import Item, Scope, items, spelled
from lessonls.core.reading.syntax import parse, text_of
from lessonls.core.reading.templates import heading, own_arguments, parameter_nodes
from lessonls.core.target import Language

_WORD = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Record:
    """A struct whose data are all public. `name` is how C++ spells it, with the arguments
    of its `template` heading (`Vec3<T>` and `template <class T>`) where it has one.
    """

    name: str
    fields: tuple[Field, ...]
    template: str = ""


@dataclass(frozen=True)
class Enum:
    name: str
    scoped: bool
    enumerators: tuple[str, ...]


@dataclass(frozen=True)
class Alias:
    """Another name for a type: `type` is what it stands for, as written."""

    name: str
    type: str
    template: str = ""


@dataclass(frozen=True)
class Excluded:
    """A type whose values cannot be made, and why."""

    name: str
    reason: str


@dataclass
class Records:
    """What is reachable, in the order of declaration; `excluded` maps names to reasons."""

    structs: list[Record] = field(default_factory=list[Record])
    enums: list[Enum] = field(default_factory=list[Enum])
    aliases: list[Alias] = field(default_factory=list[Alias])
    excluded: dict[str, str] = field(default_factory=dict[str, str])


Entry = Record | Enum | Alias | Excluded


def records(texts: Iterable[str], language: Language, wanted_names: Collection[str]) -> Records:
    """The types that the texts define and that `wanted_names` mention, directly or not.

    Names are looked up without regard to scopes, so there may be more than is needed.
    """
    # Headers may be many: only those are parsed that seem to define a wanted name.
    unread = dict(enumerate(dict.fromkeys(texts)))
    declared: dict[int, list[tuple[str, Entry]]] = {}
    reached = set[str]()
    waiting = set(wanted_names)
    while waiting:
        reached |= waiting
        seeming = _defining(waiting)
        for at in [at for at, text in unread.items() if seeming.search(text)]:
            declared[at] = list(_all_entries(unread.pop(at), language))
        entries = [pair for at in sorted(declared) for pair in declared[at]]
        mentioned = (_mentioned(entry) for simple, entry in entries if simple in reached)
        waiting = {word for text in mentioned for word in _WORD.findall(text)} - reached
    entries = [pair for at in sorted(declared) for pair in declared[at]]
    return _collected(entry for simple, entry in entries if simple in reached)


def _defining(names: Collection[str]) -> re.Pattern[str]:
    """Finds what looks like a definition of one of the names, or like a typedef."""
    one = rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b"
    keyword = r"\b(?:struct|class|union|enum|using|typedef)\b"
    return re.compile(rf"{keyword}[^;{{}}]*?{one}|\}}[^;{{}}]*?{one}")


def _all_entries(text: str, language: Language) -> Iterator[tuple[str, Entry]]:
    for item in items(parse(text, language).root_node):
        yield from _entries(item, language)


def _mentioned(entry: Entry) -> str:
    match entry:
        case Record():
            return " ".join(part.type for part in entry.fields)
        case Alias():
            return entry.type
        case _:
            return ""


def _collected(entries: Iterable[Entry]) -> Records:
    found: dict[str, Entry] = {}
    twice = dict[str, str]()
    for entry in entries:
        if found.setdefault(entry.name, entry) != entry:
            twice[entry.name] = "is defined in more than one way"
    result = Records(excluded=twice)
    for entry in found.values():
        if entry.name in twice:
            continue
        match entry:
            case Record():
                result.structs.append(entry)
            case Enum():
                result.enums.append(entry)
            case Alias():
                result.aliases.append(entry)
            case Excluded():
                result.excluded[entry.name] = entry.reason
    return result


def _entries(item: Item, language: Language) -> Iterator[tuple[str, Entry]]:
    """What a declaration says, by simple name."""
    node = item.node
    match node.type:
        case "struct_specifier" | "class_specifier" | "union_specifier" | "enum_specifier":
            name = node.child_by_field_name("name")
            if name is not None and node.child_by_field_name("body") is not None:
                yield text_of(name).split("<")[0], _defined(item, text_of(name), language)
        case "type_definition":
            yield from _typedefs(item, language)
        case "alias_declaration":
            name, kind = node.child_by_field_name("name"), node.child_by_field_name("type")
            if name is not None and kind is not None:
                full = _qualified(item.scopes, text_of(name)) + own_arguments(item)
                yield text_of(name), Alias(full, text_of(kind), heading(item))
        case _:
            pass


def _typedefs(item: Item, language: Language) -> Iterator[tuple[str, Entry]]:
    kind = item.node.child_by_field_name("type")
    if kind is None:
        return
    for declarator in declarators(item.node):
        name = declared_name(declarator)
        if name is None:
            continue
        simple = text_of(name)
        full = _qualified(item.scopes, simple)
        tag = kind.child_by_field_name("name")
        unnamed = tag is None and kind.child_by_field_name("body") is not None
        if unnamed and declarator.id == name.id:
            yield simple, _defined(Item(kind, kind, item.scopes), simple, language, typedef=True)
        elif tag is None or declarator.id != name.id or text_of(tag) != simple:
            defines = tag is not None and kind.child_by_field_name("body") is not None
            words = "" if unnamed else text_of(tag if tag is not None and defines else kind)
            yield simple, Alias(full, f"{words} {without_name(declarator, name)}".strip())


def _defined(item: Item, name: str, language: Language, *, typedef: bool = False) -> Entry:
    node = item.node
    full = _qualified(item.scopes, name)
    if language is Language.C and not typedef:
        full = f"{text_of(node.children[0])} {full}"
    if any(scope.template for scope in item.scopes):
        return Excluded(full, "is inside a class template")
    if node.type == "enum_specifier":
        return _enum(node, full)
    full += own_arguments(item)
    reason = _unsuitable_kind(item) or unsuitable(node)
    if reason is not None:
        return Excluded(full, reason)
    return Record(full, tuple(fields(node)), heading(item))


def _enum(node: Node, full: str) -> Entry:
    body = node.child_by_field_name("body")
    names = [child.child_by_field_name("name") for child in body.named_children] if body else []
    words = tuple(text_of(name) for name in names if name is not None)
    scoped = any(child.type in {"class", "struct"} for child in node.children)
    return Enum(full, scoped, words) if words else Excluded(full, "has no enumerators")


def _unsuitable_kind(item: Item) -> str | None:
    node = item.node
    name = node.child_by_field_name("name")
    if node.type == "union_specifier":
        return "is a union"
    if any(child.type == "base_class_clause" for child in node.children):
        return "has a base class"
    if name is not None and name.type == "template_type":
        return "is a template's specialization"
    if parameter_nodes(item) and not own_arguments(item):
        return "has template parameters without a name"
    return None


def _qualified(scopes: tuple[Scope, ...], name: str) -> str:
    return "::".join([*spelled(scopes), name])
