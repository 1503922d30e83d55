"""What a function's conditions may ask of inputs."""

from lessonls.core.reading.constants import Constants, constants
from lessonls.core.target import Language


def of(code: str) -> Constants:
    return constants(code, Language.CPP)


def test_numbers_of_all_kinds_are_found():
    found = of("return x == 0x1F || y > 1'000u || z < 2.5f || w >= 017 || v == 1e-3;")
    assert found.integers == (31, 1000, 15)
    assert found.reals == (2.5, 1e-3)


def test_shifts_and_products_of_literals_count_as_what_they_are():
    found = of("while (n > 1 << 16) use(64 * 1024 + n * 3 - (5 << n));")
    assert set(found.integers) == {1, 16, 65536, 64, 1024, 3, 5}


def test_characters_and_strings_are_bytes():
    found = of(r"""if (c == '\n' || c == 'a') return strcmp(s, "on\xff");""")
    assert found.characters == b"\na"
    assert found.strings == (b"on\xff",)


def test_names_have_the_values_that_are_given():
    named = {"LIMIT": (77, 99), "scale": (0.25,), "other": (5,)}
    found = constants("if (n > LIMIT + 3) return scale;", Language.CPP, named)
    assert set(found.integers) == {77, 99, 3}
    assert found.reals == (0.25,)


def test_comments_say_nothing():
    assert of("// 99 'x'\nreturn 3; /* 98 */").numbers == (3,)


def test_what_is_known_already_is_left_out():
    one, other = of("a < 3 && b == 'x' && c > 0.5"), of("a < 3 && b == 'y' && c > 0.5")
    assert one.without(other) == Constants(characters=b"x")
