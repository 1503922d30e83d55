"""The file in which a function chooses at each call what runs."""

from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.preprocessor import Preprocessor
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.dispatcher import Edited, dispatched
from lessonls.core.errors import WorkloadError
from lessonls.core.target import Target


def target_of(path: Path, source: str, name: str) -> Target:
    path.write_text(source, encoding="utf-8")
    return TreeSitterFinder(CompileCommands()).named(path, source, name)


def changed(target: Target, code: str = "", *headers: Edited) -> str:
    files = dispatched(target, [code or target.code], headers)
    return next(file.text for file in files if file.path == str(target.path))


def test_both_variants_and_the_dispatcher_stand_in_the_functions_place(tmp_path: Path):
    source = (
        "int one;\nstatic int f(int n, double *) { return n; }\nint g(void) { return f(1, 0); }\n"
    )
    target = target_of(tmp_path / "code.c", source, "f")
    text = changed(target, "static int f(int n, double *) { return 0 + n; }")
    aligned = "static __attribute__((noinline, aligned(64))) int"
    assert f"{aligned} lessonls_original(int n, double *) {{ return n; }}" in text
    assert f"{aligned} lessonls_rewrite(int n, double *) {{ return 0 + n; }}" in text
    assert "static int f(int n, double * arg2)" in text
    assert "case 1: return lessonls_rewrite(n, arg2);" in text
    assert "default: return lessonls_original(n, arg2);" in text
    assert text.endswith("int g(void) { return f(1, 0); }\n")


def test_what_recursion_calls_is_the_dispatcher(tmp_path: Path):
    source = "int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\n"
    text = changed(target_of(tmp_path / "code.c", source, "fib"))
    declared, original = text.index("int fib(int n);"), text.index("lessonls_original(int n)")
    assert declared < original
    assert "lessonls_original(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }" in text


def test_helpers_and_includes_of_a_rewrite_go_where_they_go_in_the_file(tmp_path: Path):
    source = "#include <vector>\nnamespace a {\nint f(int n) { return n; }\n}\n"
    target = target_of(tmp_path / "code.cpp", source, "a::f")
    text = changed(
        target, "#include <map>\nstatic int g(int n) { return n; }\nint f(int n) { return g(n); }"
    )
    assert text.index("#include <map>") < text.index("namespace a") < text.index("static int g")
    assert text.index("static int g") < text.index("int lessonls_rewrite")


def test_variants_share_static_variables(tmp_path: Path):
    source = "int next(int step) {\n    static int n = 1;\n    n += step;\n    return n;\n}\n"
    target = target_of(tmp_path / "code.c", source, "next")
    text = changed(target, target.code.replace("n += step", "n = step + n"))
    assert text.count("static int") == 1
    assert "static int lessonls_shared_n = 1;" in text
    assert "lessonls_shared_n += step;" in text
    assert "lessonls_shared_n = step + lessonls_shared_n;" in text


def test_a_virtual_member_stays_the_only_virtual_one(tmp_path: Path):
    source = "struct A {\n    virtual int f(int n) const { return n; }\n    virtual ~A() {}\n};\n"
    text = changed(target_of(tmp_path / "code.cpp", source, "A::f"))
    assert "virtual int f(int n) const" in text
    assert "virtual int lessonls" not in text
    assert (
        "__attribute__((noinline, aligned(64))) int lessonls_original(int n) const { return n; }"
        in text
    )


def test_a_member_outside_its_class_is_declared_in_the_header(tmp_path: Path):
    header = tmp_path / "a.hpp"
    header.write_text("#pragma once\nclass A {\n    double f(const int *, int n = 3);\n};\n")
    source = '#include "a.hpp"\ndouble A::f(const int *x, int n) { return x[n]; }\n'
    target = target_of(tmp_path / "a.cpp", source, "A::f")
    files = dispatched(target, [target.code], [Edited(str(header), header.read_text())])
    assert [file.path for file in files] == [str(target.path), str(header)]
    assert "double lessonls_rewrite(const int *, int n = 3);" in files[1].text
    assert "double A::lessonls_original(const int *x, int n)" in files[0].text


def test_a_class_is_found_behind_the_macro_that_exports_it(tmp_path: Path):
    header = tmp_path / "a.hpp"
    header.write_text(
        "#pragma once\n#define API\nclass API A {\n    int f(int n);\n};\n", encoding="utf-8"
    )
    source = '#include "a.hpp"\nint A::f(int n) { return n; }\n'
    finder = TreeSitterFinder(CompileCommands(), Preprocessor())
    target = finder.named(tmp_path / "a.cpp", source, "A::f")
    files = dispatched(target, [target.code], [Edited(str(header), header.read_text())])
    assert "class API A" in files[1].text
    assert "int lessonls_rewrite(int n);" in files[1].text


def test_a_specialization_is_refused(tmp_path: Path):
    source = "template <class T> T f(T x);\ntemplate <> int f<int>(int x) { return x; }\n"
    target = target_of(tmp_path / "code.cpp", source, "f<int>")
    with pytest.raises(WorkloadError, match="specialization"):
        dispatched(target, [target.code])


def test_several_rewrites_stand_beside_the_original(tmp_path: Path):
    source = "void f(int *n) { *n = 1; }\n"
    target = target_of(tmp_path / "code.c", source, "f")
    codes = [
        f"static void g{at}(int *n) {{ *n = 1; }}\nvoid f(int *n) {{ g{at}(n); }}" for at in "ab"
    ]
    (file,) = dispatched(target, codes)
    order = ["lessonls_original(int", "ga(int", "lessonls_rewrite(int", "gb(int"]
    order += ["lessonls_rewrite_2(int", "case 2: do lessonls_rewrite_2(n);", "\nvoid f(int *n)"]
    places = [file.text.index(one) for one in order]
    assert places == sorted(places)
