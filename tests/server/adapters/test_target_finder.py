"""The finder names what can be optimized, and says in a sentence why the rest cannot."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import TargetError
from lessonls.core.target import Language, Target

FLAGS = cache(CompileCommands())
"""Looked up once: these files are in no project."""
FINDER = TreeSitterFinder(FLAGS)
CLASS = "struct A { static int s(int); static int k() { return 1; } int m() { return 2; }\n" + (
    "A() {} ~A() {} int operator+(int i) { return i; } };\nint A::s(int a) { return a; }\n"
)
CALLED = "struct A { int operator()(int a) { return a; } };"
TEMPLATE = "template <class T> T twice(T x) { return x + x; }\n"


def named(text: str, name: str, file: str = "a.cpp") -> Target:
    target = FINDER.named(Path(file), text, name)
    assert target.before + target.code + target.after == text
    assert text[target.start :].startswith(target.code)
    assert target.line == text.count("\n", 0, target.start) + 1
    return target


@pytest.mark.parametrize(
    ("text", "name", "qualified"),
    [
        ("int f(int a) { return a; }", "f", "f"),
        ("static int f(void) { return 1; }", "::f", "f"),
        ("namespace a::b { int f() { return 1; } }", "f", "a::b::f"),
        ("namespace a { namespace { int f() { return 1; } } }", "a::f", "a::f"),
        ("namespace a { inline namespace v { int f() { return 1; } } }", "f", "a::f"),
        ('extern "C" { int f(void) { return 1; } }', "f", "f"),
        ('extern "C" int f(void) { return 1; }', "f", "f"),
        ("#ifdef A\nint f() { return 1; }\n#endif\n", "f", "f"),
        ("namespace a { int f(); }\nint a::f() { return 1; }", "f", "a::f"),
        (CLASS, "k", "A::k"),
        (CALLED, "A::operator()", "A::operator()"),
        (CLASS, "m", "A::m"),
        (CLASS, "operator+", "A::operator+"),
        (CLASS, "A::s", "A::s"),
        (TEMPLATE + "template double twice<double>(double);", "twice", "twice<double>"),
        (TEMPLATE + "template float twice(float);", "twice", "twice<float>"),
        (
            TEMPLATE + "template int twice(int);\ntemplate long twice<long>(long);",
            "twice<long>",
            "twice<long>",
        ),
        (
            "namespace n { template <class T> void z(std::vector<T> const &x, T *y) {} }\n"
            "template void n::z(const std::vector<std::complex<float>> &, std::complex<float> *);",
            "z",
            "n::z<std::complex<float>>",
        ),
        ("template <> int f<int>(int x) { return x; }", "f", "f<int>"),
        ("int f() { int a\n}\nint g(int a) { return a; }", "g", "g"),
        ("int f() { if (x) {\nint g(int a) { return a; }\n", "g", "g"),
        ("int f( {\nint g(int a) { return a; }\n", "g", "g"),
    ],
)
def test_functions_are_found_by_plain_and_qualified_names(text: str, name: str, qualified: str):
    assert named(text, name).qualified_name == qualified


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        (CLASS, "A", "is a constructor"),
        (CLASS, "~A", "is a destructor"),
        ("auto f = [](int x) { return x; };", "f", "is a lambda"),
        ("#define f(x) x\n", "f", "is a macro"),
        ("int f(int);", "f", "only declared"),
        ("template <class... T> int f(T... x) { return 1; }", "f", "takes a parameter pack"),
        (
            "template <class> int f(int x) { return 1; }",
            "f",
            "unnamed parameters or a parameter pack",
        ),
        ("auto f(auto x) { return x; }", "f", "has an auto parameter"),
        ("int V<int>::f() { return 1; }", "f", "belongs to V"),
        ("int f(int a, ...) { return a; }", "f", "variable number of arguments"),
        ("task f() { co_return 1; }", "f", "is a coroutine"),
        ("int main() { return 0; }", "main", "is the program's entry"),
        ("struct A { static int f() = delete; };", "f", "has no body"),
        ("int f(int a) { return a +; }", "f", "has a syntax error in line 1"),
        ("API void f(int a) {}", "f", "signature that cannot be parsed"),
        ("consteval int f() { return 1; }", "f", "consteval"),
        ("struct A { friend int f(A) { return 1; } };", "f", "is a friend"),
        ("int B::f() { return 1; }", "f", "belongs to B, which is defined neither"),
        ("int f(int) { return 1; }\nint f(long) { return 1; }", "f", "a.cpp:1, a.cpp:2"),
        ("int gemm() { return 1; }", "gem", "did you mean gemm?"),
        (TEMPLATE + "template int twice(int);", "twice<char>", "is not instantiated"),
        ("", "f", "a.cpp defines no function f."),
    ],
)
def test_everything_else_is_refused_with_the_reason(text: str, name: str, reason: str):
    with pytest.raises(TargetError) as error:
        FINDER.named(Path("a.cpp"), text, name)
    assert reason in str(error.value)


def test_k_and_r_definitions_are_refused():
    with pytest.raises(TargetError, match="K&R"):
        FINDER.named(Path("a.c"), "int f(a) int a; { return a; }", "f")


@pytest.mark.parametrize(
    ("heading", "returns", "parameters"),
    [
        ("void f(void)", "void", []),
        ("static inline const unsigned *f(int n = 3)", "const unsigned *", [("n", "int n")]),
        ("auto f(double) -> std::vector<int>", "std::vector<int>", [("arg1", "double")]),
        ("[[nodiscard]] int &f(int (*cb)(int), int)", "int &", [("cb", "int (*cb)(int)"),
                                                               ("arg2", "int")]),
        ("int (*f(int a[3]))(double)", "int (*)(double)", [("a", "int a[3]")]),
        ("constexpr std::array<T, 3> f(A &&x)", "std::array<T, 3>", [("x", "A &&x")]),
    ],
)  # fmt: skip
def test_return_types_and_parameters_are_as_written(
    heading: str, returns: str, parameters: list[tuple[str, str]]
):
    target = named(f"{heading} {{ }}", "f")
    assert target.returns == returns
    assert [(parameter.name, parameter.text) for parameter in target.parameters] == parameters


def test_the_code_is_the_whole_definition_without_what_is_above():
    code = "template <class T>\n[[gnu::hot]] static inline T f(T x)\n{\n    return x;\n}"
    text = f"#pragma once\n/// doc\n#pragma GCC ivdep\n{code}\ntemplate int f(int);\n"
    assert named(text, "f").code == code


def test_linkage_specifications_are_not_part_of_the_code():
    target = named('extern "C" int f(void) { return 1; }', "f")
    assert (target.before, target.code[:5]) == ('extern "C" ', "int f")


def test_bytes_and_characters_and_line_endings_are_told_apart():
    text = "// 日本 é 🙂\r\nint g() { return 0; }\r\n/* ü */ int f() {\r\n  return 1; // ñ\r\n}\r\n"
    target = named(text, "f")
    assert (target.line, target.code) == (3, "int f() {\r\n  return 1; // ñ\r\n}")
    assert FINDER.at(Path("a.cpp"), text, 2, 8).name == "f"


TWO = """int a; // x

