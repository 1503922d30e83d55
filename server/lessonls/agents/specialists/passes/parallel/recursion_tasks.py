"""Divide and conquer: the halves as tasks, as far down as there are threads to keep busy.

Below that the function goes on as it was, so that small parts cost nothing more.
"""

import re
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.purity import is_pure_name
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup, parameters
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import directives, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, apply, indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.agents.specialists.rewriting.templates import filled
from lessonls.agents.specialists.rewriting.tree import changed_by, inside, name_of
from lessonls.agents.specialists.rewriting.views import Call
from lessonls.core.reading.syntax import text_of, walk

_DEPTH = 5
"""Halvings that give every core of a machine some parts, also where halves are unequal."""

_ENOUGH = 10000
_LIBRARY = ("swap", "memcpy", "memmove", "memset")
_STARTED = """
{
    #pragma omp parallel if($size > $enough)
    #pragma omp single
    $tasks($listed, $depth);
}
"""
_LAST = """
{
    if ($depth == 0) {
        $alone($listed);
        return;
    }
"""


@dataclass(frozen=True)
class _Halves:
    """The two calls of itself that a function ends with or combines, and how much it is given."""

    name: Node
    first: Node
    second: Node
    size: str


def _run(code: Code) -> Code:
    function = code.function
    found = _halves(code, function) if function is not None else None
    if function is None or found is None or any(map(directives, walk(code.root))):
        return code
    name = text_of(found.name)
    alone, tasks = free_name(code, f"{name}_alone"), free_name(code, f"{name}_in_tasks")
    helper = (
        f"{_renamed(function, name, alone)}\n\n{_in_tasks(code, function, found, alone, tasks)}\n"
    )
    body = function.child_by_field_name("body")
    listed = ", ".join(one.name for one in parameters(function))
    text = filled(_STARTED, indent_unit(code.text), size=found.size, enough=_ENOUGH, tasks=tasks,
                  listed=listed, depth=_DEPTH)  # fmt: skip
    return with_helper(code.edited(replace(body, text)), (), helper) if body is not None else code


RECURSION_TASKS = Pass(
    "halves in tasks",
    "running the two halves as OpenMP tasks",
    "because the halves are independent of each other",
    _run,
    example=Example(
        """\
void f(double *x, int n) {
if (n < 2) return;
        int half = n / 2;
        f(x, half);
        f(x + half, n - half);
        for (int i = 0; i < half; i++) x[i] = x[i] + x[half + i];
}
""",
        """\
void f(double *x, int n) {
        #pragma omp parallel if(n > 10000)
        #pragma omp single
        f_in_tasks(x, n, 5);
}
""",
    ),
)


def _halves(code: Code, function: Node) -> _Halves | None:
    """Two calls in a row with ranges that meet, in a function that only sees what it is given."""
    declarator = function.child_by_field_name("declarator")
    name = declarator.child_by_field_name("declarator") if declarator is not None else None
    kind = function.child_by_field_name("type")
    outside = function.parent is None or function.parent.type != "translation_unit"
    if name is None or name.type != "identifier" or kind is None or text_of(kind) != "void":
        return None
    every = [one for one in map(Call.of, code.nodes("call_expression")) if one is not None]
    calls = [one for one in every if text_of(one.function) == text_of(name)]
    others = [one for one in every if one not in calls]
    if outside or len(calls) != 2 or not all(_known(code, one) for one in others):
        return None
    first, second = (one.node.parent for one in calls)
    if first is None or second is None or not in_block(first) or not in_block(second):
        return None
    size = _size(function, *calls) if first.next_named_sibling == second else ""
    return _Halves(name, first, second, size) if size and _sees_its_own(function) else None


def _known(code: Code, call: Call) -> bool:
    """Whether a call keeps nothing for later: one of the standard library, or of a helper that
    only sees what it is given.
    """
    text = text_of(call.function)
    library = text.startswith("std::") or is_pure_name(text) or text in _LIBRARY
    if (library and "rand" not in text) or call.owner is not None:
        return True
    return any(
        name_of(one) == text and _sees_its_own(one) and not _nodes(one, "call_expression")
        for one in (*code.functions, *code.around.functions)
        if one != code.function
    )


