"""What edits leave alone is found again, before and after them."""

from hypothesis import given
from hypothesis import strategies as st

from lessonls.lsp.shifts import Edit, Shift, edit_between

CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 5), st.text("xy\n", max_size=5)))
TEXT = "abcdefghijklmnopqrstuvw"


@given(CHANGES)
def test_characters_are_found_where_edits_have_put_them(changes: list[tuple[float, int, str]]):
    """And those that were removed are not."""
    text, edits = TEXT, list[Edit]()
    for where, length, new in changes:
        start = round(where * len(text))
        edits.append(Edit(start, min(start + length, len(text)), start + len(new)))
        text = text[:start] + new + text[start + length :]
    shift = Shift(tuple(edits))
    for at, character in enumerate(TEXT):  # each of which is there once
        now = shift.after(at)
        assert (text.find(character) if now is None else now) == text.find(character)
        assert now is None or shift.before(now) == at
    for at in range(len(text) + 1):
        assert 0 <= shift.before(at) <= len(TEXT)


@given(st.text("ab\n"), st.text("ab\n"))
def test_the_edit_between_two_texts_makes_one_of_the_other(old: str, new: str):
    """And leaves the first and the last characters alone that they share."""
    edit = edit_between(old, new)
    assert old[: edit.start] + new[edit.start : edit.new_end] + old[edit.end :] == new
    changed, made = old[edit.start : edit.end], new[edit.start : edit.new_end]
    if changed and made:
        assert changed[0] != made[0]
        assert changed[-1] != made[-1]
