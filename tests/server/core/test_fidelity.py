"""Nothing of a reply gets lost: what is compiled holds all of its tokens."""

import re
from collections import Counter

import pytest

from lessonls.core.replies import proposal
from lessonls.core.target import Target
from tests.server.core.any_reply import any_reply, any_target

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[A-Za-z_]\w*|[\d.][\w.]*|\S')
_UNDEFINED = re.compile(r"(\s*#undef \w+)+$")
_INCLUDE = re.compile(r"^\s*#\s*include\s*(<[^>]*>)", re.MULTILINE)


def tokens(text: str) -> "Counter[str]":
    """How often each token stands in a text; an include is one."""
    plain = _UNDEFINED.sub("", _COMMENT.sub(" ", text).strip())
    found = Counter(_TOKEN.findall(_INCLUDE.sub("", plain)))
    found.update(set(_INCLUDE.findall(plain)))
    return found


def missing(reply: str, code: str, target: Target) -> "Counter[str]":
    """What a reply has and the code does not, but for includes of the file."""
    there = Counter(set(_INCLUDE.findall(target.before)))
    return tokens(reply) - tokens(code) - there


def check(seed: int) -> None:
    name, code, meant = any_reply(seed)
    target = any_target(name)
    answer = proposal(f"Here it is:\n\n```c\n{code}```\nIt is faster.", target)
    assert not answer.problem, f"{answer.problem}\n{code}"
    assert not missing(meant, answer.code, target), f"{answer.code}\n-- of --\n{code}"
    assert not answer.left_out


@pytest.mark.parametrize("hundred", range(3))
def test_what_is_compiled_holds_every_token_of_a_reply(hundred: int):
    for seed in range(100 * hundred, 100 * hundred + 100):
        check(seed)


@pytest.mark.exhaustive
def test_what_is_compiled_holds_every_token_of_ten_thousand_replies():
    for seed in range(10_000):
        check(seed)


@pytest.mark.parametrize("name", ["a.c", "a.cpp"])
def test_a_macro_for_static_inline_is_written_out(name: str):
    """A rewrite may not hide `static` in a macro; its author need not know."""
    words = "static inline __attribute__((always_inline))"
    function = any_target(name).code.replace("own(", "twice(")
    reply = (
        f"#define FORCE_INLINE {words}\nFORCE_INLINE double twice(double a) {{ return 2 * a; }}\n"
    )
    answer = proposal(f"```c\n{reply}{function}\n#undef FORCE_INLINE\n```", any_target(name))
    assert (answer.problem, answer.left_out) == ("", "")
    assert answer.code.startswith(f"{words} double twice(double a) {{ return 2 * a; }}")
    assert "FORCE_INLINE" not in answer.code


def test_what_a_macro_hides_is_judged_as_if_it_had_been_written_out():
    reply = f"#define KEEP static int\n{any_target('a.c').code.replace('{', '{ KEEP calls; ', 1)}"
    assert "keeps calls from one call to the next" in proposal(reply, any_target("a.c")).problem


@pytest.mark.parametrize("name", ["a.c", "a.cpp"])
def test_options_for_all_that_follows_are_attributes_of_the_functions(name: str):
    function = any_target(name).code.replace("own(", "twice(")
    lines = '#pragma GCC optimize("O3", "unroll-loops")\n#pragma GCC target "avx2"\n'
    helper = "static double twice(double a) { return 2 * a; }\n"
    reply = f"static double once(double a);\n{lines}{helper}{function}\n#pragma GCC reset_options\n"
    reply += "static double once(double a) { return a; }"
    answer = proposal(f"```c\n{reply.replace('2 * a', '2 * once(a)')}\n```", any_target(name))
    assert (answer.problem, answer.left_out) == ("", "")
    assert answer.code.count('__attribute__((optimize("O3", "unroll-loops"), target("avx2")))') == 2
    assert "#pragma" not in answer.code


def test_a_function_in_k_and_r_style_is_refused_by_that_name():
    reply = "double norm(x, n)\n    const double *x;\n    int n;\n{\n    return own(*x) + n;\n}\n"
    problem = proposal(f"```c\n{reply}```", any_target("a.c")).problem
    assert problem.startswith("Line 1 defines norm in K&R style; keep its parameter list.")


def test_what_begins_on_the_line_on_which_something_ends_is_not_lost():
    function = any_target("a.c").code.replace("own(", "twice(").rstrip()
    reply = f"static double twice(double a);{function}static double twice(double a) {{ return a; }}"
    answer = proposal(f"```c\n{reply}\n```", any_target("a.c"))
    assert (answer.problem, answer.left_out) == ("", "")
    assert not missing(reply, answer.code, any_target("a.c"))
