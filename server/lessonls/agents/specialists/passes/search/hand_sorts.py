"""Sorts written by hand (bubble, insertion, selection) as the library's, or a merge sort in C."""

import re
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.passes.search.hand_sorts_text import PATTERNS
from lessonls.agents.specialists.passes.search.merge_sort import is_fallback, merge_sorted
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of, indented, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.core.reading.syntax import text_of, walk

_SKIPPED = ("{", "}", "const", "comment")


@dataclass(frozen=True)
class _Sort:
    """`count` elements of `name`; `before` says of `x` and `y` whether x comes first."""

    name: str
    count: str
    before: str
    declared: Declaration
    stable: bool

    @property
    def numbers(self) -> bool:
        return self.declared.shape.element in NUMBERS


def _run(code: Code) -> Code:
    for node in code.nodes("for_statement"):
        found = _sort_at(node)
        if found is None or is_fallback(code, node):
            continue
        if code.cpp:
            made = code.edited(replace(node, _in_cpp(found, indent_of(code.text, node))))
            return with_helper(made, ("algorithm", "functional"))
        if in_block(node):
            return _in_c(code, node, found)
    return code


SORTS_BY_HAND = Pass(
    "library sort",
    "sorting with n log n comparisons instead of nested loops",
    "because the time of nested loops grows with the square of the length",
    _run,
    example=Example(
        """\
void f(long *a, int n) {
    for (int i = 0; i < n - 1; i++) {
        int best = i;
        for (int j = i + 1; j < n; j++)
            if (a[j] < a[best]) best = j;
        long t = a[i];
        a[i] = a[best];
        a[best] = t;
    }
}
""",
        """\
void f(long *a, int n) {
    if (n > 1) {
        std::sort(a, a + n);
    }
}
""",
    ),
)


def _tokens(node: Node) -> str:
    """The leaves of the tree with single spaces; braces and comments left out."""
    leaves = (one for one in walk(node) if one.child_count == 0)
    return " ".join(text_of(one) for one in leaves if one.type not in _SKIPPED).replace(
        "std :: ", ""
    )


def _sort_at(node: Node) -> _Sort | None:
    text = _tokens(node)
    for pattern, later, earlier, stable in PATTERNS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        named = {key: value for key, value in match.groupdict().items() if value is not None}
        found = lookup(named["a"], node)
        count = _count(named, node)
        test = _comparison(named, later, earlier)
        if found is None or count is None or test is None or len(found.shape.dims) != 1:
            return None
        if any(one in named.get("temp", "") for one in ("*", "&")):
            return None
        made = _Sort(named["a"], count, test, found, stable)
        if found.shape.element == "auto" or not (made.numbers or (stable and _is_strict(test))):
            return None
        return made
    return None


def _count(named: dict[str, str], node: Node) -> str | None:
    """How many elements are sorted, from the loops' bounds."""
    text = f" {named['end']} "
    i = named.get("i", "")
    for one in (f" - {i} - 1 ", f" - 1 - {i} ", f" - ( {i} + 1 ) ", f" - {i} ", " - 1 "):
        text = text.removesuffix(one).rstrip() + " "
    text = text.strip()
    if text == i and "down" in named:
        text = named["down"].removesuffix(" - 1").strip()
    text = text.removeprefix("( int ) ").strip()
    match = re.fullmatch(r"(\w+)|(\w+) (\.|->) size \( \)", text)
    if match is None:
        return None
    name = match[1] or match[2]
    found = lookup(name, node) if not name.isdigit() else None
    known = name.isdigit() or (found is not None and not inside(found.node, node))
    return text.replace(" ", "") if known else None


def _comparison(named: dict[str, str], later: str, earlier: str) -> str | None:
    """The comparison with `x` for what is to be put in front of `y`."""
    text = f" {named['test']} "
    for role, name in ((later, "x"), (earlier, "y")):
        place = role.format(**named)
        text = text.replace(f" {place} ", f" {name} ")
    left = set(re.findall(r"\w+", text)) & {named["a"], named.get("i", ""), named.get("j", "")}
    both = {"x", "y"} <= set(re.findall(r"\w+", text))
    return None if left or not both or " [ " in text else _printed(text)


def _printed(text: str) -> str:
    """Tokens as one would write them."""
    text = re.sub(r" (\.|->|\[|\]) ?", r"\1", text.strip())
    text = re.sub(r"\( ", "(", text)
    text = re.sub(r" ([),])", r"\1", text)
    text = re.sub(r"(\w) \(", r"\1(", text)
    return re.sub(r"(^|[(&|] ?)([!-]) ", r"\1\2", text)


def _is_strict(test: str) -> bool:
    return "<=" not in test and ">=" not in test


def _in_cpp(found: _Sort, indent: str) -> str:
    vector = found.declared.shape.dims == ("vector",)
    start = f"{found.name}.begin()" if vector else found.name
    whole = vector and found.count == f"{found.name}.size()"
    end = f"{found.name}.end()" if whole else f"{start} + {found.count}"
    plain = re.fullmatch(r"([xy]) ([<>])=? ([xy])", found.before)
    if found.numbers and plain:
        rising = (plain[1] == "x") == (plain[2] == "<")
        text = f"std::sort({start}, {end}{'' if rising else ', std::greater<>()'});"
    else:
        kind = found.declared.shape.element
        kind = f"const {kind} &" if not found.numbers else f"{kind} "
        name = "stable_sort" if not found.numbers else "sort"
        test = found.before.replace("<=", "<").replace(">=", ">") if found.numbers else found.before
        text = f"std::{name}({start}, {end}, [&]({kind}x, {kind}y) {{\n    return {test};\n}});"
    if whole or found.count.endswith("size()"):
        return indented(text, indent)
    return indented(f"if ({found.count} > 1) {{\n    " + indented(text, "    ") + "\n}", indent)


def _in_c(code: Code, node: Node, found: _Sort) -> Code:
    outside = set(re.findall(r"\b[a-z_]\w*", re.sub(r"(\.|->)\w+", "", found.before)))
    if any(lookup(one, node) is not None for one in outside - {"x", "y"}):
        return code
    test = re.sub(r"\b([xy])\.", r"\1->", found.before)
    test = re.sub(r"\b([xy])\b(?!->)", r"*\1", test)
    if found.numbers:
        test = test.replace("<=", "<").replace(">=", ">")
    kind = found.declared.shape.element
    return merge_sorted(code, node, kind, found.name, found.count, test)
