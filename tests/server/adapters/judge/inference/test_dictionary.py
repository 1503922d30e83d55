"""What a function's text says about its inputs."""

import pytest

from lessonls.adapters.judge.inference.dictionary import literals


def test_numbers_come_with_their_products_and_without_0_and_1():
    found = literals("for (int i = 0; i < 8; ++i) sum += a[1 + i * 0x10];")
    assert found.numbers == (8, 16, 64, 128, 256)


@pytest.mark.parametrize(
    "code", ["/* 12 */ f();", "f(); // 12", 'f("12");', "f(1.5, 12e3, a12, 1.12f);"]
)
def test_what_only_looks_like_a_number_is_none(code: str):
    assert literals(code).numbers == ()


def test_constants_that_the_function_names_count():
    named = {"SIDE": (9,), "other": (7,)}
    assert literals("return a[SIDE - 1];", named=named).numbers == (9, 81)


def test_signs_are_those_of_characters_and_strings():
    found = literals(r"""if (c == '<' || c == '\n' || find("&;", c)) return '"';""")
    assert set(found.signs) == set('<\n&;"')


def test_names_come_with_the_integers_that_they_are_compared_with():
    code = "if (year < 1970 || 9999 < year || mode == FAST || *p != q[2]) return;"
    found = literals(code, named={"FAST": (4,)}).compared
    assert found == {"year": (1970, 9999), "mode": (4,)}


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        ("if (mode == FAST) g(); else if (SLOW != mode) h();", (4, 7)),
        ("switch (mode) { case 1: g(); case SLOW: h(); } // mode + 1", (1, 7)),
        ("if (mode == 1) g(); if (mode == 2) h(mode);", None),
        ("if (mode == 1) return; if (mode > 2) h();", None),
        ("if (mode == 1) g();", None),
    ],
)
def test_a_mode_is_only_compared_for_equality(body: str, modes: tuple[int, ...] | None):
    found = literals(f"void f(int mode) {{ {body} }}", named={"FAST": (4,), "SLOW": (7,)})
    assert found.modes.get("mode") == modes


def test_masks_and_remainders_tell_how_long_tables_are():
    helpers = "int low(int x) { return t[x & 0x0F]; }"
    code = "i = (h ^ *p) & 255; h = v[i] + u[h % 100] + (a && 7) + (x & 12) + (x & 1);"
    found = literals(code, helpers=helpers)
    assert found.tables == {"": (16, 100, 256), "t": (16,), "u": (100,)}
