"""std::reduce with an operation of one's own: independent parts, and no jumps in the operation.

std::reduce leaves the order of its operations open, so that each of 64 lanes may combine
every 64th element. The compiler vectorizes lanes when the operation selects instead of jumping.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import Algorithm, algorithm_at, reads_only
from lessonls.agents.specialists.analysis.folds import fold_of, start_of
from lessonls.agents.specialists.analysis.shapes import lookup, parameters
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit, indented, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.agents.specialists.rewriting.tree import statements
from lessonls.core.reading.syntax import text_of, walk

_HELPER = """\
/// Combines values in independent lanes, as std::reduce may; the compiler vectorizes them.
template <class Value, class Result, class Operation>
static Result {name}(const Value *values, std::size_t count, Result result, Operation combine) {{
{unit}constexpr std::size_t LANES = 256 / sizeof(Value);
{unit}std::size_t i = 0;
{unit}if (count >= LANES) {{
{unit}{unit}Value lane[LANES];
{unit}{unit}std::copy_n(values, LANES, lane);
{unit}{unit}for (i = LANES; i + LANES <= count; i += LANES) {{
{unit}{unit}{unit}for (std::size_t l = 0; l < LANES; l++) lane[l] = combine(lane[l], values[i + l]);
{unit}{unit}}}
{unit}{unit}for (const Value part : lane) result = combine(result, part);
{unit}}}
{unit}for (; i < count; i++) result = combine(result, values[i]);
{unit}return result;
}}
"""
_SAFE = (
    "identifier",
    "number_literal",
    "true",
    "false",
    "binary_expression",
    "unary_expression",
    "parenthesized_expression",
    "conditional_expression",
    "call_expression",
    "qualified_identifier",
    "template_function",
)
_PURE = ("min", "max", "abs", "fabs", "numeric_limits<")


def _run(code: Code) -> Code:
    if not code.cpp or code.function is None:
        return code
    for call in code.nodes("call_expression"):
        found = algorithm_at(call)
        operation = _operation(code, found) if found is not None else None
        if found is not None and operation is not None:
            helper = free_name(code, "reduce_in_lanes")
            span = found.spans[0]
            start = text_of(found.rest[0])
            text = f"{helper}({span.data}, {found.length}, {start}, {operation})"
            above = _HELPER.format(name=helper, unit=indent_unit(code.text))
            return with_helper(code.edited(replace(call, text)), ("algorithm",), above)
    return code


REDUCE_IN_LANES = Pass(
    "reduce in lanes",
    "reducing in independent lanes by an operation that selects instead of jumping",
    "because the compiler vectorizes the lanes",
    _run,
)


def _operation(code: Code, found: Algorithm) -> str | None:
    """The lambda without jumps, where there is a reason to and the order is open."""
    span = found.spans[0]
    if found.name != "reduce" or span.backward or found.spans[1:] or len(found.rest) != 2:
        return None
    element, node = span.element, found.rest[1]
    start = start_of(found.rest[0], found.call)
    if not span.declared.shape.arithmetic or start is None or start[0] != element:
        return None
    if node.type == "identifier":
        known = lookup(text_of(node), node)
        node = known.init if known is not None and known.init is not None else node
    if node.type != "lambda_expression" or fold_of(node, element) or not reads_only(node):
        return None
    return _branchless(code, node, found.call)


def _branchless(code: Code, node: Node, place: Node) -> str | None:
    body = node.child_by_field_name("body")
    if body is None or len(list(parameters(node))) != 2:
        return None
    taken = set(code.names)
    lines: list[str] = []
    value = _value(statements(body), lines, taken)
    if value is None:
        return None
    head = code.slice(node.start_byte, body.start_byte).rstrip()
    indent, unit = indent_of(code.text, place), indent_unit(code.text)
    inner = "".join(f"\n{unit}{line}" for line in [*lines, f"return {value};"])
    return indented(f"{head} {{{inner}\n}}", indent)


def _value(found: list[Node], lines: list[str], taken: set[str]) -> str | None:
    """What a chain of `if (…) return …;` returns, as one selection; branches become names."""
    if not found:
        return None
    first = found[0]
    if first.type == "compound_statement":
        return _value(statements(first), lines, taken)
    if first.type == "return_statement":
        value = first.named_children[0] if first.named_children else None
        return text_of(value) if value is not None and _harmless(value) else None
    if first.type != "if_statement":
        return None
    condition = first.child_by_field_name("condition")
    test = condition.child_by_field_name("value") if condition is not None else None
    then, other = first.child_by_field_name("consequence"), _alternative(first)
    if test is None or then is None or not _harmless(test):
        return None
    chosen = _named(_value([then], lines, taken), "chosen", lines, taken)
    otherwise = _value([other] if other is not None else found[1:], lines, taken)
    nested = otherwise is not None and " ? " in otherwise
    if nested and _deep(then):
        otherwise = _named(otherwise, "otherwise", lines, taken)
    if chosen is None or otherwise is None:
        return None
    return f"{_test(test)} ? {chosen} : {otherwise}"


def _alternative(node: Node) -> Node | None:
    clause = node.child_by_field_name("alternative")
    return clause.named_children[0] if clause is not None and clause.named_children else None


def _deep(then: Node) -> bool:
    return any(part.type == "if_statement" for part in walk(then))


def _test(node: Node) -> str:
    return f"({text_of(node)})" if node.type == "assignment_expression" else text_of(node)


def _named(value: str | None, name: str, lines: list[str], taken: set[str]) -> str | None:
    """A local name for a value that is a selection itself."""
    if value is None or " ? " not in value:
        return value
    number = 2
    word = name
    while word in taken:
        word, number = f"{name}{number}", number + 1
    taken.add(word)
    lines.append(f"const auto {word} = {value};")
    return word


def _harmless(value: Node) -> bool:
    """Whether an expression may be computed although it is not needed."""
    for part in walk(value):
        if part.is_named and part.type.endswith("_expression") and part.type not in _SAFE:
            return False
        if part.type == "call_expression":
            name = text_of(part.child_by_field_name("function") or part).removeprefix("std::")
            if not name.startswith(_PURE):
                return False
        operator = part.child_by_field_name("operator")
        right = part.child_by_field_name("right")
        divides = operator is not None and operator.type in ("/", "%")
        if divides and (right is None or right.type != "number_literal"):
            return False
    return True
