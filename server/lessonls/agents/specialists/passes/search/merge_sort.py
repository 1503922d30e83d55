"""A merge sort for C where there is room for half of the elements, else what sorted before."""

from tree_sitter import Node

from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of, replace
from lessonls.agents.specialists.rewriting.helpers import Helper, free_name
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.templates import placed
from lessonls.agents.specialists.rewriting.tree import ancestors, inside
from lessonls.agents.specialists.rewriting.views import If
from lessonls.core.reading.syntax import text_of

_SORT = Helper(
    "merge_sort",
    """\
static int $comes_before(const $kind *x, const $kind *y) {
    return $test;
}

/* Sorts both halves and merges them by way of `spare`; equal elements keep their order. */
static void $name($kind *values, $kind *spare, long count) {
    if (count <= 16) {
        for (long i = 1; i < count; i++) {
            $kind moved = values[i];
            long at = i;
            for (; at > 0 && $comes_before(&moved, &values[at - 1]); at--) {
                values[at] = values[at - 1];
            }
            values[at] = moved;
        }
        return;
    }
    long half = count / 2, left = 0, right = half, next = 0;
    $name(values, spare, half);
    $name(values + half, spare, count - half);
    for (long i = 0; i < half; i++) {
        spare[i] = values[i];
    }
    while (left < half && right < count) {
        int later = $comes_before(&values[right], &spare[left]);
        values[next++] = later ? values[right++] : spare[left++];
    }
    while (left < half) {
        values[next++] = spare[left++];
    }
}
""",
    ("stdlib.h",),
)
_CALL = """\
$kind *$spare = $count > 16 ? malloc($count / 2 * sizeof *$spare) : NULL;
if ($spare != NULL) {
    $sort($values, $spare, $count);
    free($spare);
} else {
    $before
}"""
_FALLBACK = Pattern("if ($spare != NULL) { $sort($a, $spare, $count); free($spare); } else $s;")


def merge_sorted(
    code: Code, statement: Node, kind: str, values: str, count: str, test: str
) -> Code:
    """The code with a merge sort in front of what a statement does; `test` says of pointers x and
    y whether *x comes first.
    """
    before, sort, spare = (free_name(code, one) for one in ("comes_before", "merge_sort", "spare"))
    indent = indent_of(code.text, statement)
    text = placed(
        code, statement, _CALL, kind=kind, spare=spare, count=count, sort=sort, values=values,
        before=text_of(statement).replace(f"\n{indent}", "\n"),
    )  # fmt: skip
    after = code.edited(replace(statement, text))
    return _SORT.put(after, sort, kind=kind, test=test, comes_before=before)


def is_fallback(code: Code, statement: Node) -> bool:
    """Whether a statement only sorts where there was no room for a merge sort."""
    branches = (one for one in map(If.of, ancestors(statement)) if one is not None)
    return any(
        one.alternative is not None
        and inside(statement, one.alternative)
        and _FALLBACK.match(one.node, code.language) is not None
        for one in branches
    )
