"""Of whom a compiler complains."""

from lessonls.core.complaints import FIRST_LINE, complained_of, marked

REWRITES = "".join(marked(number, "f\n") for number in (1, 2, 3))
TEXT = f"gate\n{FIRST_LINE}int one;\n{REWRITES}"


def test_an_error_is_that_of_the_rewrite_in_whose_lines_it_is():
    assert complained_of("a.c", TEXT, "src/a.c:3:7: error: no") == {1}
    assert complained_of(
        "a.c", TEXT, "a.c:5:1: fatal error: no\na.c:7: undefined reference to"
    ) == {2, 3}
    assert complained_of("a.c", TEXT, "a.c:5:10:   required from here\nb.h:2:1: error: no") == {2}
    assert complained_of("a.c", TEXT, "ld: a.o: in function `lessonls_rewrite_2':") == {2}
    assert complained_of("a.c", TEXT, "ld: a.o: in function `A::lessonls_rewrite(int)':") == {1}


def test_other_errors_are_nobodys():
    assert not complained_of(
        "a.c", TEXT, "a.c:1:1: error: no\nb.c:3:1: error: no\naa.c:3:1: error: no"
    )
    assert not complained_of("a.c", TEXT, "a.c:3:1: warning: unused\na.c:900:1: error: no")
