"""All that a function runs is known by its text, and nothing that it does not run."""

from pathlib import Path

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.reading.reach import defined_types, reach

FINDER = TreeSitterFinder(CompileCommands())


def reached(file: str, *headers: str) -> str:
    return reach(FINDER.named(Path("a.cpp"), file, "f"), headers)


CLASS = "struct S { int *data; int n; };\n"


def test_functions_that_it_calls_are_reached_through_others_and_in_headers():
    header = "inline int first(S &s) { return second(s); }\ninline int other(S &s) { return s.n; }"
    file = f"{CLASS}int second(S &s) {{ return *s.data; }}\nint f(S &s) {{ return first(s); }}"
    text = reached(file, header)
    assert "return second(s)" in text
    assert "*s.data" in text
    assert "s.n" not in text


def test_a_callback_is_reached_by_its_name():
    file = f"{CLASS}static int less(S &s) {{ return *s.data; }}\nint f(S &s) {{ each(s, less); }}"
    assert "*s.data" in reached(file)


def test_macros_are_reached_with_all_their_lines():
    header = "#define AT(s, i) \\\n    ((s).data[i])\n#define OF(s) (s.n)\n"
    text = reached(f"{CLASS}int f(S &s) {{ return AT(s, 1); }}", header)
    assert "(s).data[i]" in text
    assert "s.n" not in text


def test_functions_in_tables_and_those_that_macros_define_are_reached():
    header = "#define DEFINE(name) int name##_all(S &s) { return s.n; }\n"
    file = (
        f"{CLASS}static int one(S &s) {{ return *s.data; }}\n"
        "static int (*const all[])(S &) = {one};\nint f(S &s) { return all[0](s); }"
    )
    assert "*s.data" in reached(file)
    assert "s.n" in reached(file, header)


def test_operators_and_destructors_are_reached_without_their_names():
    header = (
        "struct T { int *p; int *q; ~T() { delete p; } T() { q = new int; } };\n"
        "inline int operator+(T &a, T &b) { return *a.q; }"
    )
    text = reached("int f(T &a, T &b) { return a + b; }", header)
    assert "delete p" in text
    assert "*a.q" in text
    assert "new int" not in text


def test_comments_and_strings_call_nothing():
    header = "inline int g(S &s) { return *s.data; }"
    assert "*s.data" not in reached('int f(S &s) { puts("g(s)"); return s.n; } // g(s)', header)


def test_the_types_of_a_text_are_known_by_their_names():
    text = "struct A { int n; }; typedef struct { int n; } B; class X_API C final : public D { };"
    assert defined_types([text, "struct E *e; // struct F {"]) == {"A", "B", "C"}
