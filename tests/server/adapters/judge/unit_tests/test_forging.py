"""No candidate passes a test that it does not pass.

The candidates here are as hostile as code can be: they are built without the rules for contents and
without a look at what they link, which would refuse most of them.
"""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from shutil import rmtree

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.build import publish
from lessonls.adapters.judge.unit_tests import UnitTestBench
from lessonls.adapters.private_files import private_folder
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.target import Mode, Task
from lessonls.core.unit_tests import Origin, UnitTest
from lessonls.core.verdict import VerdictKind
from lessonls.core.workload import Workload

pytestmark = pytest.mark.xdist_group("judge")

STUB = "/* Doubles a number. */\nint twice(int x);\n"
TEST = "assert(twice(2) == 4);"
RIGHT = "int twice(int x) { return 2 * x; }"
REPORT = """
struct Report { char tag[8]; unsigned long value; } report;
static void tell(const char *tag, unsigned long value) {
    __builtin_memset(&report, 0, sizeof report);
    __builtin_strncpy(report.tag, tag, 7);
    report.value = value;
    write(3, &report, sizeof report);
}
"""
HOSTILE = {
    "leaves with success": "void exit(int); int twice(int x) { exit(0); }",
    "leaves at once": "void _exit(int); int twice(int x) { _exit(0); }",
    "leaves without a word": "int twice(int x)"
    ' { __asm__ volatile("syscall" :: "a"(231), "D"(0)); return x; }',
    "aborts with a handler": "typedef void (*H)(int); H signal(int, H); void abort(void);"
    " void _exit(int); static void leave(int n) { _exit(0); }"
    " int twice(int x) { signal(6, leave); abort(); }",
    "jumps back to a constructor": "#include <setjmp.h>\n#include <stdlib.h>\nstatic jmp_buf place;"
    " int twice(int x) { if (setjmp(place) == 0) longjmp(place, 1); exit(0); }",
    "leaves in a constructor": "void _exit(int); __attribute__((constructor)) static void f(void)"
    " { _exit(0); } int twice(int x) { return x; }",
    "prints that it passed": "int printf(const char *, ...); int fflush(void *);"
    ' int twice(int x) { printf("1 passed\\n"); fflush(0); return x; }',
    "redefines the assertion": "#define assert(x)\n#define LESSONLS_ASSERT(a, b)\n"
    "int twice(int x) { return x; }",
    "defines main": "int main(void) { return 0; } int twice(int x) { return x; }",
    "goes where it never comes": "int twice(int x) { __builtin_unreachable(); }",
    "says that all is done": "long write(int, const void *, unsigned long); void _exit(int);"
    f'{REPORT} int twice(int x) {{ tell("done", 0); tell("output", 8); _exit(0); }}',
    "writes an answer": "long write(int, const void *, unsigned long); void _exit(int);"
    f"{REPORT} int twice(int x) {{ unsigned long token = 1; write(5, &token, 8);"
    ' tell("done", 0); tell("output", 8); tell("bye", 0); return x; }',
}


@contextmanager
def opened(text: str, name: str, file: str, *tests: UnitTest) -> Generator[UnitTestBench]:
    folder = private_folder()
    finder = TreeSitterFinder(CompileCommands())
    target = finder.named(folder / file, text, name, Task.IMPLEMENT)
    workload = Workload(function=name, tests=tests)
    with closing(UnitTestBench(target, Mode.SERIAL, workload, {}, folder)) as bench:
        yield bench
    rmtree(folder)


@pytest.fixture(scope="module")
def bench() -> Iterator[UnitTestBench]:
    with opened(STUB, "twice", "a.c", UnitTest(code=TEST)) as bench:
        yield bench


def passes(bench: UnitTestBench, code: str) -> bool:
    """Whether a candidate passes in either build, whatever is in it."""
    baseline, source = bench.baseline, bench.baseline.unit(code)
    built = baseline.toolchain.library(source), baseline.toolchain.sanitized(source)
    for name, library in zip(("plain", "sanitized"), built, strict=True):
        assert library.succeeded, library.diagnostics
        publish(bench.libraries / f"{name}.so", library.files["unit.so"])
    plain = bench.runners.run("plain.so", 0)
    return plain is None and bench.runners.run_sanitized("sanitized.so", 0) is None


def test_an_honest_implementation_passes(bench: UnitTestBench):
    assert passes(bench, RIGHT)


@pytest.mark.parametrize("attack", HOSTILE)
def test_no_attack_makes_a_test_pass(bench: UnitTestBench, attack: str):
    assert not passes(bench, HOSTILE[attack])


STRINGS = "/* The name of a number. */\nconst char *name_of(int number);\n"
VECTORS = """#include <vector>
// Counts up from 0.
std::vector<int> up_to(int number);
"""


@pytest.mark.parametrize(
    ("text", "name", "file", "test", "candidate"),
    [
        (
            STRINGS,
            "name_of",
            "a.c",
            'assert(strcmp(name_of(1), "one") == 0);',
            "static int strcmp(const char *a, const char *b) { return 0; }\n"
            'const char *name_of(int number) { return "two"; }',
        ),
        (
            VECTORS,
            "up_to",
            "a.cpp",
            "assert(up_to(2) == std::vector<int>({0, 1}));",
            "static bool operator==(const std::vector<int> &, const std::vector<int> &)"
            " { return true; }\nstd::vector<int> up_to(int number) { return {}; }",
        ),
    ],
)
def test_a_candidate_does_not_decide_what_is_equal(
    text: str, name: str, file: str, test: str, candidate: str
):
    with opened(text, name, file, UnitTest(code=test)) as bench:
        verdict = bench.judge(candidate)
        assert verdict.kind is VerdictKind.NOT_COMPILABLE
        assert "which unit tests" in verdict.reason


@pytest.mark.parametrize(
    "hostile",
    [
        "{\n#define twice(x) 4\nassert(twice(2) == 4);\n}",
        "{\n#define lessonls_test_0() ((void)0)\nassert(twice(2) == 4);\n}",
        '{ __asm__(".set lessonls_run, 0"); assert(twice(2) == 4); }',
        "{ assert(twice(2) == 4); }} static int other(void) {{ }",
        "{ int f(void) __attribute__((constructor)); assert(twice(2) == 4); }",
    ],
)
def test_a_test_of_a_model_does_not_change_the_others(hostile: str):
    yours = UnitTest(code="assert(twice(3) == 6);", origin=Origin.USER)
    with opened(STUB, "twice", "a.c", yours, UnitTest(code=hostile)) as bench:
        assert bench.workload.tests == (yours,)
        assert bench.judge("int twice(int x) { return 4; }").score == 0.0


@pytest.mark.parametrize("attack", HOSTILE)
def test_no_attack_is_a_correct_candidate(bench: UnitTestBench, attack: str):
    assert bench.judge(HOSTILE[attack]).kind is not VerdictKind.CORRECT
