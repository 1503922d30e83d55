"""Which uses of a name mean something that the text itself declares, such as a local variable
called `time`, and not what the library calls so.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from tree_sitter import Node

from lessonls.core.reading.declarators import NAMES, chain, declared_name, function_declarator
from lessonls.core.reading.scopes import CLASSES, DECLARING
from lessonls.core.reading.syntax import text_of, walk

_NAMES = frozenset({"identifier", "type_identifier", "namespace_identifier", "field_identifier"})
_SCOPES = frozenset(
    {
        "compound_statement",
        "function_definition",
        "lambda_expression",
        "for_statement",
        "for_range_loop",
        "if_statement",
        "else_clause",
        "while_statement",
        "do_statement",
        "switch_statement",
        "catch_clause",
        "template_declaration",
        "field_declaration_list",
        "declaration_list",
        # Whether a conditional part exists is not known.
        "preproc_if",
        "preproc_ifdef",
        "preproc_elif",
        "preproc_elifdef",
        "preproc_else",
    }
)
_TYPE = "type "


@dataclass
class Shadows:
    """Offsets of names that mean something of the text's own.

    Only `names` are of interest. What is declared with one of `macros` for its type may be no
    declaration at all. `own` are declarations and uses; `members` may follow a dot or arrow.
    """

    names: Set[str]
    macros: Set[str]
    own: set[int] = field(default_factory=set[int])
    members: set[int] = field(default_factory=set[int])
    _doubted: set[int] = field(default_factory=set[int])
    _depths: dict[str, int] = field(default_factory=lambda: defaultdict[str, int](int))
    _scopes: list[list[str]] = field(default_factory=lambda: [[]])

    def read(self, root: Node) -> None:
        """Walks through a tree as a compiler does: a name counts from where it is declared."""
        stack: list[tuple[str, Node]] = [("enter", root)]
        while stack:
            action, node = stack.pop()
            if action == "leave":
                for word in self._scopes.pop():
                    self._depths[word] -= 1
            elif action == "declare":
                self._declare(node)
            elif node.child_count == 0:
                self._leaf(node)
            else:
                stack.extend(reversed(list(self._steps(node))))

    def _steps(self, node: Node) -> Iterator[tuple[str, Node]]:
        scope = node.type in _SCOPES or _is_scoped(node)
        if scope:
            self._scopes.append([])
            for name in _known_inside(node):
                self._register(name)
        self._tag(node)
        doubtful = node.type in _VARIABLES and _is_doubtful(node, self.macros)
        if doubtful:
            self._doubted.update(child.id for child in node.named_children)
        known = not doubtful and node.id not in self._doubted
        later = _declared_after(node) if known else dict[int, Node]()
        for child in node.children:
            yield "enter", child
            if child.id in later:
                yield "declare", later[child.id]
        if scope:
            yield "leave", node

    def _leaf(self, node: Node) -> None:
        if node.type not in _NAMES or node.end_byte - node.start_byte > _LONGEST:
            return
        name = text_of(node)
        if name not in self.names:
            return
        if node.type == "field_identifier":
            self.members.add(node.start_byte)
        typed = node.type == "type_identifier" and self._depths[_TYPE + name]
        if self._depths[name] or typed:
            self.own.add(node.start_byte)

    def _tag(self, node: Node) -> None:
        # A tag hides a function of that name nowhere; it counts as a type only.
        if node.type in CLASSES and node.child_by_field_name("body") is not None:
            name = node.child_by_field_name("name")
            if name is not None:
                self._register(name, _TYPE)

    def _declare(self, node: Node) -> None:
        if node.type == "enumerator":
            self._register(node.child_by_field_name("name"))
        elif node.type == "structured_binding_declarator":
            for part in node.named_children:
                self._register(part)
        elif node.type == "lambda_capture_specifier":
            for capture in node.named_children:
                self._register(capture.child_by_field_name("left"))
        elif node.type == "abstract_function_declarator":
            for name in _parameters(node):
                self._register(name)
        elif node.type == "type_identifier":
            self._register(node)
        elif function_declarator(node) is None:
            self._register(declared_name(node))

    def _register(self, name: Node | None, prefix: str = "") -> None:
        if name is None or name.end_byte - name.start_byte > _LONGEST:
            return
        word = text_of(name)
        if word in self.names:
            self.own.add(name.start_byte)
            self._depths[prefix + word] += 1
            self._scopes[-1].append(prefix + word)


_LONGEST = 60
_VARIABLES = DECLARING | {"for_range_loop"}


def _is_scoped(node: Node) -> bool:
    return node.type == "enum_specifier" and any(
        child.type in {"class", "struct"} for child in node.children
    )


def _declared_after(node: Node) -> Mapping[int, Node]:
    """The child after which a name counts -> where that name is."""
    if node.type == "init_declarator":
        inner = node.child_by_field_name("declarator")
        return {inner.id: inner} if inner else {}
    if node.type == "lambda_expression":
        parts = (node.child_by_field_name(name) for name in ("captures", "declarator"))
        return {part.id: part for part in parts if part is not None}
    if node.type == "for_range_loop":
        right, inner = node.child_by_field_name("right"), node.child_by_field_name("declarator")
        return {right.id: inner} if right and inner else {}
    if node.type in DECLARING:
        listed = node.children_by_field_name("declarator")
        return {child.id: child for child in listed if child.type != "init_declarator"}
    if node.type == "enumerator_list":
        return {child.id: child for child in node.named_children if child.type == "enumerator"}
    if node.type == "alias_declaration":
        return {child.id: child for child in node.children_by_field_name("name")}
    return {}


def _is_doubtful(node: Node, macros: Set[str]) -> bool:
    """Whether what looks like a declaration may be something else."""
    kind = node.child_by_field_name("type")
    if node.has_error or kind is None:
        return True
    return kind.end_byte - kind.start_byte <= _LONGEST and text_of(kind) in macros


def _known_inside(node: Node) -> Iterator[Node | None]:
    """What is known in all of a scope: parameters and members."""
    if node.type == "function_definition":
        yield from _parameters(function_declarator(node.child_by_field_name("declarator")))
    elif node.type == "catch_clause":
        yield from _parameters(node)
    elif node.type == "template_declaration":
        listed = node.child_by_field_name("parameters")
        for parameter in listed.named_children if listed else ():
            yield _template_name(parameter)
    elif node.type == "field_declaration_list":
        yield from _members(node)


def _parameters(holder: Node | None) -> Iterator[Node | None]:
    listed = holder.child_by_field_name("parameters") if holder else None
    for parameter in listed.named_children if listed else ():
        yield declared_name(parameter.child_by_field_name("declarator"))


def _template_name(parameter: Node) -> Node | None:
    declarator = parameter.child_by_field_name("declarator")
    if declarator is not None:
        return declared_name(declarator)
    return next((part for part in walk(parameter) if part.type == "type_identifier"), None)


def _members(node: Node) -> Iterator[Node]:
    for child in node.named_children:
        inside = child
        if inside.type == "template_declaration" and inside.named_children:
            inside = inside.named_children[-1]
        if inside.type in DECLARING | {"function_definition"}:
            for declarator in inside.children_by_field_name("declarator"):
                last = list(chain(declarator))[-1]
                if last.type in NAMES:
                    yield last
