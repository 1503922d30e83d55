"""What a piece of code reads and writes: places such as `A[i][k]` with polynomial indices."""

from dataclasses import dataclass, field
from functools import lru_cache

from tree_sitter import Node

from lessonls.agents.specialists.analysis.access_paths import Place, Step, place_of, resolved
from lessonls.agents.specialists.analysis.purity import (
    MEASURING,
    ORDERING,
    READING,
    SEEKING,
    WRITING,
    is_pure,
)
from lessonls.agents.specialists.analysis.shapes import (
    Declaration,
    declarations,
    lookup,
    parameters,
)
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import inside, name_of
from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.reading.syntax import text_of, walk

_REFUSED = {
    "new_expression": "allocates memory",
    "delete_expression": "frees memory",
    "gnu_asm_expression": "contains assembly",
    "throw_statement": "throws",
    "goto_statement": "jumps",
    "try_statement": "catches exceptions",
    "co_await_expression": "awaits",
}
_INERT = ("comment", "preproc_call", "lambda_expression", "sizeof_expression")


@dataclass(frozen=True)
class Access:
    """One read or write. `node` is the expression; `declaration` is the base's, if known."""

    base: str
    steps: tuple[Step, ...]
    write: bool
    node: Node
    declaration: Declaration | None


@dataclass
class Effects:
    """All reads and writes of a piece of code, and why there may be more."""

    accesses: list[Access] = field(default_factory=list[Access])
    opaque: list[str] = field(default_factory=list[str])

    @property
    def written(self) -> list[str]:
        """The names of what is written, sorted."""
        return sorted({access.base for access in self.accesses if access.write})


def effects_of(code: Code, node: Node) -> Effects:
    """What `node` reads and writes when it is executed."""
    effects = Effects()
    _Visitor(code, effects, 0).visit(node)
    return effects


