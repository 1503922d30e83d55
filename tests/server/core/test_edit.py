"""Rewrites in their files: includes among the includes, helpers before the class."""

from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.edit import line_in_rewrite, replace_function, rewritten
from lessonls.core.reading.candidate import CandidateProblem, extract_function
from lessonls.core.target import Target

BODY = "    static int total(const std::vector<int> &v) { return slowly(v); }\n"
BASKET = f"""#include <vector>

static int slowly(const std::vector<int> &v) {{ return v[0]; }}

/// Prices.
class Basket {{
  public:
{BODY}
  private:
    static const int margin = 2;
    static int taxed(int price) {{ return price + margin; }}
}};
"""
FAST = "static int total(const std::vector<int> &v) { return twice(v[0]); }"
TWICE = "static int twice(int x) { return 2 * x; }"


def target_of(text: str, name: str = "total", file: str = "shop.cpp") -> Target:
    return TreeSitterFinder(CompileCommands()).named(Path("/shop") / file, text, name)


def accepted(reply: str, text: str, name: str = "total", file: str = "shop.cpp") -> str:
    """The file after the rewrite in a reply is taken."""
    target = target_of(text, name, file)
    code = extract_function(reply, target)
    assert extract_function(code, target) == code
    return rewritten(target, code)


def test_includes_and_helpers_of_a_member_go_to_file_level():
    reply = f"#include <numeric>  // sums\n{TWICE}\n\n// Quick.\n{FAST}\n"
    changed = accepted(reply, BASKET)
    assert changed == (
        BASKET.replace("<vector>\n", "<vector>\n#include <numeric>  // sums\n")
        .replace("/// Prices", f"{TWICE}\n\n/// Prices")
        .replace(BODY, f"    // Quick.\n{FAST}\n")
    )


@pytest.mark.parametrize(
    "helper",
    [
        "static int twice(int x) { return margin * x; }",
        "static int twice(int x) { return taxed(x); }",
        "static int twice(int x) { return Basket::taxed(x); }",
        "#pragma omp declare simd\nstatic int twice(int x) { return 2 * x; }",
        "int twice(int x) const { return 2 * x; }",
    ],
)
def test_a_helper_that_uses_its_class_stays_a_member(helper: str):
    changed = accepted(f"{helper}\n{FAST}", BASKET)
    assert changed == BASKET.replace(BODY, f"    {helper}\n{FAST}\n")


@pytest.mark.parametrize("call", ["Basket::twice(v[0])", "this->twice(v[0])"])
def test_a_helper_that_is_called_as_a_member_is_one(call: str):
    fast = FAST.replace("twice(v[0])", call)
    assert accepted(f"{TWICE}\n{fast}", BASKET) == BASKET.replace(BODY, f"    {TWICE}\n{fast}\n")


def test_a_reply_may_be_the_whole_class():
    members = f"    {TWICE}\n    {FAST}\n"
    reply = f"#include <numeric>\n{BASKET.replace(BODY, members)}"
    changed = accepted(reply, BASKET)
    assert changed.count("class Basket") == changed.count(TWICE) == changed.count(FAST) == 1
    assert changed.startswith("#include <vector>\n#include <numeric>\n")
    assert changed.index(TWICE) < changed.index("class Basket") < changed.index(FAST)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Behind the last one that is not conditional, also where code stands between.
        (
            "#include <a>\nint x;\n#include <b>\n#define y 1\n",
            "#include <a>\nint x;\n#include <b>\nNEW#define y 1\n",
        ),
        ("#include <a> // why\nint x;\n", "#include <a> // why\nNEWint x;\n"),
        (
            "#include <a>\n#ifdef Z\n#include <b>\n#endif\n",
            "#include <a>\nNEW#ifdef Z\n#include <b>\n#endif\n",
        ),
        # At the top, below what has to be there.
        ("int x;\n", "NEW\nint x;\n"),
        ("// Licence.\n\nint x;\n", "// Licence.\n\nNEW\nint x;\n"),
        ("// About x.\nint x;\n", "NEW\n// About x.\nint x;\n"),
        ("#pragma once\n\nint x;\n", "#pragma once\n\nNEW\nint x;\n"),
        ("// L.\n\n#ifndef A\n#define A\nint x;\n", "// L.\n\n#ifndef A\n#define A\nNEW\nint x;\n"),
        (
            "#ifndef A\n#define A\n#include <a>\nint x;\n",
            "#ifndef A\n#define A\n#include <a>\nNEWint x;\n",
        ),
        ("namespace shop {\n", "NEW\nnamespace shop {\n"),
        ('extern "C" {\n', 'NEW\nextern "C" {\n'),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_includes_go_behind_those_of_the_file_or_to_its_top(before: str, after: str, ending: str):
    old, new = "int f(int a) { return a; }", "int f(int a) { return -a; }"
    rest = "}\n" if "{" in before else ""
    rest += "#endif\n" if "#ifndef" in before else ""
    text = f"{before}{old}\n{rest}".replace("\n", ending)
    changed = accepted(f"#include <cmath>\n\n{new}", text, "f")
    wanted = after.replace("NEW", "#include <cmath>\n") + f"{new}\n{rest}"
    assert changed == wanted.replace("\n", ending)


def test_an_include_that_came_since_is_not_added_again():
    target = target_of(BASKET)
    code = extract_function(f"#include <numeric>\n#include <map>\n{FAST}", target)
    now = BASKET.replace("#include <vector>", "#include <numeric>\n#include <vector>")
    changed = replace_function(now, target, code)
    assert changed == now.replace("<vector>\n", "<vector>\n#include <map>\n").replace(
        BODY, f"    {FAST}\n"
    )


def test_includes_under_one_condition_stay_together_and_others_cannot_leave_a_class():
    conditional = "#ifdef __AVX2__\n#include <immintrin.h>\n#endif\n"
    changed = accepted(f"{conditional}{FAST}", BASKET)
    assert changed.startswith(f"#include <vector>\n{conditional}\nstatic int slowly")
    mixed = conditional.replace("#endif", f"{TWICE}\n#endif")
    with pytest.raises(CandidateProblem, match=r"includes <immintrin\.h> inside Basket"):
        accepted(f"{mixed}{FAST}", BASKET)


def test_the_compiler_s_lines_are_those_of_the_rewrite():
    """But for includes and helpers that go elsewhere, whose lines count as none."""
    file = "#include <math.h>\n\nstatic int other;\n\nint f(int a)\n{\n    return a;\n}\nint g;\n"
    target = target_of(file, "f", "f.c")
    helper = "#include <stdint.h>\nstatic int h(int a) { return a; }\n\n"
    reply = f"{helper}int f(int a)\n{{\n    return b;\n}}\n"
    code = extract_function(reply, target)
    lines = [line_in_rewrite(target, code, number) for number in range(3, 13)]
    assert lines == [None, None, 2, 3, 4, 5, 6, 7, None, None]
    assert code.split("\n")[(lines[6] or 0) - 1].strip() == "return b;"
