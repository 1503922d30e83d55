"""Searches for the smallest root: roots are only taken of what may be smaller than the best."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import FLOATS
from lessonls.agents.specialists.analysis.shapes import declarations, lookup
from lessonls.agents.specialists.analysis.terms import Call as CallTerm
from lessonls.agents.specialists.analysis.terms import term_of
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, replace
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.tree import FOR_LOOPS, statements
from lessonls.agents.specialists.rewriting.views import Call, If
from lessonls.core.reading.syntax import text_of

_KEPT = Pattern("if ($d < $best) { $$then; }")
_SET = Pattern("$best = $d;")
_SKIPPED = Pattern("if ($squared > $best * $best * $near) continue;")


def _run(code: Code) -> Code:
    for node in code.nodes(*FOR_LOOPS):
        edits = _guarded(code, node)
        if edits:
            return code.edited(*edits)
    return code


FEWER_ROOTS = Pass(
    "fewer roots",
    "taking roots only of squares that may be smaller than the best one",
    "because most squares are larger, and a comparison is far cheaper than a root",
    _run,
    example=Example(
        """\
void f(const double *x, double *out, int n) {
    double best = 1e300;
    for (int i = 0; i < n; i++) {
        double far = std::sqrt(x[i] * x[i] + 1);
        if (far < best) {
            best = far;
            out[0] = i;
        }
    }
}
""",
        """\
void f(const double *x, double *out, int n) {
    double best = 1e300;
    for (int i = 0; i < n; i++) {
        const auto squared = x[i] * x[i] + 1;
        if (squared > best * best * 1.000001) continue;  // its root is larger
        double far = std::sqrt(squared);
        if (far < best) {
            best = far;
            out[0] = i;
        }
    }
}
""",
    ),
)


@dataclass(frozen=True)
class _Root:
    """A declaration of `name` as the root of what `square` writes; `value` is the root."""

    declaration: Node
    name: str
    kind: str
    square: str
    value: Call


def _guarded(code: Code, loop: Node) -> list[Edit]:
    """Before `d = sqrt(e); if (d < best) { best = d; … }` whatever is too large goes on."""
    body = loop.child_by_field_name("body")
    *before, last = (statements(body) if body is not None else []) or [loop]
    if any(one.type in FOR_LOOPS for one in before):
        return []  # beside a loop, one root is cheap
    root = _root(code, before[-1]) if before else None
    best = _best(code, last, root.name) if root is not None else None
    kept = lookup(text_of(best), last) if best is not None else None
    if root is None or best is None or kept is None or kept.shape.dims:
        return []
    done = any(_SKIPPED.match(one, code.language, {"best": (best,)}) for one in before[-2:-1])
    return _edits(code, root, kept.name) if kept.shape.element == root.kind and not done else []


def _edits(code: Code, root: _Root, best: str) -> list[Edit]:
    start, indent = root.declaration.start_byte, indent_of(code.text, root.declaration)
    near = "1.000001f" if root.kind == "float" else "1.000001"
    squared, line = root.square, ""
    if not squared.isidentifier():
        squared, kind = code.fresh("squared"), "auto" if code.cpp else root.kind
        line = f"const {kind} {squared} = {root.square};\n{indent}"
    skip = f"if ({squared} > {best} * {best} * {near}) continue;  // its root is larger\n{indent}"
    usual = "std::sqrt" if code.cpp else "sqrt"
    name = text_of(root.value.function) if root.value.name.startswith("sqrt") else usual
    return [Edit(start, start, line + skip), replace(root.value.node, f"{name}({squared})")]


def _root(code: Code, declaration: Node) -> _Root | None:
    """What a statement `double d = sqrt(e);` declares, also where a function takes the root."""
    found = list(declarations(declaration)) if declaration.type == "declaration" else []
    call = Call.of(found[0].init) if len(found) == 1 else None
    kind = text_of(declaration.child_by_field_name("type") or declaration)
    if call is None or kind not in FLOATS:
        return None
    term = term_of(code, call.node, {})
    if not isinstance(term, CallTerm) or term.name != "sqrt" or not term.pure:
        return None
    direct = call.name.startswith("sqrt") and call.arguments
    square = text_of(call.arguments[0]) if direct else str(term.arguments[0])
    return _Root(declaration, found[0].name, kind, square, call)


def _best(code: Code, branch: Node, name: str) -> Node | None:
    """What `if (name < best) { best = name; … }` keeps; None for other branches."""
    match, view = _KEPT.match(branch, code.language), If.of(branch)
    if match is None or view is None or match["d"] != name:
        return None
    best = match.at("best")
    known = {"best": (best,), "d": match.holes["d"]}
    kept = any(_SET.match(one, code.language, known) for one in view.then)
    return best if best.type == "identifier" and kept else None
