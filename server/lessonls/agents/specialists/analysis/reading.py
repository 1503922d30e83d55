"""Whether a variable is only read in a piece of code."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.purity import READING, SEEKING, WRITING, is_pure
from lessonls.agents.specialists.rewriting.tree import ancestors
from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.reading.syntax import text_of, walk

LOOKING = READING | {"substr", "find", "rfind", "count", "contains", "compare", "starts_with",
                     "ends_with", "rbegin", "rend", "capacity", "view"}  # fmt: skip
"""Methods of the standard containers and strings that change nothing."""

_WAYS_IN = {"data", "begin", "end", "rbegin", "rend"}
"""Those through whose results elements may be changed."""

_TAKING = WRITING | {"push_back", "compare", "find", "count", "contains"}
_STEPS = ("field_expression", "subscript_expression", "parenthesized_expression")


def only_read(name: str, scope: Node, after: int = 0) -> bool:
    """Whether `name` and what it holds surely stays as it is in `scope`, from byte `after` on."""
    return all(
        _reads(node)
        for node in walk(scope)
        if node.type == "identifier" and text_of(node) == name and node.start_byte >= after
    )


def _reads(use: Node) -> bool:
    """Whether this mention only looks at the value, and keeps no way to it."""
    current, above = use, use.parent
    while above is not None and above.type in _STEPS and _is_owner(above, current):
        current, above = above, above.parent
    if above is None:
        return False
    match above.type:
        case "assignment_expression":
            return above.child_by_field_name("right") == current
        case "update_expression" | "pointer_expression" | "return_statement" | "for_range_loop":
            return above.type == "for_range_loop" and _visits(above)
        case "call_expression":
            method = current.child_by_field_name("field")
            way_in = method is not None and text_of(method) in _WAYS_IN
            known = method is not None and text_of(method) in LOOKING
            return known and (not way_in or _only_looked_through(above))
        case "argument_list":
            return _taken_by_value(above)
        case "init_declarator":
            declarator = above.child_by_field_name("declarator")
            return declarator is not None and declarator.type == "identifier"
        case "lambda_capture_specifier" | "initializer_list":
            return False
        case _:
            return True


def _only_looked_through(call: Node) -> bool:
    """Whether nobody writes through the pointer or iterator that a call gives."""
    for above in ancestors(call):
        if above.type == "argument_list":
            function = above.parent.child_by_field_name("function") if above.parent else None
            return function is not None and plain_name(function) in SEEKING
        if above.type == "declaration":
            return any(text_of(child) == "const" for child in above.children)
        if above.type.endswith("_statement"):
            return False
    return False


def _is_owner(above: Node, current: Node) -> bool:
    argument = above.child_by_field_name("argument")
    return above.type == "parenthesized_expression" or argument == current


def _visits(loop: Node) -> bool:
    """Whether a range-for gets copies of the elements, or may not change them."""
    declarator = loop.child_by_field_name("declarator")
    plain = declarator is not None and declarator.type in (
        "identifier",
        "structured_binding_declarator",
    )
    return plain or any(text_of(child) == "const" for child in loop.children)


def _taken_by_value(arguments: Node) -> bool:
    call = arguments.parent
    function = call.child_by_field_name("function") if call is not None else None
    if function is None:
        return False
    if function.type == "field_expression":
        method = function.child_by_field_name("field")
        return method is not None and text_of(method) in _TAKING
    return is_pure(function) or plain_name(function) in ("to_string", "static_cast", "abs")
