"""How deeply loops are nested, and reading a large text again where it changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.core.preprocessing import UNKNOWN
from lessonls.core.reading.document import document, reread
from lessonls.core.target import Language

TEXT = """
int none(int a) { return a; }
int one(int n) { int s = 0; while (n--) s++; return s; }
void two(int n) { for (int i = 0; i < n; i++) { do { n--; } while (n); } for (;;) break; }
void three(int n) { for (;;) for (;;) for (;;) return; }
"""
WORDS = st.lists(st.sampled_from(["{", "}", "int f(int a)", "for (;;)", ";", "é", "\n", " x "]))


@pytest.mark.parametrize("language", [Language.C, Language.CPP])
def test_the_deepest_nest_of_each_function_counts(language: Language):
    """Of every kind of loop; loops side by side do not add up."""
    found = document(TEXT, language)
    depths = [found.loops.within(read.item.outer) for read in found.outline.functions]
    assert depths == [0, 1, 2, 3]


def test_range_loops_count_in_cpp():
    """They are loops like any other."""
    found = document("void f(V &v) { for (auto x : v) for (int y : x) g(y); }", Language.CPP)
    assert found.loops.within(found.root) == 2


@given(st.lists(WORDS, min_size=2, max_size=6))
def test_reading_again_gives_the_tree_of_the_new_text(texts: list[list[str]]):
    """Whatever changed, and where; positions count in the new text."""
    before = None
    for words in texts:
        text = TEXT + "".join(words) + TEXT
        before = reread(text, Language.CPP, UNKNOWN, before)
        assert before.root.end_byte == len(text.encode())
        assert before.root.text == text.encode()[before.root.start_byte :]


def test_what_stands_behind_a_change_moves_with_it():
    """As in a text that is read at once, where there are no errors."""
    old = reread(TEXT, Language.C, UNKNOWN, None)
    text = TEXT.replace("int one(", "/* é */ int more(int b) { return b; }\nint one(")
    again, fresh = reread(text, Language.C, UNKNOWN, old), document(text, Language.C)
    assert str(again.root) == str(fresh.root)
    assert [(read.name, read.line) for read in again.outline.functions] == [
        (read.name, read.line) for read in fresh.outline.functions
    ]
