"""Loops of which one iteration writes what all read: those before it and after it in threads.

`for (k…) for (i…) for (j…) d[i][j] = min(d[i][j], d[i][k] + d[k][j]);` reads row k everywhere, and
writes it where i is k. The rows before it need the old row k, the rows after it the new one.
"""

from lessonls.agents.specialists.analysis.dependence import independence
from lessonls.agents.specialists.analysis.loops import Loop, changed_names, enclosing, loops_in
from lessonls.agents.specialists.analysis.nests import free_of_pragmas, loop_from
from lessonls.agents.specialists.passes.parallel.work import condition
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import instead
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit
from lessonls.core.reading.syntax import text_of


def _run(code: Code) -> Code:
    return loop_by_loop(code, loops_in, _shared_out, 4)


SPLIT_INDEX_SETS = Pass(
    "index-set splitting across threads",
    "splitting the index set at the iteration that writes what all read, for threads to share",
    "because only that one iteration depends on the others",
    _run,
    example=Example(
        """\
void f(int n, std::vector<std::vector<int>> &r) {
for (int k = 0; k < n; ++k)
            for (int i = 0; i < n; ++i)
                for (int j = 0; j < n; ++j)
                    r[i][j] = r[i][j] || (r[i][k] && r[k][j]);
}
""",
        """\
void f(int n, std::vector<std::vector<int>> &r) {
for (int k = 0; k < n; ++k) {
            #pragma omp parallel for schedule(static) if((double)n * n > 20000)
            for (int i = 0; i < k; i++)
                for (int j = 0; j < n; ++j)
                    r[i][j] = r[i][j] || (r[i][k] && r[k][j]);
            {
                        const int i = k;
                        for (int j = 0; j < n; ++j)
                    r[i][j] = r[i][j] || (r[i][k] && r[k][j]);
            }
            #pragma omp parallel for schedule(static) if((double)n * n > 20000)
            for (int i = k + 1; i < n; i++)
                for (int j = 0; j < n; ++j)
                    r[i][j] = r[i][j] || (r[i][k] && r[k][j]);
}
}
""",
    ),
)


def _shared_out(code: Code, loop: Loop) -> Code | None:
    outer = next(iter(enclosing(loop.node)), None)
    enough = condition(loop, starts=2)
    if outer is None or enough is None or not _same_range(loop, outer):
        return None
    if any(independence(code, one).holds for one in (loop, *enclosing(loop.node))):
        return None
    limit = f" if({enough})" if enough else ""
    before, pivot, after = _parts(code, loop, outer.variable, limit)
    indent = indent_of(code.text, loop.node)
    edit = instead(code, loop.node, f"\n{indent}".join([before, pivot, after]))
    made = code.edited(edit)
    return made if _independent(made, loop, outer) else None


def _same_range(loop: Loop, outer: Loop) -> bool:
    """Whether both loops run over the same numbers, so that one iteration is the pivot."""
    heads = {
        (one.kind, text_of(one.first), one.relation, text_of(one.bound), one.step, one.declared)
        for one in (loop, outer)
    }
    counts = loop.counts_up and loop.relation == "<" and loop.kind != "auto"
    stays = outer.variable not in changed_names(loop.body)
    return len(heads) == 1 and counts and stays and free_of_pragmas(outer)


def _parts(code: Code, loop: Loop, pivot: str, limit: str) -> tuple[str, str, str]:
    """The loop up to the pivot, the pivot's iteration, and the loop after it."""
    indent, unit = indent_of(code.text, loop.node), indent_unit(code.text)
    kind, name = loop.kind, loop.variable
    pragma = f"#pragma omp parallel for schedule(static){limit}\n{indent}"
    rest = code.slice(loop.head[1], loop.node.end_byte)
    first, bound, body = text_of(loop.first), text_of(loop.bound), text_of(loop.body)
    inner = body.removeprefix("{") if loop.body.type == "compound_statement" else ""
    own = f"{{\n{indent}{unit}const {kind} {name} = {pivot};"
    once = f"{own}{inner}" if inner else f"{own}\n{indent}{unit}{body}\n{indent}}}"
    return (
        f"{pragma}for ({kind} {name} = {first}; {name} < {pivot}; {name}++){rest}",
        once,
        f"{pragma}for ({kind} {name} = {pivot} + 1; {name} < {bound}; {name}++){rest}",
    )


def _independent(made: Code, loop: Loop, outer: Loop) -> bool:
    """Whether the iterations before the pivot share nothing, and those after it neither."""
    whole = loop_from(made, outer.node.start_byte)
    own = loops_in(whole.body) if whole is not None else ()
    split = [
        one
        for one in own
        if one.variable == loop.variable and outer.variable in (text_of(one.bound), _base(one))
    ]
    return len(split) == 2 and all(independence(made, one).strict for one in split)


def _base(loop: Loop) -> str:
    """The variable of a first value such as `k + 1`."""
    return text_of(loop.first).removesuffix("+ 1").strip()
