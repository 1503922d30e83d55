"""What the linker knows of a library: real libraries, built in the sandbox."""

from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.build.linkage import Linkage, objection, read_linkage
from lessonls.adapters.judge.build.toolchain import Toolchain
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.target import Mode

pytestmark = pytest.mark.xdist_group("judge")

PLAIN = "int twice(int n) { return 2 * n; }\n"


def linked(source: str) -> Linkage:
    """The linkage of a library that exports the function."""
    target = TreeSitterFinder(CompileCommands()).named(Path("/code.cpp"), PLAIN, "twice")
    exported = 'extern "C" __attribute__((visibility("default"))) void *lessonls_target()'
    built = Toolchain(target, Mode.SERIAL).library(
        f"{source}\n{exported} {{ return (void *)&twice; }}\n"
    )
    assert built.succeeded, built.diagnostics
    return read_linkage(built.files["facts"].decode())


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("#include <ctime>\nint twice(int n) { return 2 * n + 0 * time(0); }", "the clock (time)"),
        (
            "#include <chrono>\nint twice(int n) { return 2 * n + "
            "(std::chrono::steady_clock::now().time_since_epoch().count() == 0); }",
            "the clock (std::chrono",
        ),
        (
            "#include <thread>\nint twice(int n) { std::thread([] {}).join(); return 2 * n; }",
            "a thread (",
        ),
        ("#include <unistd.h>\nint twice(int n) { return n + (fork() == 0); }", "process (fork)"),
        ("#include <cstdlib>\nint twice(int n) { if (n > 9) _Exit(0); return n; }", "_Exit"),
        ('#include <dlfcn.h>\nint twice(int n) { return n + !dlsym(0, "x"); }', "dlsym"),
        ('#include <cstdio>\nint twice(int n) { return n + !fopen("x", "r"); }', "fopen"),
        ('#include <cstdlib>\nint twice(int n) { return n + !getenv("x"); }', "getenv"),
        (
            'extern "C" __attribute__((weak)) void __asan_init();\n'
            "int twice(int n) { return __asan_init ? n : 2 * n; }",
            "tests whether __asan_init exists",
        ),
        (
            "#include <cmath>\nvolatile double x = 2;\nconst double y = std::sin(x);\n"
            "int twice(int n) { return n + int(y); }",
            "runs code when it is loaded",
        ),
        (
            "#include <cmath>\nvolatile double x = 2;\nconst double y = std::sin(x);\n"
            '__attribute__((target_clones("arch=haswell", "default"))) int twice(int n)'
            " { return n + int(y); }",
            "runs code when it is loaded",
        ),
    ],
)
def test_what_a_function_has_no_business_with_is_named(source: str, said: str):
    found = objection(linked(source), linked(PLAIN))
    assert found is not None
    assert said in found


@pytest.mark.parametrize(
    "source",
    [
        PLAIN,
        "#include <iostream>\nint twice(int n) { return 2 * n; }",
        "#include <vector>\nint twice(int n) { return int(std::vector<int>(n).size()) * 2; }",
        '__attribute__((target_clones("arch=haswell", "default"))) int twice(int n)'
        " { return 2 * n; }",
        "#include <cmath>\nint twice(int n) { return int(std::sin(n)); }",
        '#include <stdexcept>\nint twice(int n) { return n < 0 ? throw std::range_error("") : n; }',
    ],
)
def test_ordinary_code_is_not_objected_to(source: str):
    assert objection(linked(source), linked(PLAIN)) is None


def test_what_the_original_uses_the_candidate_may_use():
    source = "#include <ctime>\nint twice(int n) { return 2 * n + 0 * time(0); }"
    assert objection(linked(source), linked(source)) is None


def test_variables_are_those_that_can_be_written():
    source = (
        "int calls; const int table[2] = {1, 2}; static int unused; thread_local int mine;\n"
        "int twice(int n) { static int last; last += n; mine++;"
        " return last + calls++ + table[n & 1]; }"
    )
    found = linked(source)
    assert "calls" in found.variables
    assert any(name.endswith("::last") for name in found.variables)
    assert not {"table", "unused"} & set(found.variables)
    assert "mine" in found.local


def test_nonsense_is_no_linkage():
    found = read_linkage("no symbols here\n\0")
    assert (found.imports, found.variables, found.on_loading) == (frozenset(), (), 0)
