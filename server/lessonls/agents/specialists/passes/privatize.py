"""Arrays that all iterations add to, such as histograms: a copy for each thread, then a sum."""

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.dependence import Independence
from lessonls.agents.specialists.analysis.loops import Loop, enclosing
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.analysis.source import Code
from lessonls.agents.specialists.passes.edits import Edit, indent_of, indent_unit, renamed, replace
from lessonls.agents.specialists.passes.simd import clauses
from lessonls.core.reading.syntax import text_of
from lessonls.core.target import Language

_ZERO_STARTS = frozenset({"+", "|", "^"})


def privatized(code: Code, loop: Loop, found: Independence, limit: str) -> Code | None:
    """The loop with a private copy of every array in `found.updates`; C++ containers only."""
    arrays = [lookup(one.name, loop.node) for one in found.updates]
    known = [one for one in arrays if one is not None and _copyable(one)]
    added = all(one.operator in _ZERO_STARTS for one in found.updates)
    reductions = clauses(loop, found)
    if code.language is not Language.CPP or not added or reductions is None:
        return None
    if len(known) != len(found.updates) or enclosing(loop.node) or _read(code, loop, known):
        return None
    names = {one.name: code.fresh(f"{one.name}_local") for one in known}
    operators = {one.name: one.operator for one in found.updates}
    arrays_by_name = {one.name: one for one in known}
    return code.edited(*_edits(code, loop, arrays_by_name, names, operators, reductions, limit))


def _read(code: Code, loop: Loop, arrays: list[Declaration]) -> bool:
    """Whether an array is also read in places that the loop does not update."""
    accesses = effects_of(code, loop.body).accesses
    names = {one.name for one in arrays}
    mine = [access for access in accesses if access.base in names]
    updated = {text_of(access.node) for access in mine if access.write}
    return any(text_of(access.node) not in updated for access in mine)


def _copyable(found: Declaration) -> bool:
    shape = found.shape
    return shape.dims in (("vector",), ("array",)) and shape.arithmetic and _is_container(found)


def _is_container(found: Declaration) -> bool:
    kind = found.node.child_by_field_name("type")
    return kind is not None and "<" in text_of(kind)


def _zeros(found: Declaration, local: str) -> str:
    """Declares a copy that starts at zero; only the size of the original is read."""
    kind = text_of(found.node.child_by_field_name("type") or found.node)
    start = f"({found.name}.size())" if found.shape.dims == ("vector",) else "{}"
    return f"{kind} {local}{start};"


def _edits(
    code: Code,
    loop: Loop,
    arrays: dict[str, Declaration],
    names: dict[str, str],
    operators: dict[str, str],
    reductions: str,
    limit: str,
) -> list[Edit]:
    indent, unit = indent_of(code.text, loop.node), indent_unit(code.text)
    inner, deep = indent + unit, indent + 2 * unit
    index = code.fresh("n" if "n" not in code.names else "index")
    head = [f"#pragma omp parallel{reductions}{limit}", f"{indent}{{"]
    tail: list[str] = []
    for name, local in names.items():
        head.append(f"{inner}{_zeros(arrays[name], local)}")
        tail += [
            f"{inner}for (std::size_t {index} = 0; {index} < {local}.size(); ++{index}) {{",
            f"{deep}{name}[{index}] {operators[name]}= {local}[{index}];",
            f"{inner}}}",
        ]
    head += [f"{inner}#pragma omp for schedule(static) nowait", inner]
    lines = [f"{inner}#pragma omp critical", f"{inner}{{", *(unit + t for t in tail), f"{inner}}}"]
    moved = renamed(loop.node, names).replace("\n", "\n" + unit)
    text = "\n".join(head) + moved + "\n" + "\n".join(lines) + f"\n{indent}}}"
    return [replace(loop.node, text)]