// about f
// more
int f(int i) {

  return i;
}
int g() { return 1; } int h() { return 2; }
"""


@pytest.mark.parametrize(
    ("line", "column", "name"),
    [(2, 3, "f"), (3, 0, "f"), (4, 0, "f"), (5, 0, "f"), (7, 1, "f"), (8, 0, "g"), (8, 30, "h"),
     (8, 999, "h")],
)  # fmt: skip
def test_a_position_names_the_function_around_it_or_below_its_comment(
    line: int, column: int, name: str
):
    assert FINDER.at(Path("a.c"), TWO, line, column).name == name


@pytest.mark.parametrize("line", [0, 1, 9, 99])
def test_a_position_outside_is_refused(line: int):
    with pytest.raises(TargetError, match=f"Line {line + 1} of a.c is not inside a complete"):
        FINDER.at(Path("a.c"), TWO, line)


def test_a_position_in_a_lambda_or_local_class_names_the_function_around_it():
    text = "int f() {\n  auto l = [](int x) {\n    return x;\n  };\n  return l(1);\n}\n"
    assert FINDER.at(Path("a.cpp"), text, 2, 6).name == "f"


def test_all_lists_what_can_be_optimized_in_the_order_of_the_file():
    text = CLASS + TEMPLATE + "int z() { return 1; }\nint a(int, ...) { return 1; }\n"
    names = [target.qualified_name for target in FINDER.all(Path("a.cpp"), text)]
    assert names == ["A::k", "A::m", "A::operator+", "A::s", "twice", "z"]


def test_owners_that_only_a_header_names_are_looked_up(tmp_path: Path):
    (tmp_path / "a.hpp").write_text("namespace n { struct S { static int f(); int g(); }; }\n")
    text = '#include "a.hpp"\nint n::S::f() { return 1; }\nint n::S::g() { return 2; }\n'
    names = [FINDER.named(tmp_path / "a.cpp", text, name).qualified_name for name in ("f", "g")]
    assert names == ["n::S::f", "n::S::g"]


@pytest.mark.parametrize(
    ("text", "pattern", "kinds"),
    [
        (TEMPLATE, "twice<{}>", ("type",)),
        ("template <class T, int N> T twice(T x) { return x; }", "twice<{}, {}>", ("type", "int")),
        (
            "namespace n { template <class T> struct V { int twice() { return 1; } }; }",
            "n::V<{}>::twice",
            ("type",),
        ),
        (
            "template <class T> struct V { int twice(); };\n"
            "template <class T> int V<T>::twice() { return 1; }",
            "V<{}>::twice",
            ("type",),
        ),
    ],
)
def test_a_template_that_nothing_instantiates_here_has_places_for_its_arguments(
    text: str, pattern: str, kinds: tuple[str, ...]
):
    found = named(text, "twice").template
    assert found is not None
    assert (found.pattern, found.kinds) == (pattern, kinds)


def test_the_parameters_of_a_template_have_their_names_and_defaults():
    text = "template <class T, class Eq = std::equal_to<T>> struct V { int twice() { return 1; } };"
    found = named(text, "twice").template
    assert found is not None
    assert found.names == ("T", "Eq")
    assert found.defaults == ("", "std::equal_to<T>")


@pytest.mark.parametrize(
    ("file", "text", "language"),
    [
        ("a.c", "", Language.C),
        ("a.C", "", Language.CPP),
        ("a.hpp", "", Language.CPP),
        ("a.h", "// class and std::vector\nstruct s { int a; };", Language.C),
        ("a.h", "#ifdef __cplusplus\nnamespace a {\n#endif\n", Language.C),
        ("a.h", "#include <vector>\nvoid g(std::vector<int> &);", Language.CPP),
        ("a.h", "template <class T> struct S;", Language.CPP),
        ("a.h", "struct S { int a = 3; int &r; };", Language.CPP),
    ],
)
def test_the_language_is_known_by_the_extension_or_the_header_s_text(
    file: str, text: str, language: Language
):
    assert named(text + "\nint f(void) { return 1; }", "f", file).language is language


def test_other_files_are_refused():
    with pytest.raises(TargetError, match=r"a.py is not a C or C\+\+ file"):
        FINDER.at(Path("a.py"), "int f() {}", 0)


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    text = CLASS + TEMPLATE + TWO + "namespace é { template int twice(int); int q(int a[]) {} }\n"
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = (
            text[:start] + draw(st.text("(){}[];<>,:*&=\"'/#é🙂\r\n a0~", max_size=4)) + text[end:]
        )
    return text


@given(_mutated(), st.integers(0, 20), st.integers(0, 60), st.sampled_from(["a.c", "a.cpp", "a.h"]))
def test_text_that_is_being_typed_never_breaks_the_finder(
    text: str, line: int, column: int, file: str
):
    for target in FINDER.all(Path(file), text):
        assert target.before + target.code + target.after == text
    for ask in (
        lambda: FINDER.at(Path(file), text, line, column),
        lambda: FINDER.named(Path(file), text, "twice"),
    ):
        try:
            target = ask()
        except TargetError:
            continue
        assert target.before + target.code + target.after == text


def test_functions_with_loops_come_deepest_first():
    """Those that can be optimized, at most as many as are asked for."""
    text = """int plain(int a) { return a; }
