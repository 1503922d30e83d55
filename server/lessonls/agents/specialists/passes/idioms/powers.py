"""`pow` with exponent 3 or 4 as a product; gcc does so by itself for squares only."""

from lessonls.agents.specialists.passes.rules import Rule, said
from lessonls.agents.specialists.recipes import Example
from lessonls.agents.specialists.rewriting.helpers import Helper
from lessonls.agents.specialists.rewriting.patterns import Pattern

_TEXT = """\
static double {name}(double x) {{
    return {product};
}}
"""
_PRODUCTS = {3: ("cube", "x * x * x"), 4: ("fourth_power", "(x * x) * (x * x)")}

POWERS = said(
    "powers as products",
    "multiplying instead of calling pow with a small integer exponent",
    "because a product takes a few cycles and pow about a hundred",
    *(
        Rule(
            Pattern(*(f"pow($x, {power}{zeros})" for zeros in ("", ".", ".0"))),
            "$helper($x)",
            helper=Helper(word, _TEXT.format(name="$name", product=product)),
        )
        for power, (word, product) in _PRODUCTS.items()
    ),
    example=Example(
        "double f(double x) {\n    return std::pow(x, 3);\n}\n",
        """\
static double cube(double x) {
    return x * x * x;
}

double f(double x) {
    return cube(x);
}
""",
    ),
)
