import pytest

from lessonls.agents.specialists.analysis.dependence import Independence, independence
from lessonls.agents.specialists.analysis.loops import loops_in
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.core.target import Language, Mode

VECTORS = "std::vector<double> &a, std::vector<double> const &b, std::vector<int> const &idx"
MATRIX = "std::vector<std::vector<double>> &A, std::vector<std::vector<double>> &B"


def first_loop(
    parameters: str, body: str, language: Language = Language.CPP, before: str = ""
) -> Independence:
    code = Code(f"void f({parameters}) {{\n{body}\n}}\n", language, Mode.SERIAL, before)
    assert code.sound, code.text
    assert code.body is not None
    return independence(code, next(loops_in(code.body)))


@pytest.mark.parametrize(
    ("parameters", "body"),
    [
        (f"{VECTORS}, int n", "for (int i = 0; i < n; i++) a[i] = 2 * b[i];"),
        (f"{VECTORS}, int n", "for (int i = 0; i < n; i++) { double t = b[i]; a[i] = t * t; }"),
        (f"{VECTORS}, int n", "for (int i = 0; i < n; i++) a[2 * i] = a[2 * i + 1];"),
        (f"{VECTORS}, int n", "for (int i = 0; i < n; i++) a[i] = std::sqrt(std::max(b[i], 0.0));"),
        (
            f"{VECTORS}, size_t n, size_t m",
            "for (size_t i = 0; i < n; i++) for (size_t j = 0; j < m; j++) a[i * m + j] = b[j];",
        ),
        (
            f"{MATRIX}, int n",
            "for (int j = 2; j < n; j++) for (int k = 0; k < 2; k++) A[0][j] -= A[0][k] * A[k][0];",
        ),
        (
            f"{MATRIX}, int n",
            "for (int i = 0; i < n; i++) { double *row = A[i].data(); row[0] = row[1]; }",
        ),
        (
            f"{VECTORS}, int n",
            "for (int i = 0; i < n; i++) { const int k = i + 1; a[k] = b[k - 1]; }",
        ),
        ("double *y, const double *x, int n", "for (int i = 0; i < n; i++) y[i] = x[n - i];"),
        (
            "double *restrict y, double *restrict x, int n",
            "for (int i = 0; i < n; i++) { y[i] = x[i]; x[i] = 0; }",
        ),
    ],
)
def test_independent(parameters: str, body: str) -> None:
    found = first_loop(parameters, body)
    assert found.strict, found.reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("for (int i = 1; i < n; i++) a[i] = a[i - 1] + b[i];", "iterations share a"),
        ("for (int i = 0; i < n; i++) a[idx[i]] = b[i];", "iterations share a"),
        ("int k = 0; for (int i = 0; i < n; i++) { (k)++; a[k] = b[i]; }", "iterations share a"),
        (
            "for (int i = 0; i < n; i++) { double *p = std::max(q, r); p[0] += b[i]; }",
            "it is not known where p points to",
        ),
        ("for (int i = 0; i < n; i++) a[i % 4] = b[i];", "iterations share a"),
        ("for (int i = 0; i < n; i++) a[0] = b[i];", "iterations share a"),
        ("for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) a[i + j] = 1;", "share a"),
        ("for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) a[i * n + j + 1] = 1;", "share"),
        ("double t = 0; for (int i = 0; i < n; i++) { a[i] = t; t = b[i]; }", "share t"),
        ("double t = 0; for (int i = 0; i < n; i++) { t += b[i]; a[i] = t; }", "share t"),
        ("for (int i = 0; i < n; i++) if (b[i] > 0) return;", "return early"),
        ("for (int i = 0; i < n; i++) { if (b[i] > 0) break; a[i] = 1; }", "end early"),
        ("for (int i = 0; i < n; i++) a[i] = next_random();", "calls next_random"),
        ("for (int i = 0; i < n; i++) a.push_back(b[i]);", "iterations share a"),
        ("for (int i = 0; i < n; i++) std::cout << b[i];", "stream"),
        ("for (int i = 0; i < n; i++) { static int calls; calls++; }", "static"),
        ("for (int i = 0; i < n; i++) { auto p = new double(1); a[i] = 1; }", "allocates"),
        ("for (int i = 0; i < n; i++) { if (i > 3) throw 1; a[i] = 1; }", "throws"),
        ("double *p = a.data(); for (int i = 0; i < n; i++) a[i] = p[i + 1];", "share a"),
    ],
)
def test_dependent(body: str, reason: str) -> None:
    found = first_loop(f"{VECTORS}, int n", body)
    assert reason in found.reason
    assert not found.holds


@pytest.mark.parametrize("pointers", ["double *x, double *y", "float *x, float *y"])
def test_written_pointers_of_one_type_may_overlap(pointers: str) -> None:
    body = "for (int i = 0; i < n; i++) { x[i] = 1; y[i] = 2; }"
    found = first_loop(f"{pointers}, int n", body, Language.C)
    assert "may overlap" in found.reason


@pytest.mark.parametrize(
    ("update", "operator"),
    [
        ("s += b[i];", "+"),
        ("s = s + b[i] * 2;", "+"),
        ("s = b[i] + s;", "+"),
        ("s -= b[i];", "+"),
        ("s *= b[i];", "*"),
        ("s = std::max(s, b[i]);", "max"),
        ("s = fmin(b[i], s);", "min"),
        ("if (b[i] < s) s = b[i];", "min"),
        ("if (s < b[i]) { s = b[i]; }", "max"),
        ("s = b[i] < s ? b[i] : s;", "min"),
        ("if (b[i] > 0) s += 1;", "+"),
    ],
)
def test_reductions(update: str, operator: str) -> None:
    found = first_loop(f"{VECTORS}, double s", f"for (int i = 0; i < b.size(); i++) {{ {update} }}")
    assert found.holds
    assert [(one.name, one.operator) for one in found.reductions] == [("s", operator)]


@pytest.mark.parametrize("update", ["s = b[i] - s;", "s = s * s + b[i];", "s += s;", "s /= b[i];"])
def test_no_reductions(update: str) -> None:
    found = first_loop(f"{VECTORS}, double s", f"for (int i = 0; i < 9; i++) {{ {update} }}")
    assert found.reason == "iterations share s"


def test_histograms_are_updates_of_an_array() -> None:
    found = first_loop(VECTORS, "for (size_t i = 0; i < idx.size(); i++) a[idx[i]] += 1;")
    assert not found.reason
    assert not found.holds
    assert [(one.name, one.operator) for one in found.updates] == [("a", "+")]


def test_helpers_are_looked_into() -> None:
    pure = "static double twice(double x) { double y = 2 * x; return y; }"
    impure = "int calls; static double twice(double x) { calls++; return 2 * x; }"
    body = "for (int i = 0; i < 9; i++) a[i] = twice(b[i]);"
    assert first_loop(VECTORS, body, before=pure).strict
    assert "calls twice" in first_loop(VECTORS, body, before=impure).reason
