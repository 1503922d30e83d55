"""The translation unit that is run: the function's file, and behind it its unit tests.

Its one exported function runs the test of a number. It gives back the `token` that it was called
with, a random number that nothing in the process can guess, and only once the test has come to its
end: whatever else ends the process or returns from it is no pass.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from importlib.resources import files

from lessonls.adapters.judge.build import (
    EXPORT,
    STANDARD_HEADERS,
    WARM_UP,
    Shape,
    assembled,
)
from lessonls.core.reading.assertions import reporting
from lessonls.core.reading.library_headers import headers_of
from lessonls.core.reading.original import original
from lessonls.core.reading.test_pieces import pieces
from lessonls.core.target import Language, Target
from lessonls.core.unit_tests import UnitTest

BINDING = """#include "serve.hpp"
using LessonlsFunction = unsigned long long (*)(unsigned, unsigned long long);
int main(int argc, char **argv) { return lessonls::serve<LessonlsFunction>(argc, argv); }
"""
"""The harness for every target: what it calls has the same type."""
NAME = "lessonls_test_"
"""What a test is called, with its number behind it, also in messages of the compiler."""
_REPORTS = (files("lessonls.adapters.judge.unit_tests") / "reports.h").read_text("utf-8")


@dataclass(frozen=True)
class Tests:
    """The tests of one unit; `silent` are the numbers of those that cannot show values."""

    tests: tuple[UnitTest, ...]
    silent: Set[int] = frozenset()


def test_unit(target: Target, code: str, shape: Shape, tests: Tests) -> str:
    """The unit in which `code` stands for the target, and `tests` are run."""
    return assembled(target, code, shape, _behind(target, tests))


def _behind(target: Target, tests: Tests) -> str:
    """What follows the file."""
    every = [pieces(test.code, target.language) for test in tests.tests]
    words = "\n".join(test.code for test in tests.tests)
    used = headers_of(words, target.language)
    named = STANDARD_HEADERS[target.language].split() if used is None else sorted(used)
    parts = [f"#include <{name}>\n" for name in named]
    known = set[str]()
    for number, one in enumerate(every):
        parts += _once(one.directives, known, number)
    parts += ['#line 1 "lessonls_reports"\n', _REPORTS]
    opened = [f"namespace {name} {{\n" for name in _namespaces(target)]
    parts += opened
    for number, one in enumerate(every):
        values = number not in tests.silent
        written = [
            reporting(text, target.name, target.language, statements=False, values=values)
            for text in one.declarations
        ]
        parts += _once(written, known, number)
        body = reporting(
            one.statements, target.name, target.language, statements=True, values=values
        )
        nothing = "void" if target.language is Language.C else ""
        heading = f"__attribute__((noinline)) static void {NAME}{number}({nothing})"
        parts.append(f"{_line(number)}{heading} {{ {body}\n}}\n")
    parts += ['#line 1 "lessonls_run"\n', _run(len(every)), "}\n" * len(opened)]
    return "".join([*parts, _exported(target)])


def _once(texts: Sequence[str], known: set[str], number: int) -> list[str]:
    """Those that no test before it has."""
    new = [text for text in texts if text not in known]
    known.update(new)
    return [f"{_line(number)}{text}\n" for text in new]


def _line(number: int) -> str:
    return f'#line 1 "{NAME}{number}"\n'


def _namespaces(target: Target) -> list[str]:
    """Those around the function, in which its tests find its names."""
    if target.language is Language.C:
        return []
    scopes = original(target).read.item.scopes
    return [scope.name for scope in scopes if not scope.is_class]


def _run(number: int) -> str:
    cases = "".join(f"case {at}: {NAME}{at}(); return token;\n" for at in range(number))
    return (
        "static unsigned long long lessonls_run(unsigned number, unsigned long long token) {\n"
        f"switch (number) {{ {cases} }}\nreturn ~token;\n}}\n"
    )


def _exported(target: Target) -> str:
    if target.language is Language.C:
        linkage, nothing, place = "", "void", "lessonls_run"
    else:
        scope = "".join(f"{name}::" for name in _namespaces(target) if name)
        linkage, nothing, place = 'extern "C" ', "", f"::{scope}lessonls_run"
    return (
        f"{linkage}{EXPORT} void *lessonls_target({nothing}) {{ return (void *)&{place}; }}\n"
        f"{linkage}{WARM_UP}"
    )
