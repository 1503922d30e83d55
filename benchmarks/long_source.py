"""A C++ source as long as one likes, of functions of mixed kinds, the same for the same length.

There are loops one to three deep, function templates with their instantiations, classes with
static and other members, namespaces, macros, conditionals, comments, and text beyond ASCII.
"""

from collections.abc import Callable, Iterator
from itertools import count
from random import Random

LOOP = "total += values[i] * {factor};"
"""A line that many of the functions have, for whoever looks for one inside a loop."""

_HEAD = """// Mesure du débit — 測定 😀
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#define SQUARE(x) ((x) * (x))
#define LIMITED(x, low, high) ((x) < (low) ? (low) : (x) > (high) ? (high) : (x))
"""


def long_source(lines: int) -> str:
    """At least that many lines, and a few more where the last function ends."""
    random, parts, length = Random(lines), [_HEAD], _HEAD.count("\n")  # noqa: S311 - no secret
    for part in _parts(random):
        parts.append(part)
        length += part.count("\n")
        if length >= lines:
            break
    return "".join(parts)


def _parts(random: Random) -> Iterator[str]:
    for number in count():
        yield "\n" + random.choice(_KINDS)(f"{number:05}", str(random.randint(2, 99)))


def _reduction(name: str, factor: str) -> str:
    return f"""// Σ of the values, weighted; naïve on purpose.
double reduction_{name}(const double *values, std::size_t length) {{
    double total = 0.0;
    for (std::size_t i = 0; i < length; i++) {{
        {LOOP.format(factor=factor)}
    }}
    return total;
}}
"""


def _product(name: str, factor: str) -> str:
    return f"""/**
 * Matrix product with a factor of {factor}.
 * The matrices are square and dense.
 */
void product_{name}(std::vector<double> &c, const std::vector<double> &a,
                    const std::vector<double> &b, int n) {{
    for (int i = 0; i < n; i++) {{
        for (int j = 0; j < n; j++) {{
            double sum = 0.0;
            for (int k = 0; k < n; k++) {{
                sum += a[i * n + k] * b[k * n + j];
            }}
            c[i * n + j] = {factor} * sum;
        }}
    }}
}}
"""


def _template(name: str, factor: str) -> str:
    return f"""template <typename T>
T clamped_{name}(const std::vector<T> &values) {{
    T best = values.front();
    for (const T &value : values) {{
        best = std::max(best, static_cast<T>(LIMITED(value, T(0), T({factor}))));
    }}
    return best;
}}
template double clamped_{name}<double>(const std::vector<double> &);
"""


def _class(name: str, factor: str) -> str:
    return f"""class Grid{name} {{
  public:
    explicit Grid{name}(int width) : width_(width), cells_(width * width, 0.0) {{}}

    double at(int row, int column) const {{ return cells_[row * width_ + column]; }}

    void smooth() {{
        for (int row = 1; row + 1 < width_; row++) {{
            for (int column = 1; column + 1 < width_; column++) {{
                cells_[row * width_ + column] = (at(row - 1, column) + at(row + 1, column)) / 2;
            }}
        }}
    }}

    static long squares(const std::vector<int> &values);

  private:
    int width_;
    std::vector<double> cells_;
}};

long Grid{name}::squares(const std::vector<int> &values) {{
    long total = 0;
    for (int value : values) {{
        total += SQUARE(value) % {factor};
    }}
    return total;
}}
"""


def _conditional(name: str, factor: str) -> str:
    return f"""#if defined(FAST_{name})
#define STEP_{name} {factor}
#else
#define STEP_{name} 1
#endif
namespace part_{name} {{
namespace {{
const char *const label = "größer als ε: 漢字 😀";  // shown to the user
}}
std::string joined(const std::vector<std::string> &words) {{
    std::string text;
    std::size_t at = 0;
    while (at < words.size()) {{
        if (words[at].empty()) {{
            at += STEP_{name};
            continue;
        }}
        text += words[at] + label;
        at += STEP_{name};
    }}
    return text;
}}
}}  // namespace part_{name}
"""


def _small(name: str, factor: str) -> str:
    return f"""static inline int small_{name}(int x) {{
    /* No loop in here: “small” is all it is. */
    auto twice = [](int y) {{ return 2 * y; }};
    switch (x % 3) {{
    case 0:
        return twice(x) + {factor};
    case 1:
        return SQUARE(x);
    default:
        return x > {factor} ? -x : x;
    }}
}}
"""


_KINDS: tuple[Callable[[str, str], str], ...] = (
    _reduction,
    _product,
    _template,
    _class,
    _conditional,
    _small,
)
