"""Moving pointers become subscripts, and what walks along them can be vectorized."""

from lessonls.agents.specialists.passes.pointer_steps import POINTER_STEPS
from tests.server.agents.specialists.tables import Rewrite, each, function

CASES: list[tuple[str, str, str, str]] = [
    (
        "two pointers that move at the end",
        "size_t n, const float *p, const float *q, float *r",
        """    float sum = 0;
    for (size_t i = 0; i < n; i++) {
        float t = *p - *q;
        p++;
        q++;
        sum += t * t;
    }
    *r = sum;""",
        """    float sum = 0;
    for (size_t i = 0; i < n; i++) {
        float t = p[i] - q[i];
        sum += t * t;
    }
    *r = sum;""",
    ),
    (
        "pointers that move where they are read and written",
        "int n, const float *in, float *out",
        """    for (int i = 0; i < n; i++) {
        *out++ = 2 * *in++;
    }""",
        """    for (int i = 0; i < n; i++) {
        out[i] = 2 * in[i];
    }""",
    ),
    (
        "three channels",
        "int n, const unsigned char *in, float *out",
        """    for (int i = 0; i < n; i++) {
        int r = *in++;
        int g = *in++;
        int b = *in++;
        out[i] = r + g + b;
    }""",
        "",
    ),
    (
        "three channels and a counter for nothing else",
        "int n, const unsigned char *in, float *out",
        """    for (int i = 0; i < n; i++) {
        int r = *in++;
        int g = *in++;
        *out++ = r + g;
    }""",
        """    for (long i = 0; i < n; i++) {
        int r = in[2 * i];
        int g = in[2 * i + 1];
        out[i] = r + g;
    }""",
    ),
    (
        "a stride that is a variable, and fields",
        "int n, int stride, struct point *p",
        """    for (size_t i = 0; i < n; i++) {
        p->x = p[1].y;
        p += stride;
    }""",
        """    for (size_t i = 0; i < n; i++) {
        p[stride * i].x = p[stride * i + 1].y;
    }""",
    ),
    (
        "a pointer that is used afterwards",
        "int n, const int *p, int *r",
        """    for (int i = 0; i < n; i++) {
        r[i] = *p;
        p++;
    }
    r[0] = *p;""",
        """    for (int i = 0; i < n; i++) {
        r[i] = p[i];
    }
    p += (n > 0 ? n : 0);
    r[0] = *p;""",
    ),
    (
        "rows one behind the other",
        "int m, size_t n, const int *p, int *r",
        """    for (int k = 0; k < m; k++) {
        for (size_t i = 0; i < n; i++) {
            r[k] += *p++;
        }
    }""",
        """    for (int k = 0; k < m; k++) {
        for (size_t i = 0; i < n; i++) {
            r[k] += p[i];
        }
        p += n;
    }""",
    ),
    (
        "another branch uses it as it was",
        "int n, int kind, const float *in, float *out",
        """    if (kind == 0) {
        for (int i = 0; i < n; i++) {
            out[i] = *in++;
        }
    } else {
        out[0] = *in;
    }""",
        """    if (kind == 0) {
        for (int i = 0; i < n; i++) {
            out[i] = in[i];
        }
    } else {
        out[0] = *in;
    }""",
    ),
    (
        "a pointer that is passed on",
        "size_t n, const float *in, float *out",
        """    for (size_t i = 0; i < n; i++) {
        memcpy(out, &in[i * 4], 3 * sizeof(float));
        out += 3;
    }""",
        """    for (size_t i = 0; i < n; i++) {
        memcpy(&out[3 * i], &in[i * 4], 3 * sizeof(float));
    }""",
    ),
]


@each(CASES, "parameters", "before", "after")
def test_elements_are_addressed_by_the_counter(
    rewritten: Rewrite, parameters: str, before: str, after: str
) -> None:
    """Each use is where the steps before it lead; without an answer nothing changes."""
    text = function(parameters, before)
    assert rewritten(POINTER_STEPS, text) == (function(parameters, after) if after else text)


REFUSED: list[tuple[str, str]] = [
    ("a step that depends on the element", "if (*p > 0) { p++; }"),
    ("a step on one side of a condition", "int t = *p > 0 && *p++ > 1; r[i] = t;"),
    ("a pointer that is compared", "if (p < r) { r[i] = 0; } p++;"),
    ("a pointer that is kept", "r = p; p++;"),
    ("a pointer that is set", "r[i] = *p; p = r;"),
    ("a pointer whose address is known", "g(&p); r[i] = *p; p++;"),
    ("a loop that may be left", "if (*p == 0) { break; } p++;"),
    ("steps of different lengths", "r[i] = *p; p += r[0];"),
    ("steps backwards", "r[i] = *p; p--;"),
    ("two uses in the statement of the step", "r[i] = *p++ + p[1];"),
]


@each(REFUSED, "body")
def test_other_moves_are_left_alone(rewritten: Rewrite, body: str) -> None:
    """Where the place is not the same multiple of the counter each time, nothing is done."""
    text = function("int n, int *p, int *r", f"for (int i = 0; i < n; i++) {{ {body} }}")
    assert rewritten(POINTER_STEPS, text) == text
