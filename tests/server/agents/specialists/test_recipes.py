"""What recipes make of a code, and how little is done for it."""

from collections.abc import Callable

from lessonls.agents.specialists.analysis.loops import Loop, loops_in
from lessonls.agents.specialists.recipes import Pass, variants
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.core.reading.syntax import text_of
from lessonls.core.target import Language, Mode

LOOPS = """void f(int *x, int n) {
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < n; k++) x[i] += k;
    }
    for (int j = 0; j < n; j++) x[j] = 1;
    for (int m = 0; m < n; m++) x[m] = 2;
}
"""


def code(text: str) -> Code:
    return Code(text, Language.C, Mode.SERIAL)


def replacing(old: str, new: str, seen: list[str]) -> Pass:
    """A pass that replaces a word, and writes down what it is asked about."""

    def run(before: Code) -> Code:
        seen.append(before.text)
        return code(before.text.replace(old, new))

    return Pass(f"{new} for {old}", f"writing {new} for {old}", "because it is shorter", run)


def test_variants_are_made_when_they_are_asked_for_and_once() -> None:
    first, second = list[str](), list[str]()
    recipes = ((replacing("one", "two", first),), (replacing("one", "three", second),))
    found = variants(code("int one(void) { return 1; }"), recipes)
    assert (first, second) == ([], [])
    assert next(iter(found)).code == "int two(void) { return 1; }"
    assert (len(first), len(second)) == (1, 0)
    assert [variant.label for variant in found] == ["two for one", "three for one"]
    assert [variant.label for variant in found] == ["two for one", "three for one"]
    assert (len(first), len(second)) == (1, 1)


def test_two_readers_of_the_same_variants_do_not_disturb_each_other() -> None:
    recipes = ((replacing("four", "five", []),), (replacing("four", "six", []),))
    found = variants(code("int four(void) { return 4; }"), recipes)
    pairs = [(one.label, other.label) for one, other in zip(found, found, strict=True)]
    assert pairs == [("five for four", "five for four"), ("six for four", "six for four")]


def test_a_pass_is_run_once_on_a_code_also_where_it_is_support() -> None:
    seen = list[str]()
    begin, end = replacing("seven", "eight", seen), replacing("return", "return +", [])
    recipes = ((begin,), (begin.as_support(), end))
    found = list(variants(code("int seven(void) { return 7; }"), recipes))
    assert [variant.code for variant in found] == [
        "int eight(void) { return 7; }",
        "int eight(void) { return + 7; }",
    ]
    assert len(seen) == 1


def rewriting(name: str, new: str, asked: list[str]) -> Callable[[Code, Loop], Code | None]:
    """Replaces a text in the loop over `name`; writes down the variables of the loops it saw."""

    def rewritten(before: Code, loop: Loop) -> Code | None:
        asked.append(loop.variable)
        if loop.variable != name or new in text_of(loop.node):
            return None
        return code(before.text.replace(f"int {name} = 0", f"int {name} = {new}"))

    return rewritten


def test_loops_before_the_first_change_are_not_asked_again() -> None:
    asked = list[str]()
    after = loop_by_loop(code(LOOPS), loops_in, rewriting("j", "5", asked), 9)
    assert "for (int j = 5;" in after.text
    assert asked == ["i", "k", "j", "j", "m"]


def test_loops_around_and_in_a_changed_one_are_asked_again() -> None:
    asked = list[str]()
    after = loop_by_loop(code(LOOPS), loops_in, rewriting("k", "5", asked), 9)
    assert "for (int k = 5;" in after.text
    assert asked == ["i", "k", "i", "k", "j", "m"]


def test_there_are_no_more_rewrites_than_wanted() -> None:
    after = loop_by_loop(code(LOOPS), loops_in, rewriting("m", "5", []), 0)
    assert after.text == LOOPS
