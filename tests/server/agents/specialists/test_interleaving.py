"""Sums in vector registers, and in loops that do not count, are added up in turn."""

from lessonls.agents.specialists.passes.vectorize.interleaving import INTERLEAVING
from tests.server.agents.specialists.tables import Rewrite, each, function

CASES: list[tuple[str, str, str, str]] = [
    (
        "four additions in an iteration",
        "const float *x, int n, float *out",
        """    __m128 s = _mm_setzero_ps();
    for (int i = 0; i < n; i += 16) {
        s = _mm_add_ps(s, _mm_loadu_ps(x + i));
        s = _mm_add_ps(s, _mm_loadu_ps(x + i + 4));
        s = _mm_add_ps(s, _mm_loadu_ps(x + i + 8));
        s = _mm_add_ps(_mm_loadu_ps(x + i + 12), s);
    }
    _mm_storeu_ps(out, s);""",
        """    __m128 s = _mm_setzero_ps();
    __m128 s1 = _mm_setzero_ps();
    __m128 s2 = _mm_setzero_ps();
    __m128 s3 = _mm_setzero_ps();
    for (int i = 0; i < n; i += 16) {
        s = _mm_add_ps(s, _mm_loadu_ps(x + i));
        s1 = _mm_add_ps(s1, _mm_loadu_ps(x + i + 4));
        s2 = _mm_add_ps(s2, _mm_loadu_ps(x + i + 8));
        s3 = _mm_add_ps(_mm_loadu_ps(x + i + 12), s3);
    }
    s = _mm_add_ps(_mm_add_ps(s, s1), _mm_add_ps(s2, s3));
    _mm_storeu_ps(out, s);""",
    ),
    (
        "two products with local variables",
        "const double *x, int n, double *out",
        """    __m256d s = _mm256_setzero_pd();
    for (; n > 7; n -= 8) {
        __m256d a = _mm256_loadu_pd(x), b = _mm256_loadu_pd(x + 4);
        s = _mm256_fmadd_pd(a, a, s);
        s = _mm256_fmadd_pd(b, b, s);
        x += 8;
    }
    _mm256_storeu_pd(out, s);""",
        """    __m256d s = _mm256_setzero_pd();
    __m256d s1 = _mm256_setzero_pd();
    __m256d s2 = _mm256_setzero_pd();
    __m256d s3 = _mm256_setzero_pd();
    for (; n > 7; n -= 8) {
        {
            __m256d a = _mm256_loadu_pd(x), b = _mm256_loadu_pd(x + 4);
            s = _mm256_fmadd_pd(a, a, s);
            s1 = _mm256_fmadd_pd(b, b, s1);
            x += 8;
        }
        n -= 8;
        if (!(n > 7)) break;
        {
            __m256d a = _mm256_loadu_pd(x), b = _mm256_loadu_pd(x + 4);
            s2 = _mm256_fmadd_pd(a, a, s2);
            s3 = _mm256_fmadd_pd(b, b, s3);
            x += 8;
        }
    }
    s = _mm256_add_pd(_mm256_add_pd(s, s1), _mm256_add_pd(s2, s3));
    _mm256_storeu_pd(out, s);""",
    ),
]


@each(CASES, "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, parameters: str, before: str, after: str) -> None:
    assert rewritten(INTERLEAVING, function(parameters, before)) == function(parameters, after)


REFUSED: list[tuple[str, str, str]] = [
    ("the sum is looked at", "const float *x, const float *end, float *out",
     "float s = 0; while (x < end) { s += *x++; *out++ = s; }"),
    ("an iteration may be cut short", "const float *x, const float *end, float *out",
     "float s = 0; while (x < end) { if (*x++ < 0) continue; s += *x; } *out = s;"),
    ("a loop that counts is for the compiler", "const float *x, int n, float *out",
     "float s = 0; for (int i = 0; i < n; i++) { s += x[i]; } *out = s;"),
    ("a variable that lives on", "const float *x, const float *end, float *out",
     "float s = 0; while (x < end) { static int calls; calls++; s += *x++; } *out = s;"),
    ("integers", "const int *x, const int *end, int *out",
     "int s = 0; while (x < end) { s += *x++; } *out = s;"),
    ("it sums as much as it can", "const float *x, const float *end, float *out",
     "float s = 0, t = 0, u = 0, v = 0;\nwhile (x < end) { s += *x++; t += *x++; u += *x++; "
     "v += *x++; }\n*out = s + t + u + v;"),
]  # fmt: skip


@each(REFUSED, "parameters", "body")
def test_refusals(rewritten: Rewrite, parameters: str, body: str) -> None:
    text = function(parameters, body)
    assert rewritten(INTERLEAVING, text) == text
