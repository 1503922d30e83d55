"""Recursion that asks for the same values again and again: a table of those that are known."""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.arithmetic_types import is_unsigned
from lessonls.agents.specialists.analysis.recursion import Recursion, recursion
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import (
    Edit,
    apply,
    indent_of,
    indent_unit,
    replace,
)
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.agents.specialists.rewriting.templates import filled
from lessonls.agents.specialists.rewriting.tree import inside, named
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.target import Language

_START = """
    const $size $at = $check ? $index : 0;
    if ($at > 0 && $known[$at]) return $table[$at];"""
_KEPT = """\
const $result $value = $call
if ($at > 0) {
    $table[$at] = $value;
    $known[$at] = 1;
}
return $value;"""
_WRAPPER = """\
{
    $limits
    const $size $places = $product + 1;
    std::vector<$result> $table($places);
    std::vector<char> $known($places);
    return $helper($given);
}"""
_WRAPPER_IN_C = """\
{
    $limits
    const $size $places = $product + 1;
    $result *$table = malloc($places * sizeof *$table);
    char *$known = calloc($places, 1);
    const $result $value = $helper($given);
    free($table);
    free($known);
    return $value;
}"""


def _run(code: Code) -> Code:
    found = recursion(code)
    return code if found is None else _rewritten(code, found)


MEMO = Pass(
    "table of known values",
    "keeping the values that the recursion has already computed in a table",
    "because every value is then computed once",
    _run,
    example=Example(
        """\
long f(int n) {
    if (n < 2) return n;
    return f(n - 1) + f(n - 2);
}
""",
        """\
long f(int n) {
    const int n_limit = n >= 0 ? n + 1 : 0;
    const size_t places = (size_t)n_limit + 1;
    long *values = malloc(places * sizeof *values);
    char *known = calloc(places, 1);
    const long result = f_known(n, values, known, n_limit);
    free(values);
    free(known);
    return result;
}
""",
        Language.C,
    ),
)


@dataclass(frozen=True)
class _Table:
    """The recursion and the names of what remembers its values."""

    found: Recursion
    helper: str
    at: str
    table: str
    known: str
    limits: dict[str, str]
    size: str

    @property
    def passed(self) -> str:
        return ", ".join([self.table, self.known, *self.limits.values()])

    def kind(self, key: str) -> str:
        return next(one.shape.element for one in self.found.parameters if one.name == key)

    @property
    def check(self) -> str:
        """Whether the arguments have a place in the table."""
        return " && ".join(
            f"{'' if is_unsigned(self.kind(key)) else f'{key} >= 0 && '}{key} < {limit}"
            for key, limit in self.limits.items()
        )

    @property
    def index(self) -> str:
        """The place in the table, counted from 1; 0 is for what is outside."""
        first, *more = self.found.keys
        row = f" * {self.limits[more[0]]} + {more[0]}" if more else ""
        return f"({self.size}){first}{row} + 1"


def _rewritten(code: Code, found: Recursion) -> Code:
    function, body = code.function, code.body
    if function is None or body is None:
        return code
    at, table, known = (code.fresh(one) for one in ("at", "values", "known"))
    limits = {key: code.fresh(f"{key}_limit") for key in found.keys}
    helper = free_name(code, f"{found.name}_known")
    made = _Table(found, helper, at, table, known, limits, code.size_type)
    head = code.slice(function.start_byte, body.start_byte).rstrip()
    listed = ", ".join(_parameters(code, made))
    declarator = function.child_by_field_name("declarator")
    parameters = declarator.child_by_field_name("parameters") if declarator is not None else None
    place = (parameters or function).end_byte - 1 - function.start_byte
    head = apply(head, [Edit(place, place, f", {listed}")])
    head = head.replace(f"{found.name}(", f"{helper}(", 1).removeprefix("static ")
    names = {"size": made.size, "at": at, "table": table, "known": known, "result": found.result}
    unit = indent_unit(code.text)
    start = filled(_START, unit, check=made.check, index=made.index, **names)
    text = f"static {head} {{\n{start}{_remembering(code, made, names)[1:]}\n"
    product = " * ".join(f"({made.size}){limit}" for limit in limits.values())
    given = ", ".join([*(one.name for one in found.parameters), made.passed])
    wrapper = filled(
        _WRAPPER if code.cpp else _WRAPPER_IN_C, unit, limits="\n".join(_limits(made)),
        places=code.fresh("places"), product=product, helper=helper, given=given,
        value=code.fresh("result"), **names,
    )  # fmt: skip
    headers = ("cstddef", "vector") if code.cpp else ("stddef.h", "stdlib.h")
    return with_helper(code.edited(replace(body, wrapper)), headers, text)


def _parameters(code: Code, made: _Table) -> list[str]:
    """The helper's further parameters."""
    kinds = {made.table: made.found.result, made.known: "char"}
    tables = [
        f"std::vector<{kind}>& {name}" if code.cpp else f"{kind} *{name}"
        for name, kind in kinds.items()
    ]
    return [*tables, *(f"{made.kind(key)} {limit}" for key, limit in made.limits.items())]


def _limits(made: _Table) -> list[str]:
    return [
        f"const {made.kind(key)} {limit} = "
        + (f"{key} + 1;" if is_unsigned(made.kind(key)) else f"{key} >= 0 ? {key} + 1 : 0;")
        for key, limit in made.limits.items()
    ]


def _remembering(code: Code, made: _Table, names: dict[str, str]) -> str:
    """The body, in which every value that took a call is put into the table."""
    body, calls = code.body, made.found.calls
    if body is None:
        return ""
    result, unit = code.fresh("value"), indent_unit(code.text)
    edits: list[Edit] = []
    for call in calls:
        edits.append(Edit(call.end_byte - 1, call.end_byte - 1, f", {made.passed}"))
        edits.append(replace(named(call, made.found.name)[0], made.helper))
    for node in walk(body):
        value = (
            node.named_children[0]
            if node.type == "return_statement" and node.named_children
            else None
        )
        if value is None or not any(inside(call, value) for call in calls):
            continue
        kept, _, rest = filled(_KEPT, unit, value=result, call="\0", **names).partition("\0")
        alone = node.parent is not None and node.parent.type != "compound_statement"
        outer = indent_of(code.text, node)
        indent = f"\n{outer}{unit if alone else ''}"
        opening, closing = (f"{{{indent}", f"\n{outer}}}") if alone else ("", "")
        edits.append(Edit(node.start_byte, value.start_byte, opening + kept))
        tail = rest.replace("\n", indent) + closing
        edits.append(Edit(node.end_byte, node.end_byte, tail))
    start = body.start_byte
    return apply(text_of(body), [Edit(e.start - start, e.end - start, e.text) for e in edits])