void one(int *a, int n) { for (int i = 0; i < n; i++) a[i] = 0; }
void two(int *a, int n) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) a[i] += j; }
struct S { int n; int loop() { for (;;) n++; } };
"""
    places = FINDER.with_loops(Path("a.cpp"), text, 10)
    assert [(place.name, text[place.start :].split("(", maxsplit=1)[0]) for place in places] == [
        ("two", "void two"),
        ("one", "void one"),
        ("S::loop", "int loop"),
    ]
    assert [place.name for place in FINDER.with_loops(Path("a.cpp"), text, 1)] == ["two"]


def test_a_large_file_is_read_where_it_changed():
    """The answer is the one for the text as it is now, é and all."""
    finder = TreeSitterFinder(CompileCommands())
    many = "".join(f"/* é */ int f{n}(int a) {{ return a + {n}; }}\n" for n in range(4000))
    assert finder.named(Path("a.c"), many, "f3000").line == 3001
    changed = many.replace("int f5(", "int more(int b) { return b; }\nint f5(")
    assert finder.named(Path("a.c"), changed, "f3000").line == 3002
    assert finder.named(Path("a.c"), changed, "f3000").code.startswith("int f3000(int a)")
    assert finder.named(Path("a.c"), changed, "more").line == 6


SNIPPETS = (
    "struct A { static int s(int n); int m() { for (;;) return 1; } };\n",
    "int A::s(int n) { for (int i = 0; i < n; i++) n--; return n; }\n",
    "template <class T> T many(T x) { for (;;) while (x) x--; }\n",
    "template long many<long>(long);\n",
    "namespace n { int f(int); }\n",
    "namespace n { int g(int a) { do { a--; } while (a); return a; } }\n",
    "int n::f(int a) { for (;;) return a; }\n",
    "// é 😀\n\n",
    "int plain(int a) { return a; }\n",
)
STEPS = st.lists(
    st.tuples(st.integers(0, 20), st.sampled_from(SNIPPETS), st.booleans()), min_size=1, max_size=8
)


@given(STEPS)
def test_a_large_file_that_is_edited_gives_the_answers_of_a_small_one(
    steps: list[tuple[int, str, bool]],
):
    """At every line, and for all functions with loops: whatever came and went before."""
    finder, path = TreeSitterFinder(FLAGS), Path("a.cpp")
    above, pieces = f"/* {'é' * 100_000} */\n\n", ["#define TWICE(x) ((x) * 2)\n", *SNIPPETS]
    for at, snippet, goes in steps:
        if goes and pieces:
            pieces.pop(at % len(pieces))
        else:
            pieces.insert(at % (len(pieces) + 1), snippet)
        text = "".join(pieces)
        small = [(one.name, one.start) for one in FINDER.with_loops(path, text, 5)]
        large = [
            (one.name, one.start - len(above)) for one in finder.with_loops(path, above + text, 5)
        ]
        assert large == small
        for line in range(text.count("\n") + 1):
            assert said(finder, above + text, line + 2) == said(FINDER, text, line)


def said(finder: TreeSitterFinder, text: str, line: int) -> tuple[str, ...]:
    """The function at a line, or why there is none; without the numbers of lines."""
    try:
        target = finder.at(Path("a.cpp"), text, line)
    except TargetError as error:
        return ("refused", re.sub(r"\d+", "", str(error)))
    return target.qualified_name, target.code, target.returns