@dataclass(frozen=True)
class _Visitor:
    code: Code
    effects: Effects
    depth: int

    def visit(self, node: Node) -> None:
        match node.type:
            case kind if kind in _REFUSED or kind.startswith("preproc_if"):
                self.effects.opaque.append(_REFUSED.get(kind, "is compiled conditionally"))
            case kind if kind in _INERT:
                pass
            case "assignment_expression":
                self._assignment(node)
            case "update_expression":
                self._touch(node.child_by_field_name("argument"), True)
            case "identifier" | "subscript_expression" | "field_expression" | "pointer_expression":
                self._touch(node, False)
            case "call_expression":
                self._call(node)
            case "declaration":
                self._declaration(node)
            case "binary_expression" if _streams(node):
                self.effects.opaque.append("reads or writes a stream")
            case _:
                for child in node.named_children:
                    self.visit(child)

    def _assignment(self, node: Node) -> None:
        operator = node.child_by_field_name("operator")
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if right is not None:
            self.visit(right)
        if operator is not None and operator.type != "=":
            self._touch(left, False)
        self._touch(left, True)

    def _declaration(self, node: Node) -> None:
        if "static" in (text_of(child) for child in node.children):
            self.effects.opaque.append("keeps a static variable")
        for found in declarations(node):
            if found.init is None:
                continue
            view = found.shape.reference or "pointer" in found.shape.dims[:1]
            place = place_of(found.init, view=True) if view else None
            if place is None:
                self.visit(found.init)
            else:
                self._indices(place)

    def _touch(self, node: Node | None, write: bool) -> None:
        place = place_of(node) if node is not None else None
        if node is None or place is None:
            what = text_of(node) if node is not None else "something"
            self.effects.opaque.append(f"uses “{what}”")
            return
        self._indices(place)
        self._record(place, node, write)

    def _indices(self, place: Place) -> None:
        for step in place.steps:
            if isinstance(step, Node):
                self.visit(step)
        if place.offset is not None:
            self.visit(place.offset)

    def _record(self, place: Place, node: Node, write: bool) -> None:
        base, steps = resolved(self.code, place)
        found = lookup(base, place.root)
        self.effects.accesses.append(Access(base, steps, write, node, found))

    def _call(self, node: Node) -> None:
        function = node.child_by_field_name("function")
        arguments = node.child_by_field_name("arguments")
        if function is None or arguments is None:
            self.effects.opaque.append("calls something")
            return
        for child in arguments.named_children:
            self.visit(child)
        if function.type == "field_expression":
            self._method(function)
        elif plain_name(function) == "swap":
            for child in arguments.named_children:
                self._touch(child, True)
        elif plain_name(function) in ORDERING and self._whole_range(arguments):
            pass
        elif not (is_pure(function) or _seeks(function, arguments) or self._inlined(function)):
            self.effects.opaque.append(f"calls {text_of(function)}")

    def _whole_range(self, arguments: Node) -> bool:
        """Records that the container of `x.begin(), x.end()` is changed."""
        texts = [text_of(child) for child in arguments.named_children]
        name = texts[0].removesuffix(".begin()") if texts else ""
        place = place_of(arguments.named_children[0], view=True) if texts else None
        if place is None or place.steps or f"{name}.end()" not in texts:
            return False
        self._record(place, arguments, True)
        return True

    def _method(self, function: Node) -> None:
        owner = function.child_by_field_name("argument")
        method = text_of(function.child_by_field_name("field") or function)
        place = place_of(owner) if owner is not None else None
        if place is None or method not in READING | WRITING:
            self.effects.opaque.append(f"calls {text_of(function)}")
            return
        self._indices(place)
        if method not in MEASURING:
            self._record(place, function, method in WRITING)

    def _inlined(self, function: Node) -> bool:
        """Whether a lambda or helper in reach only computes; what it reads is recorded."""
        body = _body_of(self.code, function) if self.depth < 3 else None
        if body is None:
            return False
        code, definition = body
        inner = Effects()
        block = definition.child_by_field_name("body")
        if block is not None:
            _Visitor(code, inner, self.depth + 1).visit(block)
        for access in inner.accesses:
            known = access.declaration
            own = known is not None and inside(known.node, definition)
            if access.write and (not own or known is None or _shared(known)):
                return False
            if not own and code is self.code:
                self.effects.accesses.append(Access(access.base, (), False, function, known))
        return not inner.opaque


def _seeks(function: Node, arguments: Node) -> bool:
    """Whether an algorithm only reads its ranges, and compares by no function of the user's."""
    plain = all(one.type != "lambda_expression" for one in arguments.named_children)
    return plain and plain_name(function) in SEEKING


def _shared(found: Declaration) -> bool:
    return found.shape.reference or "pointer" in found.shape.dims


def _body_of(code: Code, function: Node) -> tuple[Code, Node] | None:
    name = plain_name(function)
    found = lookup(name, function)
    if found is not None:
        init = found.init
        return (code, init) if init is not None and init.type == "lambda_expression" else None
    for where in (code, code.around):
        for node in _definitions(where.root).get(name, ()):
            if node != code.function and name not in {p.name for p in parameters(node)}:
                return where, node
    return None


@lru_cache(maxsize=64)
def _definitions(root: Node) -> dict[str, list[Node]]:
    """The functions that are defined in a text, by name."""
    found: dict[str, list[Node]] = {}
    for node in walk(root):
        if node.type == "function_definition":
            found.setdefault(name_of(node), []).append(node)
    return found


def _streams(node: Node) -> bool:
    operator = node.child_by_field_name("operator")
    if operator is None or operator.type not in ("<<", ">>"):
        return False
    left = node.child_by_field_name("left")
    while left is not None and left.type == "binary_expression":
        left = left.child_by_field_name("left")
    if left is None or left.type != "identifier":
        return left is not None and left.type == "qualified_identifier"
    found = lookup(text_of(left), left)
    return found is None or not (found.shape.arithmetic or found.shape.element == "auto")
