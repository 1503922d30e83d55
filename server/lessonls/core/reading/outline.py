"""What a text declares, collected once: functions, classes, namespaces, instantiations."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tree_sitter import Node

from lessonls.core.reading.functions import Function, declared_functions, function
from lessonls.core.reading.scopes import CLASSES, Item, items, namespaces, spelled
from lessonls.core.reading.syntax import text_of

Path = tuple[str, ...]


@dataclass
class Outline:
    """Everything by its full name; hidden namespaces are left out of names.

    `others` are names that could be mistaken for functions: what they are, and their line.
    """

    functions: list[Function] = field(default_factory=list[Function])
    declared: dict[Path, list[Function]] = field(default_factory=lambda: defaultdict(list))
    instantiated: dict[Path, list[Function]] = field(default_factory=lambda: defaultdict(list))
    classes: dict[Path, Item] = field(default_factory=dict[Path, Item])
    namespaces: set[Path] = field(default_factory=set[Path])
    others: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])


def outline(root: Node) -> Outline:
    """The outline of a syntax tree."""
    found = collect(items(root))
    found.namespaces |= namespaces(root)  # those as well of which nothing can be read
    return found


def every(known: Outline) -> list[Function]:
    """What is defined and what is declared, in the order of the text."""
    declared = (read for reads in known.declared.values() for read in reads)
    found = [*known.functions, *declared]
    return sorted(found, key=lambda read: read.item.outer.start_byte)


def collect(declarations: Iterable[Item]) -> Outline:
    """The outline of some declarations."""
    found = Outline()
    for item in declarations:
        path = spelled(item.scopes)
        if item.scopes and not item.scopes[-1].is_class:
            found.namespaces.update(path[:end] for end in range(1, len(path) + 1))
        defined = function(item)
        if defined is not None:
            found.functions.append(defined)
        elif item.node.type in CLASSES:
            name = item.node.child_by_field_name("name")
            if name is not None and item.node.child_by_field_name("body") is not None:
                found.classes[(*path, text_of(name))] = item
        else:
            _declaration(item, found)
    return found


def _declaration(item: Item, found: Outline) -> None:
    node = item.node
    if node.type == "template_instantiation":
        for read in declared_functions(item):
            found.instantiated[read.path].append(read)
    elif node.type in {"declaration", "field_declaration"}:
        for read in declared_functions(item):
            found.declared[read.path].append(read)
        for declarator in node.children_by_field_name("declarator"):
            value = declarator.child_by_field_name("value")
            name = declarator.child_by_field_name("declarator")
            if value is not None and name is not None and value.type == "lambda_expression":
                found.others[text_of(name)] = ("a lambda", _line(node))
    elif node.type == "preproc_function_def":
        name = node.child_by_field_name("name")
        if name is not None:
            found.others[text_of(name)] = ("a macro", _line(node))


def _line(node: Node) -> int:
    return node.start_point.row + 1
