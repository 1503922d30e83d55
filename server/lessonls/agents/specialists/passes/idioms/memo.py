"""Recursion that asks for the same values again and again: a table of those that are known."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import is_unsigned
from lessonls.agents.specialists.analysis.recursion import Recursion, recursion
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, apply, indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.core.reading.syntax import text_of, walk


def _run(code: Code) -> Code:
    found = recursion(code)
    return code if found is None else _rewritten(code, found)


MEMO = Pass(
    "table of known values",
    "keeping the values that the recursion has already computed in a table",
    "because every value is then computed once",
    _run,
)


def _rewritten(code: Code, found: Recursion) -> Code:
    function, body = code.function, code.body
    if function is None or body is None:
        return code
    cpp = code.cpp
    unit = indent_unit(code.text)
    helper_name = free_name(code, f"{found.name}_known")
    at, table, known = (code.fresh(one) for one in ("at", "values", "known"))
    limits = {key: code.fresh(f"{key}_limit") for key in found.keys}
    kinds = {one.name: one.shape.element for one in found.parameters}
    passed = [table, known, *limits.values()]
    edits = [
        Edit(call.end_byte - 1, call.end_byte - 1, f", {', '.join(passed)}") for call in found.calls
    ]
    edits += [
        Edit(c.start_byte, c.start_byte + len(found.name.encode()), helper_name)
        for c in found.calls
    ]
    inner = _remembering(code, found, edits, (at, table, known))
    shift = body.start_byte
    own = [_table(cpp, found.result, table), _table(cpp, "char", known)]
    own += [f"{kinds[key]} {limit}" for key, limit in limits.items()]
    head = code.slice(function.start_byte, shift).rstrip()
    place = _parameter_list_end(function) - function.start_byte
    data = head.encode("utf-8", "surrogatepass")
    head = data[:place].decode() + ", " + ", ".join(own) + data[place:].decode()
    head = head.replace(f"{found.name}(", f"{helper_name}(", 1)
    head = head if head.startswith("static") else f"static {head}"
    checks = [f"{_not_negative(key, kinds)}{key} < {limits[key]}" for key in found.keys]
    check = " && ".join(checks)
    index = _index(found.keys, limits, code.size_type)
    size = code.size_type
    start = [
        f"const {size} {at} = {check} ? {index} : 0;",
        f"if ({at} > 0 && {known}[{at}]) return {table}[{at}];",
    ]
    opening = "".join(f"\n{unit}{line}" for line in start)
    helper = f"{head} {{{opening}{inner[1:]}\n"
    wrapper = _wrapper(code, found, helper_name, (table, known), limits, kinds)
    headers = ("cstddef", "vector") if cpp else ("stddef.h", "stdlib.h")
    return with_helper(code.edited(replace(body, wrapper)), headers, helper)


def _table(cpp: bool, kind: str, name: str) -> str:
    """A table as a parameter."""
    return f"std::vector<{kind}>& {name}" if cpp else f"{kind} *{name}"


def _not_negative(key: str, kinds: dict[str, str]) -> str:
    return "" if is_unsigned(kinds[key]) else f"{key} >= 0 && "


def _index(keys: tuple[str, ...], limits: dict[str, str], size: str) -> str:
    """The place in the table, counted from 1; 0 is for what is outside."""
    if len(keys) == 1:
        return f"({size}){keys[0]} + 1"
    return f"({size}){keys[0]} * {limits[keys[1]]} + {keys[1]} + 1"


def _remembering(
    code: Code, found: Recursion, edits: list[Edit], names: tuple[str, str, str]
) -> str:
    """The body, in which every value that took a call is put into the table."""
    at, table, known = names
    body = code.body
    if body is None:
        return ""
    unit = indent_unit(code.text)
    after = [Edit(e.start - body.start_byte, e.end - body.start_byte, e.text) for e in edits]
    result = code.fresh("value")
    for node in walk(body):
        value = (
            node.named_children[0]
            if node.type == "return_statement" and node.named_children
            else None
        )
        if value is None or not any(inside(call, value) for call in found.calls):
            continue
        line = node.start_byte - body.start_byte
        indent = indent_of(code.text, node)
        alone = node.parent is not None and node.parent.type != "compound_statement"
        opening = f"{{\n{indent}{unit}" if alone else ""
        inner = f"{indent}{unit}" if alone else indent
        closing = f"\n{indent}}}" if alone else ""
        start = f"{opening}const {found.result} {result} = "
        after.append(Edit(line, value.start_byte - body.start_byte, start))
        tail = f"\n{inner}if ({at} > 0) {{\n{inner}{unit}{table}[{at}] = {result};"
        tail += f"\n{inner}{unit}{known}[{at}] = 1;\n{inner}}}\n{inner}return {result};{closing}"
        end = node.end_byte - body.start_byte
        after.append(Edit(end, end, tail))
    return apply(text_of(body), after)


def _parameter_list_end(function: Node) -> int:
    declarator = function.child_by_field_name("declarator")
    listed = declarator.child_by_field_name("parameters") if declarator is not None else None
    return listed.end_byte - 1 if listed is not None else function.end_byte


def _wrapper(
    code: Code,
    found: Recursion,
    helper: str,
    names: tuple[str, str],
    limits: dict[str, str],
    kinds: dict[str, str],
) -> str:
    """The function's new body: makes the table, and asks for one value."""
    table, known = names
    unit, cpp = indent_unit(code.text), code.cpp
    size, places = code.size_type, code.fresh("places")
    lines = [
        f"const {kinds[key]} {limit} = {key} >= 0 ? {key} + 1 : 0;"
        if _not_negative(key, kinds)
        else f"const {kinds[key]} {limit} = {key} + 1;"
        for key, limit in limits.items()
    ]
    product = " * ".join(f"({size}){limit}" for limit in limits.values())
    lines.append(f"const {size} {places} = {product} + 1;")
    given = ", ".join([*(one.name for one in found.parameters), table, known, *limits.values()])
    if cpp:
        lines += [
            f"std::vector<{found.result}> {table}({places});",
            f"std::vector<char> {known}({places});",
            f"return {helper}({given});",
        ]
    else:
        result = code.fresh("result")
        lines += [
            f"{found.result} *{table} = malloc({places} * sizeof *{table});",
            f"char *{known} = calloc({places}, 1);",
            f"const {found.result} {result} = {helper}({given});",
            f"free({table});",
            f"free({known});",
            f"return {result};",
        ]
    return "{" + "".join(f"\n{unit}{line}" for line in lines) + "\n}"
