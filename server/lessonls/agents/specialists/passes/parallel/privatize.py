"""Arrays that all iterations add to, such as histograms: a copy for each thread, then a sum."""

import re

from lessonls.agents.specialists.analysis.access_paths import place_of
from lessonls.agents.specialists.analysis.accesses import Access, effects_of
from lessonls.agents.specialists.analysis.dependence import Independence
from lessonls.agents.specialists.analysis.loops import Loop, enclosing, loop_at
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.passes.vectorize.simd import clauses
from lessonls.agents.specialists.rewriting.blocks import around, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import (
    Edit,
    indent_unit,
    indented,
    renamed,
    replace,
)
from lessonls.agents.specialists.rewriting.templates import filled, placed
from lessonls.agents.specialists.rewriting.tree import strip_parentheses
from lessonls.core.reading.syntax import text_of

_ZERO_STARTS = frozenset({"+", "|", "^"})
_LARGEST = 1 << 16
"""Elements of a copy that fits on a thread's stack."""
_COPIES = """
#pragma omp parallel$clauses
{
    $zeros
    #pragma omp for schedule(static) nowait
    $loop
    #pragma omp critical
    {
        $sums
    }
}
"""
_SUM = """
for (std::size_t $i = 0; $i < $local.size(); ++$i) {
    $name[$i] $operator= $local[$i];
}
"""


def privatized(code: Code, loop: Loop, found: Independence, limit: str) -> Code | None:
    """The loop with a copy for each thread of every array in `found.updates`."""
    arrays = [_owner(lookup(one.name, loop.node)) for one in found.updates]
    known = [one for one in arrays if one is not None and one.shape.arithmetic]
    added = all(one.operator in _ZERO_STARTS for one in found.updates)
    reductions = clauses(code, loop, found)
    if not added or reductions is None or len(known) != len(found.updates):
        return None
    if enclosing(loop.node) or _read(code, loop, known):
        return None
    sections = [_section(loop, one) for one in known]
    if all(sections):
        for update, section in zip(found.updates, sections, strict=True):
            reductions += f" reduction({update.operator} : {section})"
        line = f"#pragma omp parallel for schedule(static){reductions}{limit}"
        return code.edited(*around(code, loop.node, [line], []))
    if not code.cpp or not all(_is_container(one) for one in known):
        return None
    operators = {
        one.name: update.operator for one, update in zip(known, found.updates, strict=True)
    }
    return code.edited(*_edits(code, loop, known, operators, reductions, _worth(limit, known)))


def _owner(found: Declaration | None) -> Declaration | None:
    """The container whose data a pointer is, else what was found."""
    init = text_of(found.init) if found is not None and found.init is not None else ""
    if found is None or not init.endswith(".data()"):
        return found
    return lookup(init.removesuffix(".data()"), found.node)


def _worth(limit: str, arrays: list[Declaration]) -> str:
    """The `if` clause, also for more work than to make and to add up the copies."""
    work = limit.removeprefix(" if(").rpartition(" > ")[0]
    sizes = [f" && {work} > {one.name}.size()" for one in arrays if one.shape.dims == ("vector",)]
    return f"{limit[:-1]}{''.join(sizes)})" if work else limit


def _read(code: Code, loop: Loop, arrays: list[Declaration]) -> bool:
    """Whether an array is also read in places that the loop does not update."""
    names = {one.name for one in arrays}
    mine = [one for one in effects_of(code, loop.body).accesses if _base(one) in names]
    updated = {text_of(access.node) for access in mine if access.write}
    views = any(not _names_data(access) for access in mine)
    return views or any(text_of(access.node) not in updated for access in mine)


def _names_data(access: Access) -> bool:
    """Whether the access names the array itself, or a pointer to its first element."""
    root = _root(access)
    owner = _owner(lookup(root, access.node))
    return root == access.base or (owner is not None and owner.name == _base(access))


def _base(access: Access) -> str:
    owner = _owner(access.declaration)
    return owner.name if owner is not None else access.base


def _root(access: Access) -> str:
    place = place_of(strip_parentheses(access.node))
    return text_of(place.root) if place is not None else ""


def _section(loop: Loop, found: Declaration) -> str:
    """What a reduction clause calls the array; empty where its size is not known or large."""
    if found.shape.dims[:1] == ("array",) and not _is_container(found) and not found.parameter:
        sizes = re.findall(r"\[\s*(\w+)\s*\]", text_of(found.node))
        numbers = [int(size) for size in sizes if size.isdecimal()]
        product = 1
        for number in numbers:
            product *= number
        return found.name if len(numbers) == len(sizes) and product <= _LARGEST else ""
    if found.shape.dims in (("pointer",), ("array",)) and found.parameter:
        size = "" if _is_container(found) else _cleared(loop, found.name) or _promised(found)
        return f"{found.name}[:{size}]" if size else ""
    return ""


def _promised(found: Declaration) -> str:
    """The number of elements in a parameter such as `int counts[26]`."""
    match = re.search(r"\w\s*\[\s*(\d+)\s*\]$", text_of(found.node))
    return match[1] if match is not None and int(match[1]) <= _LARGEST else ""


def _cleared(loop: Loop, name: str) -> str:
    """The number of elements that a loop before this one sets, if it is a small literal."""
    before = loop.node.prev_named_sibling if in_block(loop.node) else None
    while before is not None:
        other = loop_at(before)
        text = " ".join(text_of(other.body).split()) if other is not None else ""
        if other is not None and f"{name}[{other.variable}] = 0;" in text:
            size = text_of(other.bound)
            plain = size.isdecimal() and other.relation == "<" and text_of(other.first) == "0"
            return size if plain and int(size) <= _LARGEST else ""
        before = before.prev_named_sibling
    return ""


def _is_container(found: Declaration) -> bool:
    kind = found.node.child_by_field_name("type")
    one_row = found.shape.dims in (("vector",), ("array",))
    return one_row and kind is not None and "<" in text_of(kind)


def _zeros(found: Declaration, local: str) -> str:
    """Declares a copy that starts at zero; only the size of the original is read."""
    kind = text_of(found.node.child_by_field_name("type") or found.node)
    start = f"({found.name}.size())" if found.shape.dims == ("vector",) else "{}"
    return f"{kind} {local}{start};"


def _edits(
    code: Code,
    loop: Loop,
    arrays: list[Declaration],
    operators: dict[str, str],
    reductions: str,
    limit: str,
) -> list[Edit]:
    index = code.fresh("n" if "n" not in code.names else "index")
    names = {one.name: code.fresh(f"{one.name}_local") for one in arrays}
    sums = [
        filled(_SUM, name=one.name, local=names[one.name], i=index, operator=operators[one.name])
        for one in arrays
    ]
    text = placed(
        code,
        loop.node,
        _COPIES,
        clauses=f"{reductions}{limit}",
        zeros="\n".join(_zeros(one, names[one.name]) for one in arrays),
        sums="\n".join(sums),
        loop="$loop",
    )
    accesses = effects_of(code, loop.body).accesses
    views = {_root(one): names[_base(one)] for one in accesses if _base(one) in names}
    moved = indented(renamed(loop.node, names | views), indent_unit(code.text))
    return [replace(loop.node, text.replace("$loop", moved))]
