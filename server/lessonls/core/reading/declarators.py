"""Reading declarators: what is declared, of which type, and comparing types as written."""

from collections.abc import Iterator, Set

from tree_sitter import Node

from lessonls.core.reading.syntax import text_of

NAMES = frozenset(
    {
        "identifier",
        "field_identifier",
        "type_identifier",
        "qualified_identifier",
        "template_function",
        "operator_name",
        "operator_cast",
        "destructor_name",
    }
)
_WRAPPERS = frozenset(
    {
        "pointer_declarator",
        "reference_declarator",
        "parenthesized_declarator",
        "attributed_declarator",
        "array_declarator",
        "function_declarator",
        "init_declarator",
        "variadic_declarator",
    }
)
_ABSTRACT = frozenset(f"abstract_{kind}" for kind in _WRAPPERS)
_ATTRIBUTES = frozenset(
    {
        "attribute_declaration",
        "attribute_specifier",
        "ms_declspec_modifier",
        "alignas_qualifier",
        "comment",
    }
)
_RESTRICT = frozenset({"restrict", "__restrict", "__restrict__"})
_QUALIFIERS = frozenset({"const", "volatile", "__const", "_Atomic"})


def inner(node: Node) -> Node | None:
    """The next declarator towards the name: `*a[3]` -> `a[3]` -> `a`."""
    kinds = _WRAPPERS | _ABSTRACT | NAMES
    direct = node.child_by_field_name("declarator")
    if direct is not None:
        return direct
    return next((child for child in node.named_children if child.type in kinds), None)


def chain(node: Node | None) -> Iterator[Node]:
    """A declarator and those inside it, the name last."""
    while node is not None:
        yield node
        if node.type in NAMES:
            return
        node = inner(node)


def declared_name(node: Node | None) -> Node | None:
    """The name that a declarator declares, if it has one."""
    return next((part for part in chain(node) if part.type in NAMES), None)


def function_declarator(node: Node | None) -> Node | None:
    """The declarator that makes `node` a function: the one next to the name."""
    found = None
    for part in chain(node):
        if part.type == "function_declarator":
            found = part
        elif part.type in {"pointer_declarator", "reference_declarator", "array_declarator"}:
            # `int (*f)(int)` is a pointer; `int (*f(int))(int)` is still a function.
            found = None
    return found


def declarators(node: Node) -> list[Node]:
    """The declarators of a declaration, such as the two of `int a, *b;`."""
    return node.children_by_field_name("declarator")


def cut(node: Node, start: int, end: int) -> str:
    """The text of `node` without the bytes from `start` to `end` of the file."""
    raw = node.text or b""
    kept = raw[: start - node.start_byte] + raw[end - node.start_byte :]
    return kept.decode("utf-8", "surrogatepass").strip()


def type_tokens(node: Node) -> tuple[str, ...]:
    """The tokens of a declared type, such that types written alike compare equal.

    Left out: the name, a default, attributes, `restrict` and qualifiers at the top level.
    Qualifiers come first, and the outer dimension of an array parameter is a pointer.
    """
    written = list(chain(node.child_by_field_name("declarator")))
    name = written[-1] if written and written[-1].type in NAMES else None
    shape = [part for part in written if part.type.removeprefix("abstract_") in _WRAPPERS]
    deepest = shape[-1] if shape else None
    left_out = {name.id} if name is not None else set[int]()
    if deepest is None or deepest.type.endswith("pointer_declarator"):
        children = (deepest or node).children
        left_out |= {child.id for child in children if text_of(child) in _QUALIFIERS}
    array = deepest if deepest is not None and deepest.type.endswith("array_declarator") else None
    return tuple(_leaves(node, left_out, array))


def tokens(node: Node, left_out: Set[int] = frozenset()) -> tuple[str, ...]:
    """The tokens of `node` without comments, attributes and the nodes in `left_out`."""
    return tuple(_leaves(node, left_out, None))


def without_std(written: tuple[str, ...]) -> tuple[str, ...]:
    """`std::vector` and `vector` name the same type where both compile."""
    kept: list[str] = []
    for word in written:
        if word == "::" and kept[-1:] == ["std"]:
            kept.pop()
        elif word != "::" or kept:
            kept.append(word)
    return tuple(kept)


def _leaves(root: Node, left_out: Set[int], array: Node | None) -> Iterator[str]:
    # No recursion: the text may be a model's, nested as deeply as it likes.
    stack = [root]
    while stack:
        node = stack.pop()
        if node.id in left_out or node.type in _ATTRIBUTES or _is_restrict(node):
            continue
        if array is not None and node.id == array.id:
            yield "*"
            stack.extend(part for part in [inner(node)] if part is not None)
        elif node.child_count == 0:
            yield text_of(node)
        else:
            stack.extend(reversed(_parts(node)))


def _is_restrict(node: Node) -> bool:
    return node.child_count <= 1 and text_of(node) in _RESTRICT


def _parts(node: Node) -> list[Node]:
    default = node.child_by_field_name("default_value")
    children = node.children
    if default is not None:
        children = [c for c in children if c.type != "=" and c.id != default.id]
    if node.type == "parenthesized_declarator" and _under_array(node):
        children = children[1:-1]
    return sorted(children, key=_rank) if _has_specifiers(node) else children


def _has_specifiers(node: Node) -> bool:
    return node.child_by_field_name("type") is not None


def _rank(node: Node) -> int:
    # `double const &` and `const double &` are one type.
    return 0 if text_of(node) in _QUALIFIERS else 1


def _under_array(node: Node) -> bool:
    above = node.parent
    return above is not None and above.type.endswith("array_declarator")
