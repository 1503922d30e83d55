"""Peeled and clipped loops."""

from collections.abc import Callable

import pytest

from lessonls.agents.specialists.passes.boundary.clipping import CLIP
from lessonls.agents.specialists.passes.boundary.peeling import PEEL
from lessonls.agents.specialists.recipes import Pass
from tests.server.agents.specialists.tables import Rewrite, each, function

CASES: list[tuple[str, Pass, str, str, str]] = [
    (
        "the inside and the edges of a stencil",
        PEEL,
        "size_t n, const double *in, double *out",
        """    for (size_t i = 0; i < n; i++) {
        double sum = in[i];
        if (i > 0) {
            sum += in[i - 1];
        }
        sum += i < n - 1 ? in[i + 1] : 0;
        out[i] = sum;
    }""",
        """    if (n > 2) {
        for (size_t i = 1; i < n - 1; i++) {
            double sum = in[i];
            sum += in[i - 1];
            sum += (in[i + 1]);
            out[i] = sum;
        }
    }
    for (size_t i = 0; i < n; i += n > 1 ? n - 1 : 1) {
        double sum = in[i];
        if (i > 0) {
            sum += in[i - 1];
        }
        sum += i < n - 1 ? in[i + 1] : 0;
        out[i] = sum;
    }""",
    ),
    (
        "rows and columns",
        PEEL,
        "int n, const int *in, int *out",
        """    for (int y = 0; y < n; y++) {
        for (int x = 0; x < n; x++) {
            int around = 0;
            if (y > 0) around += in[(y - 1) * n + x];
            if (x + 1 < n) around += in[y * n + x + 1];
            out[y * n + x] = around;
        }
    }""",
        """    for (int y = 1; y < n - 1; y++) {
        for (int x = 1; x < n - 1; x++) {
            int around = 0;
            around += in[(y - 1) * n + x];
            around += in[y * n + x + 1];
            out[y * n + x] = around;
        }
        for (int x = 0; x < n; x += n > 1 ? n - 1 : 1) {
            int around = 0;
            around += in[(y - 1) * n + x];
            if (x + 1 < n) around += in[y * n + x + 1];
            out[y * n + x] = around;
        }
    }
    for (int y = 0; y < n; y += n > 1 ? n - 1 : 1) {
        for (int x = 0; x < n; x++) {
            int around = 0;
            if (y > 0) around += in[(y - 1) * n + x];
            if (x + 1 < n) around += in[y * n + x + 1];
            out[y * n + x] = around;
        }
    }""",
    ),
    (
        "a window on a picture",
        CLIP,
        "int w, int h, int r, const int *in, int *out",
        """    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            for (int dx = -r; dx <= r; dx++) {
                int px = x + dx;
                if (px >= 0 && px < w && y > 0) {
                    out[y * w + x] += in[y * w + px];
                }
            }
        }
    }""",
        """    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            if (y >= 1) {
                const int dx_first = -r > -x ? -r : -x;
                const int dx_end = r + 1 < w - x ? r + 1 : w - x;
                for (int dx = dx_first; dx < dx_end; dx++) {
                    int px = x + dx;
                    out[y * w + x] += in[y * w + px];
                }
            }
        }
    }""",
    ),
]


@each(CASES, "one", "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, one: Pass, parameters: str, before: str, after: str) -> None:
    """What is recognised is rewritten, in the names and the style of the code."""
    assert rewritten(one, function(parameters, before)) == function(parameters, after)


TAPS = """\
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            int sum = 0;
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    int row = y + dy, column = x + dx;
                    TEST
                }
            }
            out[y * w + x] = sum;
        }
    }"""
OUTSIDE = "row < 0 || row >= h || column < 0 || column >= w"
ADDED = "sum += in[row * w + column];"


@pytest.mark.parametrize(
    "test",
    [
        f"if ({OUTSIDE}) continue; {ADDED}",
        f"if ({OUTSIDE}) {{ sum += 0; }} else {{ {ADDED} }}",
        f"if (row >= 0 && row < h && column >= 0 && column < w) {ADDED}",
    ],
)
def test_taps_inside_need_no_tests(rewritten: Callable[..., str], test: str) -> None:
    """A window of constant size around an inner element is inside, however that is asked."""
    text = function("int w, int h, const int *in, int *out", TAPS.replace("TEST", test))
    inside = rewritten(PEEL, text).split("out[y * w + x] = sum;")[0]
    assert "for (int x = 1; x < w - 1; x++)" in inside
    assert "if" not in inside
    assert ADDED in inside


def test_an_unsigned_bound_may_be_zero(rewritten: Callable[..., str]) -> None:
    """One less than an unsigned zero is huge, whatever the counter's type is."""
    body = "    for (int i = 0; i < n; i++) { if (i < n - 1) out[i] = in[i + 1]; }"
    after = rewritten(PEEL, function("size_t n, const int *in, int *out", body))
    assert "if (n > 2) {" in after


REFUSED: list[tuple[str, Pass, str, str]] = [
    (
        "a sequential stencil",
        PEEL,
        "int n, double *a",
        """for (int i = 0; i < n; i++) { if (i > 0) a[i] += a[i - 1]; }""",
    ),
    (
        "a test of what the loop changes",
        CLIP,
        "int n, int *a, int m",
        """for (int i = 0; i < n; i++) { if (i < m) m += a[i]; }""",
    ),
    (
        "a test of an element",
        CLIP,
        "int n, int *a",
        """for (int i = 0; i < n; i++) { if (i < a[i]) a[i] = 0; }""",
    ),
    (
        "a test with another branch",
        CLIP,
        "int n, int *a, int m",
        """for (int i = 0; i < n; i++) { if (i < m) a[i] = 0; else a[i] = 1; }""",
    ),
    (
        "unsigned numbers",
        CLIP,
        "size_t n, int *a, size_t m",
        """for (size_t i = 0; i < n; i++) { if (i >= m) a[i - m] = 0; }""",
    ),
]


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    """What only looks alike stays as it is."""
    text = function(parameters, body)
    assert rewritten(one, text) == text