def _nodes(function: Node, *types: str) -> list[Node]:
    return [one for one in walk(function) if one.type in types]


def _sees_its_own(function: Node) -> bool:
    """Whether all that it changes is its own or was given to it."""
    for target in filter(None, map(changed_by, walk(function))):
        names = [part for part in walk(target) if part.type == "identifier"]
        found = lookup(text_of(names[0]), names[0]) if names else None
        if found is None or not inside(found.node, function):
            return False
    return not any("static" in text_of(one).split() for one in _nodes(function, "declaration"))


def _size(function: Node, one: Call, two: Call) -> str:
    """What the whole range holds, if the calls get its two parts; empty for other calls."""
    given = [call.texts for call in (one, two)]
    declared = list(parameters(function))
    if any(len(texts) != len(declared) for texts in given):
        return ""
    differ = [at for at, pair in enumerate(zip(*given, strict=True)) if pair[0] != pair[1]]
    same = [at for at in range(len(declared)) if at not in differ]
    if any(given[0][at] != declared[at].name for at in same) or len(differ) != 2:
        return ""
    low, high = (declared[at] for at in differ)
    parts = [texts[at].replace(" ", "") for at in differ for texts in given]
    return _between(low, high, parts) or _from(low, high, parts)


def _between(low: Declaration, high: Declaration, parts: list[str]) -> str:
    """`(low, middle)` and `(middle + 1, high)`, or without the one."""
    begin, after, end, last = parts
    middle = end.removesuffix("-1")
    meets = middle.isidentifier() and after in (middle, f"{middle}+1")
    numbers = low.shape.dims == high.shape.dims == () and low.shape.arithmetic
    whole = begin == low.name and last == high.name and meets and middle not in (begin, last)
    return f"{high.name} - {low.name}" if whole and numbers else ""


def _from(data: Declaration, count: Declaration, parts: list[str]) -> str:
    """`(data, half)` and `(data + half, count - half)`."""
    begin, after, half, rest = parts
    plain = half.isidentifier() or half == f"{count.name}/2"
    moved = after in (f"{data.name}+{half}", f"&{data.name}[{half}]")
    left = rest in (f"{count.name}-{half}", f"{count.name}-({half})")
    pointer = data.shape.dims == ("pointer",) and count.shape.dims == ()
    return count.name if plain and moved and left and pointer and begin == data.name else ""


def _renamed(function: Node, name: str, other: str) -> str:
    """The function as a static one under another name, which calls itself by it."""
    text = text_of(function).removeprefix("static ")
    return "static " + _calling(text, name, other)


def _calling(text: str, name: str, other: str) -> str:
    """The text with another name where the function is declared and called."""
    return re.sub(rf"(?<![\w.:>]){re.escape(name)}(?= ?\()", other, text)


def _in_tasks(code: Code, function: Node, found: _Halves, alone: str, tasks: str) -> str:
    """The function with its halves as tasks, down to a depth."""
    unit, offset, depth = indent_unit(code.text), function.start_byte, code.fresh("depth")
    indent = indent_of(code.text, found.first)
    listed = ", ".join(one.name for one in parameters(function))
    body, declarator = (function.child_by_field_name(one) for one in ("body", "declarator"))
    heads = declarator.child_by_field_name("parameters") if declarator is not None else None
    if body is None or heads is None:
        return ""
    start = filled(_LAST, unit, depth=depth, alone=alone, listed=listed)
    edits = [
        Edit(heads.end_byte - 1, heads.end_byte - 1, f", int {depth}"),
        Edit(body.start_byte, body.start_byte + 1, start),
        Edit(found.first.start_byte, found.first.start_byte,
             f"#pragma omp task default(shared)\n{indent}"),
        Edit(found.second.end_byte, found.second.end_byte,
             f"\n{indent}#pragma omp taskwait"),
    ]  # fmt: skip
    for statement in (found.first, found.second):
        end = statement.named_children[0].end_byte - 1
        edits.append(Edit(end, end, f", {depth} - 1"))
    moved = [Edit(one.start - offset, one.end - offset, one.text) for one in edits]
    text = apply(text_of(function), moved).removeprefix("static ")
    name = text_of(found.name)
    return "static " + _calling(text, name, tasks)
