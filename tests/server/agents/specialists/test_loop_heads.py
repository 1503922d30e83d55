"""What heads of loops do besides counting, and what is cast at each element."""

from lessonls.agents.specialists.passes.aliasing.loop_variables import OWN_VARIABLES
from lessonls.agents.specialists.passes.loop_heads import LOOP_HEADS
from lessonls.agents.specialists.passes.typed_pointers import TYPED_POINTERS
from lessonls.agents.specialists.recipes import Pass
from tests.server.agents.specialists.tables import Rewrite, each, function

CASES: list[tuple[str, Pass, str, str, str]] = [
    (
        "an end beside the counter",
        LOOP_HEADS,
        "const std::vector<int> &v, long &sum",
        "    for (int i = 0, e = v.size(); i != e; ++i) sum += v[i];",
        "    int e = v.size();\n    for (int i = 0; i != e; ++i) sum += v[i];",
    ),
    (
        "another variable counts, too",
        LOOP_HEADS,
        "const int *v, int n, int *out",
        "    int i, j = 3;\n    for (i = 0; i < n; i++, j += 2)\n        out[j] = v[i];",
        "    int i, j = 3;\n    for (i = 0; i < n; i++) {\n"
        "        out[j] = v[i];\n        j += 2;\n    }",
    ),
    (
        "pragmas do not name what the loop declares",
        OWN_VARIABLES,
        "int n, int m, int *a",
        """    int i, j, k;
    #pragma omp parallel for private(i, j) shared(a)
    for (i = 0; i < n; i++)
        for (j = 0; j < m; j++) a[i * m + j] = i;
    #pragma omp parallel for lastprivate(k)
    for (k = 0; k < n; k++) a[k] = 0;""",
        """    int k;
    #pragma omp parallel for shared(a)
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++) a[i * m + j] = i;
    #pragma omp parallel for lastprivate(k)
    for (k = 0; k < n; k++) a[k] = 0;""",
    ),
    (
        "elements of two types",
        TYPED_POINTERS,
        "void *p, const void *q, int n",
        "    for (int i = 0; i < n; i++) ((int *)p)[i] = ((const short *)q)[i];",
        "    int *p_int = (int *)p;\n    const short *q_short = (const short *)q;\n"
        "    for (int i = 0; i < n; i++) p_int[i] = q_short[i];",
    ),
]


@each(CASES, "one", "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, one: Pass, parameters: str, before: str, after: str) -> None:
    assert rewritten(one, function(parameters, before)) == function(parameters, after)


REFUSED: list[tuple[str, Pass, str, str]] = [
    ("an iteration may be cut short", LOOP_HEADS, "const int *v, int n, int j, int *out",
     "for (int i = 0; i < n; i++, j++) { if (v[i]) continue; out[j] = i; }"),
    ("one follows from the other", LOOP_HEADS, "const int *v, int n, int j, int *out",
     "for (int i = 0; i < n; j = i, i++) { out[j] = v[i]; }"),
    ("the end is used again", LOOP_HEADS, "int n, int e, int *out",
     "for (int i = 0, e = n; i < e; i++) { out[i] = 0; }\n out[e] = 1;"),
    ("the pointer moves", TYPED_POINTERS, "char *p, int n, int *out",
     "for (int i = 0; i < n; i++) { *out += ((int *)p)[i]; p += 2; }"),
]  # fmt: skip


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    text = function(parameters, body)
    assert rewritten(one, text) == text
