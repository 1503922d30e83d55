"""A long text that changes is read in parts, with the same answers as if it were read at once."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lessonls.core.preprocessing import UNKNOWN
from lessonls.core.reading.document import LongDocument, document, reread, reread_unless_torn
from lessonls.core.reading.outline import Outline
from lessonls.core.reading.parts import read_parts
from lessonls.core.reading.refusals import refusal
from lessonls.core.reading.syntax import parse_bytes, parse_in_steps, walk, with_text
from lessonls.core.target import Language

TEXT = """// é 😀
#include <vector>
struct A { static int s(int n); int m() { while (n) n--; return n; } int n; };
int A::s(int n) { for (;;) for (;;) return n; }
namespace a::b {
template <class T> T sum(T x) { for (T i : x) { x += i; } return x; }
template double sum<double>(double);
inline namespace v { int in(int a) { do { a--; } while (a); return a; } }
int declared(int);
}  // namespace
int a::b::declared(int n) { return n; }
#if defined(X)
extern "C" { int linked(int a) { return a; } }
#else
int plain(int a) { auto f = [](int b) { for (;;) return b; }; return f(a); }
#endif
int table[] = {1, 2, 3};
"""
WORDS = ("", "x", "{", "}", "(", ";", '"', "/*", "*/", "#", "é", "\n", "::", "namespace n {", TEXT)
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(WORDS)), min_size=1, max_size=6
)
Edits = list[tuple[float, int, str]]


def typed(edits: Edits) -> LongDocument:
    """The text after these edits, read again after each: where, how much goes, what comes."""
    text, found = TEXT, reread(TEXT, Language.CPP, UNKNOWN, None)
    for where, length, new in edits:
        at = round(where * len(text))
        text = text[:at] + new + text[at + length :]
        found = reread(text, Language.CPP, UNKNOWN, found)
    return found


def nowhere(_name: str) -> Sequence[Outline]:
    """There are no headers."""
    return []


@given(EDITS)
@example([(0.5, 1, "{"), (0.5, 1, "}")])
@example([(0.75, 19, ""), (0.59375, 20, TEXT), (0.25, 2, ""), (0.5, 0, "x")])
def test_parts_are_those_of_the_new_text(edits: Edits):
    """Wherever it changed, and however broken it is: the same as those of the whole tree."""
    found = typed(edits)
    fresh = read_parts(found.root, Language.CPP)
    assert (found.parts.starts, found.parts.ends) == (fresh.starts, fresh.ends)
    assert found.parts.parts == fresh.parts
    between = zip(fresh.ends[:-1], fresh.starts[1:], strict=True)
    assert all(end <= start for end, start in between)


@given(EDITS)
def test_parts_know_the_loops_of_the_whole_text(edits: Edits):
    """The deepest first, and those alike in the order of the text."""
    found = typed(edits)
    depths = {
        read.item.outer.start_byte: found.loops.within(read.item.outer)
        for read in found.outline.functions
    }
    places = [at for _, at, _ in found.parts.looping()]
    assert sorted(places) == sorted(at for at, depth in depths.items() if depth)
    assert [depths[at] for at in places] == sorted((depths[at] for at in places), reverse=True)


@given(EDITS)
@example([(0.9, 10, ""), (0.3, 7, "}"), (0.19, 16, "")])
def test_what_is_said_of_a_function_depends_on_its_parts_alone(edits: Edits):
    """Members, templates and functions of namespaces are refused for the same reasons."""
    found = typed(edits)
    for read in found.outline.functions:
        whole = refusal(read, found.language, found.outline, nowhere)
        assert refusal(read, found.language, found.about(read), nowhere) == whole


@given(EDITS)
def test_functions_near_a_line_are_those_of_the_outline(edits: Edits):
    """Around the line, and the next one behind it where nothing else stands between."""
    found = typed(edits)
    for line in range(found.text.count("\n") + 2):
        near = [read.item.outer.start_byte for read in found.near(line).functions]
        around = [
            read.item.outer.start_byte
            for read in found.outline.functions
            if read.item.outer.start_point.row <= line <= read.item.outer.end_point.row
        ]
        assert [at for at in near if at in around] == around


def test_a_namespace_that_is_renamed_names_its_functions_anew():
    """Their own text is what it was."""
    before = reread("namespace one {\nint f() { for (;;) {} }\n}\n", Language.CPP, UNKNOWN, None)
    after = reread("namespace other {\nint f() { for (;;) {} }\n}\n", Language.CPP, UNKNOWN, before)
    ((start, _, _),) = after.parts.looping()
    assert [scope.name for scope in after.part_at(start).scopes] == ["other"]


@pytest.mark.parametrize("text", ["", "a", "a\né\n\nbc", TEXT, "é" * 5000 + "\nx" * 5000 + "\n"])
def test_bytes_and_places_are_translated_without_reading_all_of_the_text(text: str):
    """Lines and columns are clipped; bytes are counted in characters."""
    found = document(text, Language.CPP)
    for line, content in list(enumerate(text.split("\n")))[:: max(text.count("\n") // 50, 1)]:
        before = "\n".join(text.split("\n")[:line]) + ("\n" if line else "")
        for column in (0, len(content), len(content) + 5):
            at = before + content[:column]
            assert found.byte(line, column) == len(at.encode())
            assert found.character(len(at.encode())) == len(at)
    assert found.byte(text.count("\n") + 1, 0) == len(text.encode())


FUNCTION = "int {name}(int n) {{ for (;;) {{ n--; }} return n; }}\n"
LONG = "".join(FUNCTION.format(name=f"f{number}") for number in range(2000))


def test_a_text_that_a_bracket_tears_is_not_read_as_a_long_one():
    """The one before says more; without one before it is read as it is."""
    before = reread(LONG, Language.CPP, UNKNOWN, None)
    torn = LONG.replace("n--;", "n--; {", 1)
    assert reread_unless_torn(torn, Language.CPP, UNKNOWN, before) is None
    after = reread(torn, Language.CPP, UNKNOWN, before)
    assert after.root.has_error
    mended = reread_unless_torn(LONG, Language.CPP, UNKNOWN, after)
    assert mended is not None
    assert mended.parts == before.parts


@pytest.mark.parametrize("new", ["x", "{", '"', LONG.replace("int f", "int g"), "/* x */"])
def test_what_tears_no_text_is_read(new: str):
    """Also where it is broken, or much is new."""
    before = reread(LONG, Language.CPP, UNKNOWN, None)
    at = LONG.index("n--;", len(LONG) - 20_000)
    text = LONG[:at] + new + LONG[at:]
    found = reread_unless_torn(text, Language.CPP, UNKNOWN, before)
    assert found is not None
    assert found.text == text


@given(EDITS)
def test_a_tree_that_is_made_in_steps_is_that_of_the_parser(edits: Edits):
    """With the same texts."""
    data = typed(edits).data
    tree, whole = (
        with_text(parse_in_steps(data, Language.CPP), data, Language.CPP),
        parse_bytes(data, Language.CPP),
    )
    assert str(tree.root_node) == str(whole.root_node)
    assert [node.text for node in walk(tree.root_node)] == [
        node.text for node in walk(whole.root_node)
    ]
