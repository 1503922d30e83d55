"""Fourier transforms in the many ways in which people write them."""

from lessonls.agents.specialists.passes.idioms.fourier import FOURIER
from lessonls.core.target import Language
from tests.server.agents.specialists.tables import Rewrite, each

REAL = "const std::vector<double>& x, std::vector<double>& re, std::vector<double>& im"
COMPLEX = "const std::vector<std::complex<double>>& x, std::vector<std::complex<double>>& y"


def transform(parameters: str, update: str, length: str = "x.size()") -> str:
    """A function with one update for every frequency k and sample n."""
    return f"""void f({parameters}) {{
    const double pi = std::acos(-1);
    for (size_t k = 0; k < {length}; ++k) {{
        for (size_t n = 0; n < {length}; ++n) {{
            {update}
        }}
    }}
}}
"""


FORWARD = "fourier(wave_re, wave_im, -1);"
BACKWARD = "fourier(wave_re, wave_im, 1);"

KNOWN: list[tuple[str, str, str, tuple[str, ...]]] = [
    (
        "real samples, two sums",
        REAL,
        "double a = 2 * pi * k * n / x.size(); re[k] += x[n] * cos(a); im[k] -= x[n] * sin(a);",
        (FORWARD, "wave_re[n] = x[n];", "re[k] += wave_re[k];", "im[k] += wave_im[k];"),
    ),
    (
        "the sine added, which is the other sign",
        REAL,
        "re[k] += x[n] * cos(2 * M_PI / x.size() * n * k);"
        " im[k] = im[k] + sin(2 * M_PI / x.size() * n * k) * x[n];",
        (FORWARD, "re[k] += wave_re[k];", "im[k] -= wave_im[k];"),
    ),
    (
        "polar",
        COMPLEX,
        "y[k] += x[n] * std::polar(1.0, 2.0 * M_PI * double(k) * double(n) / x.size());",
        (BACKWARD, "wave_im[n] = x[n].imag();", "std::complex<double>(wave_re[k], wave_im[k])"),
    ),
    (
        "a product that is reduced by the length",
        COMPLEX,
        "y[k] += x[n] * std::polar(1.0, -2.0 * M_PI * static_cast<double>(n * k % x.size())"
        " / x.size());",
        (FORWARD,),
    ),
    (
        "an exponential with a constant for i",
        COMPLEX,
        "const std::complex<double> i(0.0, 1.0); y[k] += x[n] * std::exp(-2.0 * i * pi * (double)n"
        " * (double)k / (double)x.size());",
        (FORWARD,),
    ),
    (
        "a complex number of cosine and sine",
        COMPLEX,
        "const double a = -6.283185307179586 * n * k / x.size();"
        " const std::complex<double> w(std::cos(a), std::sin(a)); y[k] += w * x[n];",
        (FORWARD,),
    ),
]


@each(KNOWN, "parameters", "update", "lines")
def test_transforms(
    rewritten: Rewrite, parameters: str, update: str, lines: tuple[str, ...]
) -> None:
    """A sum over all samples for every frequency becomes one fast transform, of the same sign."""
    after = rewritten(FOURIER, transform(parameters, update))
    assert all(line in after for line in lines), after
    assert "for (size_t n = 0; n < x.size()" not in after


def test_a_transform_in_c(rewritten: Rewrite) -> None:
    """C gets memory of its own for the parts, and gives it back."""
    text = """void f(int n, const double *a, const double *b, double *c, double *d) {
    for (int k = 0; k < n; k++) {
        c[k] = d[k] = 0;
        for (int j = 0; j < n; j++) {
            double angle = -2 * M_PI * j * k / n;
            c[k] += a[j] * cos(angle) - b[j] * sin(angle);
            d[k] += a[j] * sin(angle) + b[j] * cos(angle);
        }
    }
}
"""
    after = rewritten(FOURIER, text, Language.C)
    assert "const size_t samples = n > 0 ? n : 0;" in after
    assert "fourier(wave_re, wave_im, samples, -1);" in after
    assert "free(wave_re);" in after


def test_frequencies_beyond_the_samples_are_not_read(rewritten: Rewrite) -> None:
    """Half of nothing and one more is one frequency of no sample."""
    text = transform(REAL, "re[k] += x[n] * cos(2 * pi * k * n / x.size());")
    text = text.replace("k < x.size()", "k < x.size() / 2 + 1")
    assert "if (x.size() > 0) {" in rewritten(FOURIER, text)


OTHERS: list[tuple[str, str, str]] = [
    ("another length", REAL, "re[k] += x[n] * cos(2 * pi * k * n / 64);"),
    ("another rest", REAL, "re[k] += x[n] * cos(2 * pi * (k * n % 8) / x.size());"),
    ("half a turn", REAL, "re[k] += x[n] * cos(pi * k * n / x.size());"),
    ("an angle with half a step", REAL, "re[k] += x[n] * cos(2 * pi * (k + 0.5) * n / x.size());"),
    ("a division of integers", REAL, "re[k] += x[n] * cos(2 * pi * (k * n / x.size()));"),
    ("an angle rounded to a float", REAL, "re[k] += x[n] * cosf(2 * pi * k * n / x.size());"),
    ("samples that are being written", REAL, "re[k] += re[n] * cos(2 * pi * k * n / x.size());"),
    ("a product of waves", REAL, "double a = 2 * pi * k * n / x.size();"
     " re[k] += x[n] * cos(a) * sin(a);"),
    ("a weight for every sample", REAL, "re[k] += n * x[n] * cos(2 * pi * k * n / x.size());"),
]  # fmt: skip


@each(OTHERS, "parameters", "update")
def test_other_sums_of_waves_stay(rewritten: Rewrite, parameters: str, update: str) -> None:
    """What is no Fourier transform, or cannot come near enough, stays."""
    text = transform(parameters, update)
    assert rewritten(FOURIER, text) == text
