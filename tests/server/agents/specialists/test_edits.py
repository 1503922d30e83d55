import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.agents.specialists.rewriting.edits import Edit, apply, indent_unit, line_before
from lessonls.core.reading.syntax import parse
from lessonls.core.target import Language


@given(
    st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.text(max_size=5)), max_size=4)
)
def test_insertions_keep_the_text_around_them(text: str, inserted: list[tuple[int, str]]) -> None:
    clean = text.encode("ascii", "ignore").decode()
    edits = [Edit(min(at, len(clean)), min(at, len(clean)), new) for at, new in inserted]
    positions = sorted(range(len(edits)), key=lambda number: edits[number].start)
    expected = clean
    for number in reversed(positions):
        at = edits[number].start
        expected = expected[:at] + edits[number].text + expected[at:]
    assert apply(clean, edits) == expected


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply("abcdef", [Edit(0, 3, "x"), Edit(2, 4, "y")])


def test_bytes_not_characters_are_counted() -> None:
    text = 'void f() { puts("äöü"); g(); }'
    call = next(
        node
        for node in parse(text, Language.C).root_node.children[0].children[-1].named_children
        if b"g()" in (node.text or b"")
    )
    after = apply(text, [line_before(text, call, "h();")])
    assert " ".join(after.split()) == 'void f() { puts("äöü"); h(); g(); }'


def test_the_indentation_of_the_text_is_used() -> None:
    assert indent_unit("int f() {\n\treturn 1;\n}") == "\t"
    assert indent_unit("int f() {\n   return 1;\n}") == "   "
    assert indent_unit("int f();") == "    "
