"""Functions that are still to be written, and what their comments say of them."""

from functools import cache
from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.edit import rewritten
from lessonls.core.errors import TargetError
from lessonls.core.reading.candidate import CandidateProblem, extract_function
from lessonls.core.target import Target, Task

FINDER = TreeSitterFinder(cache(CompileCommands()))
SAYS = "// Doubles a number.\n"
CLASS = "struct A {\n  // The area.\n  int area() const;\n  // None.\n  virtual int v() = 0;\n" + (
    "  // Makes one.\n  A();\n};\n"
)


def stub(text: str, name: str, file: str = "a.cpp") -> Target:
    target = FINDER.named(Path(file), text, name, Task.IMPLEMENT)
    assert target.before + target.code + target.after == text
    assert target.task is Task.IMPLEMENT
    return target


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        (SAYS + "int f(int a);", "f", "int f(int a);"),
        (f"#include <a.h>\n{SAYS}int f(int a);", "f", "int f(int a);"),
        (SAYS + "static int f(int a) {}", "f", "static int f(int a) {}"),
        (SAYS + "int f(int a) { /* TODO */ }", "f", "int f(int a) { /* TODO */ }"),
        ("int f(int a) { /* TODO: double it */ }", "f", "int f(int a) { /* TODO: double it */ }"),
        ("int f(int a); // doubles it\n", "f", "int f(int a);"),
        (SAYS + "int f(int a) { abort(); return 0; }", "f", None),
        (SAYS + "int f(int a) { (void)a; std::abort(); }", "f", None),
        (SAYS + 'int f(int a) { assert(!"not yet"); return 0; }', "f", None),
        (SAYS + 'int f(int a) { throw std::logic_error("f"); }', "f", None),
        ("namespace n {\n" + SAYS + "int f(int a);\n}", "n::f", "int f(int a);"),
        (CLASS, "area", "int area() const;"),
        (CLASS + "// Its area.\nint A::area() const { }", "A::area", "int A::area() const { }"),
        (SAYS + "template <class T> T f(T a);", "f", "template <class T> T f(T a);"),
        (SAYS + "int f(int a);\nint f(int a) { }", "f", "int f(int a) { }"),
        (SAYS + "int f(int a);\nint g(int a) { return f(a); }\nint f(int);", "f", "int f(int a);"),
    ],
)
def test_stubs_are_found_with_what_their_comments_say(text: str, name: str, code: str | None):
    found = stub(text, name)
    assert found.code == (text.removeprefix(SAYS) if code is None else code)
    assert found.description


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        (SAYS + "int f(int a) { return 2 * a; }", "f", "already has a body: use “optimize”"),
        ("int f(int a);", "f", "has no comment that says what it does"),
        ("int f(int a) { /* TODO: implement this */ }", "f", "has no comment that says"),
        ("int g(int a); // doubles it\nint f(int a);", "f", "has no comment that says"),
        (SAYS + "int f(int a), g(int b);", "f", "together with something else"),
        (SAYS + "int f(int a);\nint f(int a) { return a; }", "f", "already has a body"),
        (CLASS, "v", "is pure virtual"),
        (CLASS, "A", "is a constructor, which cannot be implemented on its own"),
        (SAYS + "int f(int a, ...);", "f", "variable number of arguments"),
        (SAYS + "#define f(x) x\n", "f", "is a macro"),
    ],
)
def test_what_is_no_stub_is_refused_with_the_reason(text: str, name: str, reason: str):
    with pytest.raises(TargetError) as refused:
        stub(text, name)
    assert reason in str(refused.value)


def test_a_header_gets_only_bodies_that_each_of_its_sources_may_have():
    for text in ("inline int f(int a);", "static int f(int a);", "template <class T> T f(T a);"):
        assert stub(SAYS + text, "f", "a.hpp").code == text
    with pytest.raises(TargetError, match=r"belongs into a source file: .* or declare it inline"):
        stub(SAYS + "int f(int a);", "f", "a.hpp")


def test_the_comment_may_stand_at_the_declaration_in_a_header(tmp_path: Path):
    (tmp_path / "twice.h").write_text("/* Doubles a number. */\nint twice(int);\n")
    text = '#include "twice.h"\nint twice(int x) { }\n'
    (tmp_path / "twice.c").write_text(text)
    assert stub(text, "twice", str(tmp_path / "twice.c")).description == "Doubles a number."


def test_a_stub_is_found_at_the_cursor_and_from_its_comment():
    text = "int g(void) { return 1; }\n\n" + SAYS + "int f(int a);\n"
    for line in (2, 3):
        found = FINDER.at(Path("a.c"), text, line, task=Task.IMPLEMENT)
        assert found.qualified_name == "f"


def test_long_texts_give_the_same_answers():
    filling = "".join(f"int f{n}(int a) {{ return a + {n}; }}\n" for n in range(4000))
    opposite = "// Its opposite.\nint g(int a);\nint g(int a) { f(1); }\n"
    text = f"{SAYS}int f(int a);\n{filling}{opposite}"
    assert stub(text, "f").code == "int f(int a);"
    with pytest.raises(TargetError, match="already has a body"):
        stub(text, "g")
    with pytest.raises(TargetError, match="is defined in line 4005"):
        FINDER.at(Path("a.cpp"), text, 4002, task=Task.IMPLEMENT)


@pytest.mark.parametrize(
    ("text", "name", "answer"),
    [
        (SAYS + "int f(int a);\n", "f", "int f(int a)\n{\n    return 2 * a;\n}"),
        (SAYS + "static int f(int a) {}\n", "f", "static int f(int a) { return a; }"),
        ("namespace n {\n" + SAYS + "int f(int a);\n}\n", "f", "int f(int a) { return a; }"),
        (CLASS, "area", "int area() const { return 1; }"),
        (
            SAYS + "template <class T> T f(T a);\n",
            "f",
            "template <class T> T f(T a) { return a; }",
        ),
    ],
)
def test_a_body_takes_the_place_of_the_stub(text: str, name: str, answer: str):
    target = stub(text, name)
    for written in (answer, f"{target.code.partition('{')[0].rstrip(' ;')};\n{answer}"):
        assert extract_function(written, target) == answer
    assert rewritten(target, answer) == text.replace(target.code, answer)


def test_the_signature_stays_as_it_was_declared():
    for text in ("int f(int a);", "static int f(int a) { }"):
        with pytest.raises(CandidateProblem):
            extract_function("long f(int a) { return a; }", stub(SAYS + text, "f"))
