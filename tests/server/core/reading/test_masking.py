"""What the syntax tree sees of macros and conditionals, at the places of the user's text."""

from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lessonls.core.preprocessing import UNKNOWN, Preprocessing
from lessonls.core.reading import stretches
from lessonls.core.reading.directive_lines import skeleton
from lessonls.core.reading.document import document
from lessonls.core.reading.expansion import definitions, macro_use
from lessonls.core.reading.masking import masked
from lessonls.core.target import Language

MACROS = """
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define EXPORT __attribute__((visibility("default")))
#define API EXPORT
#define local static
#define UNUSED(x) x __attribute__((unused))
#define RETURNS(type) EXPORT type
#define OF(list) list
#define OPEN namespace one { inline namespace v1 {
#define CLOSE }}
#define EACH(i, n) for (int i = 0; i < (n); ++i)
#define REQUIRE(x) if (!(x)) return -1;
#define VARIANT(name) name##_c
#define LARGER(a, b) ((a) > (b) ? (a) : (b))
#define SWAP(a, b) do { int t = a; a = b; b = t; } while (0)
#define SIZE 100
#define KB *(1 << 10)
#define MAKE(type, n) ((type *)calloc((n), sizeof(type)))
#define CALLED(f, ...) ((double (*)(__VA_ARGS__))(f))
#define CONSTCAST(type) (type)(void *)(size_t)(const void *)
#define UNCONST CONSTCAST
#define HEAD(type, name, args, attributes) attributes type name args
#define CASTED(type, value) (value)
#define complex _Complex
#define DEEP DEEPER
#define DEEPER DEEP
"""


@cache
def known(conditions: tuple[tuple[str, bool], ...] = ()) -> Preprocessing:
    found = definitions(MACROS)
    uses = (macro_use(name, found) for name in sorted(found))
    return Preprocessing(tuple(use for use in uses if use is not None), conditions)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("ALWAYS_INLINE int f(void) {}", "static inline int f(void) {}"),
        ("API int f(void) {}", "    int f(void) {}"),
        ("local int f(void) {}", "[[_]] int f(void) {}"),
        ("int g; /* x */ local int f(void) {}", "int g; /* x */ [[_]] int f(void) {}"),
        ("int local f(void) {}", "int       f(void) {}"),
        ("local template <class T> T f();", "      template <class T> T f();"),
        ("int f(int UNUSED(x)) {}", "int f(int x        ) {}"),
        ("RETURNS(int) f OF((int a, int b)) {}", "int          f (int a, int b)     {}"),
        ("OPEN int f(); CLOSE", "     int f();      "),
        ("EACH(i, SIZE) { x++; }", "for(;;)       { x++; }"),
        ("REQUIRE(a < b) x++;", ";              x++;"),
        ("REQUIRE(a < b); x++;", "REQUIRE(a < b); x++;"),
        ("int VARIANT(f)(int a) {}", "int f_c       (int a) {}"),
        ("x = LARGER(a, SIZE);", "x = LARGER(a, SIZE);"),
        ("SWAP(a, b);", "SWAP(a, b);"),
        ("DEEP = 1;", "DEEP = 1;"),
        ("n = 64 KB;", "n = 64 *1;"),
        ("p = MAKE(FILE *, n * 2);", "p = MAKE(FILE__, n * 2);"),
        ("p = UNCONST(char *)q;", f"p = (char *){' ' * 7}q;"),
        ("p = CONSTCAST(char *)q;", f"p = (char *){' ' * 9}q;"),
        ("p = CASTED(FILE *, q);", "p = CASTED(FILE__, q);"),
        ("float complex *z = (float complex *)p;", f"float {' ' * 7} *z = (float {' ' * 7} *)p;"),
        ("HEAD(int, API f, (int a), API) { return a; }", f"{' ' * 30} {{ return a; }}"),
        ("HEAD(int, f, (int a,\n int b), API);", f"{' ' * 20}\n{' ' * 13};"),
        ("x = HEAD(1, f, (a), 2);", "x = HEAD(1, f, (a), 2);"),
        ('x = "API"; // API\n', 'x = "API"; // API\n'),
        ("#define MINE API\n", "#define MINE API\n"),
        ('R"x(API)x" API', 'R"x(API)x"    '),
        ('u8R"(API)" /**/ API', 'u8R"(API)" /**/    '),
        ("/* API **/ n = 1'0; 'A' /*/ API", "/* API **/ n = 1'0; 'A' /*/ API"),
        ('EACH(i,\n  g(")", n)) {}', f"for(;;)\n{' ' * 13}{{}}"),
    ],
)
def test_a_use_of_a_macro_is_seen_as_what_it_stands_for(text: str, seen: str) -> None:
    assert masked(text, known()).data.decode() == seen


