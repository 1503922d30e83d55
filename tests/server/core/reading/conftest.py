"""What the reader says about a candidate: its sentence, or nothing where it accepts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.reading.candidate import CandidateProblem, extract_function

Refusal = Callable[..., str]
FINDER = TreeSitterFinder(CompileCommands())

FILES = {
    "sum.cpp": """#include <vector>
#include <unistd.h>
using namespace std;
struct Point { double x, y; };
int counter;
static int helper(int a) { return a; }
double sum(const std::vector<double> &x, int n) {
    double s = 0;
    for (int i = 0; i < n; ++i) s += x[i];
    return s;
}
int later(int a) { return helper(a) + counter; }
""",
    "sum.c": """#include <stddef.h>
struct point { double x, y; };
int counter;
static int helper(int a) { return a; }
double sum(const double *x, int n) {
    double s = 0;
    for (int i = 0; i < n; ++i) s += x[i];
    return s;
}
int later(int a) { return helper(a) + counter; }
""",
}
HEADS = {
    "sum.cpp": "double sum(const std::vector<double> &x, int n) {",
    "sum.c": "double sum(const double *x, int n) {",
}

_UNDEFINED = re.compile(r"(\n#undef \w+)+$")


@pytest.fixture
def refusal() -> Refusal:
    """The sentence on `beside` with a function `sum` of these statements; empty if accepted.

    `original` stands for the statements of the original, and `file` for the file's text.
    """

    def sentence(
        statements: str = "return 1;",
        beside: str = "",
        name: str = "sum.cpp",
        original: str = "",
        file: str = "",
    ) -> str:
        text = file or FILES[name]
        if original:
            text = text.replace("double s = 0;", f"{original}\n    double s = 0;")
        target = FINDER.named(Path(name), text, "sum")
        code = f"{beside}{HEADS[name]} {statements}\n}}"
        try:
            taken = extract_function(code, target)
        except CandidateProblem as problem:
            return str(problem)
        assert _UNDEFINED.sub("", taken) == _UNDEFINED.sub("", code.strip())
        return ""

    return sentence
