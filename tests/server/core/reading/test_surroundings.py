"""What of its file a function uses is given with it, and nothing else."""

from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.reading.surroundings import LONGEST, surroundings

FINDER = TreeSitterFinder(CompileCommands())


def texts(file: str, function: str = "f", name: str = "a.cpp") -> list[str]:
    target = FINDER.named(Path(name), file, function)
    return [declaration.text for declaration in surroundings(target)]


@pytest.mark.parametrize(
    ("used", "body"),
    [
        ("struct P { double x; };", "P p; return p.x;"),
        ("typedef struct { double x; } P;", "P p; return p.x;"),
        ("using P = double;", "P p = 1; return p;"),
        ("enum Color { RED, GREEN };", "return RED;"),
        ("enum class Color { RED };", "return (int)Color::RED;"),
        ("#define SIZE 3", "return SIZE;"),
        ("#define TWICE(a) (2 * (a))", "return TWICE(1);"),
        ("const int table[2] = {1, 2};", "return table[0];"),
        ("static int count;", "return count;"),
        ("static int twice(int a) { return 2 * a; }", "return twice(1);"),
        ("int outside(int a);", "return outside(1);"),
        ("template <class T> T twice(T a) { return a; }", "return twice(1);"),
        ("using std::max;", "return max(1, 2);"),
        ("struct { int a; } pair;", "return pair.a;"),
    ],
)
def test_a_declaration_is_given_where_it_is_used_and_only_there(used: str, body: str):
    assert texts(f"{used}\nint f(int a) {{ {body} }}\n") == [used]
    assert texts(f"{used}\nint f(int a) {{ return a; }}\n") == []


def test_includes_and_using_directives_are_always_given_first():
    file = '#include <vector>\n#include "own.h"\nusing namespace std;\nint f() { return 1; }\n'
    assert texts(file) == ["#include <vector>", '#include "own.h"', "using namespace std;"]


def test_types_are_given_where_the_heading_names_them():
    assert texts("struct P { int x; };\nint f(const P &p) { return p.x; }\n") == [
        "struct P { int x; };"
    ]


def test_what_a_declaration_uses_is_given_as_well_and_is_further_away():
    file = "typedef double Real;\nstruct P { Real x; };\nint f(P p) { return p.x; }\n"
    found = surroundings(FINDER.named(Path("a.cpp"), file, "f"))
    assert [(d.text, d.depth) for d in found] == [
        ("typedef double Real;", 1),
        ("struct P { Real x; };", 0),
    ]


def test_a_definition_behind_the_function_is_given_in_place_of_its_declaration():
    file = "int g(int a);\nint f(int a) { return g(a); }\nint g(int a) { return a; }\n"
    assert texts(file) == ["int g(int a) { return a; }"]


def test_the_function_itself_and_its_declaration_are_left_out():
    assert texts("int f(int a);\nint f(int a) { return a ? f(a - 1) : 0; }\n") == []


def test_a_parameter_hides_a_variable_of_the_file():
    assert texts("int n;\nint f(int n) { return n; }\n") == []


def test_a_class_is_not_given_because_a_name_is_that_of_a_member():
    file = "struct P { int a; int size(); };\nint f(int b) { int a = b, size = 1; return a; }\n"
    assert texts(file) == []


def test_of_long_functions_and_tables_only_the_heading_is_given():
    long = "  ++a;\n" * LONGEST
    file = (
        f"static int g(int a) {{\n{long}  return a;\n}}\n"
        f"const int t[] = {{{'1, ' * LONGEST}}};\n"
        "int f(int a) { return g(a) + t[0]; }\n"
    )
    assert texts(file) == [
        "static int g(int a) { /* left out */ }",
        "const int t[] = { /* left out */ };",
    ]


def test_namespaces_are_named_where_they_are_not_the_function_s_own():
    file = (
        "namespace a { struct P { int x; }; }\n"
        "namespace b { struct Q { int y; };\nint f(a::P p, Q q) { return p.x + q.y; } }\n"
    )
    assert texts(file) == ["// in namespace a:\nstruct P { int x; };", "struct Q { int y; };"]


def test_a_c_file_is_read_as_c():
    file = "struct p { int class; };\nint f(struct p *a) { return a->class; }\n"
    assert texts(file, name="a.c") == ["struct p { int class; };"]


def test_hundreds_of_declarations_are_not_all_given():
    many = "".join(f"static int v{i};\n" for i in range(500))
    body = " + ".join(f"v{i}" for i in range(500))
    assert len(texts(f"{many}int f() {{ return {body}; }}\n")) == 60
