"""Counters of which only matters whether all iterations counted: the first other one decides."""

from lessonls.agents.specialists.analysis.shapes import declarations
from lessonls.agents.specialists.passes.preconditions import fits, holds, integer_variable
from lessonls.agents.specialists.passes.rules import Rule, said
from lessonls.agents.specialists.recipes import Example
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.patterns import Match, Pattern
from lessonls.agents.specialists.rewriting.templates import placed
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.agents.specialists.rewriting.views import If
from lessonls.core.reading.syntax import text_of

_COMPARED = Pattern("$k == $n", "$k != $n")


def _decides_nothing_else(code: Code, match: Match) -> bool:
    """Whether the count starts at zero above the loop, and is then only compared with the number
    of iterations.
    """
    before = match.node.prev_named_sibling
    name = match["k"]
    found = list(declarations(before)) if before is not None else []
    zero = any(one.name == name and one.init and text_of(one.init) == "0" for one in found)
    uses = [use for use in code.uses(name) if before is None or not inside(use, before)]
    later = [use for use in uses if not inside(use, match.node)]
    known = {hole: match.holes[hole] for hole in ("k", "n")}
    alone = zero and len(uses) == 2 and len(later) == 1
    return alone and _COMPARED.match(later[0].parent, code.language, known) is not None


def _with_break(code: Code, match: Match) -> str:
    branch = If.of(match.at("branch"))
    braced = branch is not None and branch.consequence.type == "compound_statement"
    otherwise = placed(code, match.at("branch"), "{\n    break;\n}") if braced else "break;"
    return f"{text_of(match.at('branch'))} else {otherwise}"


ALL_OR_NOT = said(
    "first mismatch",
    "exiting the loop at the first iteration that fails the test",
    "because only a count of all iterations matters, and that is out of reach then",
    Rule(
        Pattern("for ($T $i = 0; $i < $n; $i++) $branch;"),
        where=(
            fits("branch", "if ($c) $k++;"),
            integer_variable("k"),
            holds(_decides_nothing_else),
        ),
        parts={"branch": _with_break},
    ),
    example=Example(
        """\
bool f(const std::vector<int> &v, int n) {
    int small = 0;
    for (int i = 0; i < n; i++) {
        if (v[i] < 7) small++;
    }
    return small == n;
}
""",
        """\
bool f(const std::vector<int> &v, int n) {
    int small = 0;
    for (int i = 0; i < n; i++) {
        if (v[i] < 7) small++; else break;
    }
    return small == n;
}
""",
    ),
)