TEXT = """\
int f(int x) {
#ifdef FAST /* or not */
  if (x) {
#elif defined(SLOW)
  if (!x) {
#else
  {
#endif
    x++;
  }
  return x;
}
"""


TAKEN = (("ifdef FAST", False), ("elif defined ( SLOW )", True))


def test_branches_that_are_not_taken_are_not_seen() -> None:
    read = document(
        TEXT, Language.C, known((("ifdef FAST", False), ("elif defined ( SLOW )", True)))
    )
    assert not read.root.has_error
    assert b"if (!x)" in (read.root.text or b"")
    assert b"if (x)" not in (read.root.text or b"")
    left_out = [read.data[start:end].strip() for start, end in read.left_out]
    assert left_out == [b"if (x) {", b"{"]


def test_what_is_not_known_is_left_as_it_is_written() -> None:
    assert masked(TEXT, UNKNOWN).data == TEXT.encode()
    assert masked(TEXT, known((("ifdef OTHER", True),))).data == TEXT.encode()


def test_every_line_and_byte_stays_in_place() -> None:
    text = 'API int grün(void) {\n#ifdef A\n  "é";\r\n#endif\n}\n'
    seen = masked(text, known((("ifdef A", False),))).data
    assert len(seen) == len(text.encode())
    assert [at for at, byte in enumerate(seen) if byte in b"\r\n"] == [
        at for at, byte in enumerate(text.encode()) if byte in b"\r\n"
    ]


def test_marks_behind_directives_say_which_conditionals_hold() -> None:
    text = (
        "#if A\n#ifdef B\n#endif\n#elif C\n#else\n#endif\n#ifdef _OPENMP\n#endif\n#if A\n#endif\n"
    )
    lines = skeleton(text)
    assert lines.words[:3] == ("if A", "ifdef B", "endif")
    seen = "lessonls_at_3\n lessonls_at_5\n lessonls_at_6 lessonls_at_7"
    assert dict(lines.conditions(seen)) == {"if A": False, "elif C": True}


def test_nothing_is_known_of_what_lies_behind_an_error() -> None:
    lines = skeleton("#if A\n#endif\n#include <missing.h>\n#if B\n#endif\n")
    assert dict(lines.conditions("lessonls_at_0 lessonls_at_1")) == {"if A": True}


def test_a_condition_that_changes_its_mind_is_not_known() -> None:
    lines = skeleton("#ifdef A\n#endif\n#define A\n#ifdef A\n#endif\n")
    assert lines.conditions("lessonls_at_1 lessonls_at_2 lessonls_at_3 lessonls_at_4") == ()


def test_namespaces_that_macros_open_are_known() -> None:
    text = "OPEN\nint f();\nCLOSE\nint g();\n"
    read = document(text, Language.CPP, known())
    assert read.opened_by_macros(text.index("f")) == ("one",)
    assert read.opened_by_macros(text.index("g")) == ()


def test_parameters_of_a_type_of_functions_are_read_as_names():
    text = 'double f(void *p) { return CALLED(p, void *, const char *)(p, ""); }\n'
    found = document(text, Language.C, known())
    assert not found.root.has_error
    assert found.root.start_byte == 0
    assert found.raw(found.root) == text


CONDITIONS = (("if A", True), ("if B", False), ("ifdef C", False), ("elif D", True))
PIECES = st.sampled_from(
    [
        *("\n\n", "\n \n", "\n", "x", "; ", "{", "}", "(", ")", " ", '"', "'", "é", "\\\n"),
        *("/*", "*/", "// c", 'R"(', ')"', "#define X /* ", "__attribute__((x)) = 1"),
        *("#if A\n", "#if B\n", "#ifdef C\n", "#if Q\n"),
        *("\n#elif D\n", "\n#elif Q\n", "\n#else\n", "\n#endif\n"),
        *("local", "API ", "EACH(i, n)", "REQUIRE(a)", "OPEN", "CLOSE", "RETURNS(int)"),
        *("OF((int a))", "MAKE(FILE *, 2)", "UNCONST(a)"),
    ]
)


def uncut(text: str) -> tuple[str, ...]:
    return (text,)


@given(st.lists(PIECES, max_size=30))
@example(["#if B\n", "x", "\n\n", "x", "\n#endif\n", "local"])
@example(["/*", "\n\n", "#if B\n", "*/", "\n\n", "API "])
def test_a_text_is_masked_in_stretches_as_if_it_were_one(pieces: list[str]) -> None:
    """Whatever goes on from one to the next."""
    text = "".join(pieces)
    in_stretches = masked(text, known(CONDITIONS)), skeleton(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches, "stretches", uncut)
        masked.cache_clear()
        skeleton.cache_clear()
        assert (masked(text, known(CONDITIONS)), skeleton(text)) == in_stretches
