"""Sorting to look at one element: `std::nth_element` puts just that one in its place."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.source import Code
from lessonls.agents.specialists.passes.edits import replace
from lessonls.agents.specialists.recipes import Pass
from lessonls.core.reading.syntax import text_of
from lessonls.core.target import Language


def _run(code: Code) -> Code:
    if code.language is not Language.CPP:
        return code
    for call in code.nodes("call_expression"):
        found = _sorted(code, call)
        if found is not None:
            name, index, rest = found
            where = f"{name}.begin() + {index}"
            text = f"std::nth_element({name}.begin(), {where}, {name}.end(){rest})"
            return code.edited(replace(call, text))
    return code


SELECT_ONE = Pass(
    "nth_element",
    "selecting the one element that is used instead of sorting all",
    "because selection takes linear time",
    _run,
)


def _sorted(code: Code, call: Node) -> tuple[str, str, str] | None:
    """The local vector that `call` sorts, the only index used after it, the comparison."""
    function, arguments = (
        call.child_by_field_name("function"),
        call.child_by_field_name("arguments"),
    )
    if function is None or arguments is None or text_of(function) not in ("std::sort", "sort"):
        return None
    texts = [text_of(one) for one in arguments.named_children]
    name = texts[0].removesuffix(".begin()") if texts else ""
    if texts[:2] != [f"{name}.begin()", f"{name}.end()"] or not name.isidentifier():
        return None
    found = lookup(name, call)
    if found is None or found.parameter or found.shape.dims != ("vector",):
        return None
    index = _only_index(code, name, call)
    rest = "".join(f", {text}" for text in texts[2:])
    return (name, index, rest) if index else None


def _only_index(code: Code, name: str, call: Node) -> str | None:
    """The index of the only use of `name` after `call`; it may not depend on what was sorted."""
    after = [
        node
        for node in code.nodes("identifier")
        if text_of(node) == name and node.start_byte >= call.end_byte
    ]
    if len(after) != 1 or after[0].parent is None or call.parent is None:
        return None
    use = after[0].parent
    block = call.parent.parent
    same_block = use.type == "subscript_expression" and block is not None and block == code.body
    if not same_block or any(part.type == "for_statement" for part in _between(use, block)):
        return None
    listed = use.child_by_field_name("indices")
    indices = listed.named_children if listed else []
    plain = len(indices) == 1 and not _calls(indices[0])
    text = text_of(indices[0]) if plain else ""
    return text if text.isidentifier() or not text else f"({text})"


def _between(use: Node, block: Node | None) -> list[Node]:
    found: list[Node] = []
    current = use.parent
    while current is not None and current != block:
        found.append(current)
        current = current.parent
    return found


def _calls(node: Node) -> bool:
    return node.type in ("call_expression", "assignment_expression", "update_expression")
