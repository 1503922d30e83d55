"""std::reduce with an operation of one's own: independent parts, and no jumps in the operation.

std::reduce leaves the order of its operations open, so that each of 64 lanes may combine
every 64th element. The compiler vectorizes lanes when the operation selects instead of jumping.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import Algorithm, algorithm_at, reads_only
from lessonls.agents.specialists.analysis.folds import fold_of, start_of
from lessonls.agents.specialists.analysis.shapes import lookup, parameters
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit, indented, replace
from lessonls.agents.specialists.rewriting.helpers import Helper
from lessonls.agents.specialists.rewriting.tree import statements
from lessonls.agents.specialists.rewriting.views import If
from lessonls.core.reading.syntax import text_of, walk

LANES = Helper(
    "reduce_in_lanes",
    """\
/// Combines values in independent lanes, as std::reduce may; the compiler vectorizes them.
template <class Value, class Result, class Operation>
static Result $name(const Value *values, std::size_t count, Result result, Operation combine) {
    constexpr std::size_t LANES = 256 / sizeof(Value);
    std::size_t i = 0;
    if (count >= LANES) {
        Value lane[LANES];
        std::copy_n(values, LANES, lane);
        for (i = LANES; i + LANES <= count; i += LANES) {
            for (std::size_t l = 0; l < LANES; l++) lane[l] = combine(lane[l], values[i + l]);
        }
        for (const Value part : lane) result = combine(result, part);
    }
    for (; i < count; i++) result = combine(result, values[i]);
    return result;
}
""",
    ("algorithm",),
)
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
            name, start = LANES.fresh(code), text_of(found.rest[0])
            text = f"{name}({found.spans[0].data}, {found.length}, {start}, {operation})"
            return LANES.put(code.edited(replace(call, text)), name)
    return code


REDUCE_IN_LANES = Pass(
    "reduce in lanes",
    "reducing in independent lanes with a branch-free operation",
    "because the compiler vectorizes the lanes",
    _run,
    example=Example(
        """\
double f(const std::vector<double> &x) {
    return std::reduce(x.begin(), x.end(), x[0], [](double a, double b) {
        if (a > b) return a;
        return b;
    });
}
""",
        """\
double f(const std::vector<double> &x) {
    return reduce_in_lanes(x.data(), x.size(), x[0], [](double a, double b) {
        return a > b ? a : b;
    });
}
""",
    ),
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
    branch = If.of(first)
    if branch is None or not _harmless(branch.condition):
        return None
    other = branch.alternative
    chosen = _named(_value([branch.consequence], lines, taken), "chosen", lines, taken)
    otherwise = _value([other] if other is not None else found[1:], lines, taken)
    nested = otherwise is not None and " ? " in otherwise
    if nested and any(part.type == "if_statement" for part in walk(branch.consequence)):
        otherwise = _named(otherwise, "otherwise", lines, taken)
    if chosen is None or otherwise is None:
        return None
    test = text_of(branch.condition)
    test = f"({test})" if branch.condition.type == "assignment_expression" else test
    return f"{test} ? {chosen} : {otherwise}"


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
