"""Asking for unit tests of a function that is to be implemented."""

from lessonls.core.message import Messages
from lessonls.core.need import UnitTestNeed
from lessonls.core.prompts.budget import Part, Section, Worth, fitted
from lessonls.core.prompts.declarations import declarations
from lessonls.core.prompts.frames import fenced
from lessonls.core.prompts.implementing import described
from lessonls.core.prompts.rules import DATA, LANGUAGES
from lessonls.core.reading.surroundings import surroundings
from lessonls.core.target import Language

_ROLE = """\
You are an engineer who writes unit tests in {language}. You get one function without a body and a \
description of what it does, and write tests that every right implementation passes and wrong ones \
fail."""

_RULES = """\
Test only what the description says; work out every expected value by hand, step by step, and \
leave a test out if you are not sure. First take the examples in the description, if any, then \
ordinary arguments, then the ends: empty, one element, equal elements, negative, the largest."""

_IN_PYTHON = """\
# Your answer

Answer with one fenced code block that begins with ```python. It contains at most {most} tests, \
each a line of its own: `assert {name}(...) == ...`. No test needs another one or a variable. Do \
not implement the function."""

_IN_C = """\
# Your answer

Answer with one fenced code block. It contains at most {most} tests, each a statement of its own: \
`assert({name}(...) == ...);`, or, where it needs variables, a block that declares them: \
`{{ int a[] = {{2, 1}}; ...; assert(a[0] == 1 && a[1] == 2); }}`. Compare floating-point results \
with a tolerance. The tests are compiled at the end of the function's file, with the headers of \
the standard library: give no `main`, no `#include`, and do not implement the function."""


def unit_tests_prompt(need: UnitTestNeed, *, context: int) -> Messages:
    """Asks for tests, in at most `context` tokens."""
    target = need.target
    language = target.language
    python = language is Language.PYTHON
    given = tuple(Part(one.code, Worth.EXAMPLE) for one in need.given)
    sections = [
        *described(target),
        *([] if python else [declarations(surroundings(target), language)]),
        Section(
            "# Tests that there are already; write others",
            given,
            lambda texts: fenced("\n".join(texts), language.value),
        ),
        Section("# What to do", (Part("Write the tests."),)),
    ]
    answer = (_IN_PYTHON if python else _IN_C).format(name=target.name, most=need.most)
    system = "\n\n".join([_ROLE.format(language=LANGUAGES[language]), DATA, _RULES, answer])
    return fitted(system, sections, context)
