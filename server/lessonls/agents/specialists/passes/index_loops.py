"""Loops over containers and whole-range algorithms as counted loops.

The other rewrites, and OpenMP, work on loops that count.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import algorithm_at
from lessonls.agents.specialists.analysis.shapes import Shape, declarations, lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import edited_repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.tree import statements
from lessonls.core.reading.syntax import text_of, walk

_SUMS = ("accumulate", "reduce")


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    return edited_repeatedly(code, _first, 32)


INDEX_LOOPS = Pass(
    "counted loops",
    "writing loops over containers and whole-range algorithms as counted loops",
    "because counted loops can be vectorized and shared among cores",
    _run,
    supporting=True,
    example=Example(
        """\
void f(std::vector<float> &values, float factor) {
    for (auto &value : values)
        value *= factor;
}
""",
        """\
void f(std::vector<float> &values, float factor) {
    for (std::size_t i = 0; i < values.size(); i++) {
        auto &value = values[i];
        value *= factor;
    }
}
""",
    ),
)


def _first(code: Code) -> list[Edit]:
    """The edits for the first statement that can be rewritten."""
    for node in code.nodes("for_range_loop", "expression_statement", "return_statement"):
        edits = _rewritten(code, node)
        if edits:
            return edits
    return []


def _rewritten(code: Code, node: Node) -> list[Edit]:
    match node.type:
        case "for_range_loop":
            return _range_loop(code, node)
        case "expression_statement" if node.named_children:
            return _transform(code, node, node.named_children[0])
        case "return_statement" if node.named_children:
            return _sum(code, node, node.named_children[0])
        case _:
            return []


def _counter(code: Code) -> str:
    return next((name for name in ("i", "n", "m") if name not in code.names), code.fresh("index"))


def _indexed(name: str, place: Node) -> bool:
    """Whether `name` is a container with `[]` and `size()`, no bit vector."""
    found = lookup(name, place)
    return (
        found is not None
        and (found.shape.dims[:1] in (("vector",), ("array",)) or _is_string(found.shape))
        and not (found.shape.element == "bool" and found.shape.dims == ("vector",))
        and "[" not in text_of(found.node).partition(name)[2][:1]
    )


def _is_string(shape: Shape) -> bool:
    return shape.element == "string" and not shape.dims


def _range_loop(code: Code, node: Node) -> list[Edit]:
    declared = list(declarations(node))
    container, body = node.child_by_field_name("right"), node.child_by_field_name("body")
    declarator = node.child_by_field_name("declarator")
    if len(declared) != 1 or container is None or body is None or declarator is None:
        return []
    name = text_of(container)
    if not name.isidentifier() or not _indexed(name, node) or _grows(body, name):
        return []
    counter = _counter(code)
    colon = next(child for child in node.children if child.type == ":")
    opening = next(child for child in node.children if child.type == "(")
    element = code.slice(opening.end_byte, colon.start_byte).strip()
    head = f"for (std::size_t {counter} = 0; {counter} < {name}.size(); {counter}++) {{"
    outer, unit = indent_of(code.text, node), indent_unit(code.text)
    first = f"\n{outer}{unit}{element} = {name}[{counter}];"
    if body.type == "compound_statement":
        return [Edit(node.start_byte, body.start_byte + 1, head + first)]
    tail = Edit(node.end_byte, node.end_byte, f"\n{outer}}}")
    return [Edit(node.start_byte, body.start_byte, f"{head}{first}\n{outer}{unit}"), tail]


def _grows(body: Node, name: str) -> bool:
    return any(
        text_of(part).startswith(f"{name}.") and not text_of(part).startswith(f"{name}.size")
        for part in walk(body)
        if part.type == "field_expression"
    )


def _ranges(node: Node) -> tuple[str, list[str], list[Node]] | None:
    """The algorithm, the containers whose beginnings it is given, and its other arguments."""
    found = algorithm_at(node)
    if found is None or any(one.backward for one in found.spans):
        return None
    names = [one.name for one in found.spans]
    known = found.length.endswith(".size()") and all(_indexed(name, node) for name in names)
    return (found.name, names, list(found.rest)) if known else None


def _transform(code: Code, statement: Node, call: Node) -> list[Edit]:
    found = _ranges(call)
    if found is None or found[0] != "transform" or len(found[2]) != 1:
        return []
    *sources, target = found[1]
    if len(sources) not in (1, 2) or found[2][0].type != "lambda_expression":
        return []
    indent, unit = indent_of(code.text, statement), indent_unit(code.text)
    counter, apply = _counter(code), code.fresh("apply")
    values = ", ".join(f"{name}[{counter}]" for name in sources)
    text = (
        f"const auto {apply} = {text_of(found[2][0])};\n{indent}"
        f"for (std::size_t {counter} = 0; {counter} < {sources[0]}.size(); {counter}++) {{\n"
        f"{indent}{unit}{target}[{counter}] = {apply}({values});\n{indent}}}"
    )
    return [replace(statement, text)] if statement in _block(statement) else []


def _block(statement: Node) -> list[Node]:
    return statements(statement.parent) if statement.parent is not None else []


def _sum(code: Code, statement: Node, call: Node) -> list[Edit]:
    found = _ranges(call)
    if found is None or found[0] not in _SUMS or len(found[1]) != 1 or len(found[2]) > 1:
        return []
    name = found[1][0]
    declared = lookup(name, call)
    if declared is None or not declared.shape.arithmetic or len(declared.shape.dims) != 1:
        return []
    if found[0] == "accumulate" and (not found[2] or found[2][0].type != "number_literal"):
        return []
    start = text_of(found[2][0]) if found[2] else "0"
    kind = declared.shape.element
    if found[0] == "accumulate" and declared.shape.floating != any(c in start for c in ".e"):
        return []
    indent, unit = indent_of(code.text, statement), indent_unit(code.text)
    counter, total = _counter(code), code.fresh("sum")
    text = (
        f"{kind} {total} = {start};\n{indent}"
        f"for (std::size_t {counter} = 0; {counter} < {name}.size(); {counter}++) {{\n"
        f"{indent}{unit}{total} += {name}[{counter}];\n{indent}}}\n{indent}return {total};"
    )
    return [replace(statement, text)] if statement in _block(statement) else []
