"""Edits put a rewrite in the place of its function, and touch nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from pygls.workspace import PositionCodec

from lessonls.core.edit import fitted
from lessonls.core.target import Language, Target
from lessonls.lsp.documents import Snapshot, lines_of
from lessonls.lsp.edits import (
    line_hunks,
    locate,
    rewrite_edits,
    took_effect,
    workspace_edit,
)

ENCODINGS = list(types.PositionEncodingKind)
UNITS = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    types.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}

OLD = """int f(int n) {
    int s = 0;
    for (int i = 0; i < n; i++)
        s += i;
    return s;
}"""
NEW = OLD.replace("    for", "#pragma omp simd\n    for")


def target_in(before: str, code: str, after: str) -> Target:
    return Target(
        path=Path("f.c"),
        language=Language.C,
        name="f",
        qualified_name="f",
        returns="int",
        parameters=(),
        code=code,
        before=before,
        after=after,
        start=len(before),
        line=before.count("\n") + 1,
        flags=(),
        directory=Path(),
    )


def document(text: str, encoding: types.PositionEncodingKind = ENCODINGS[0]) -> Snapshot:
    return Snapshot("file:///f.c", Path("f.c"), text, 7, PositionCodec(encoding))


def applied(text: str, edits: list[types.TextEdit], encoding: types.PositionEncodingKind) -> str:
    """What an editor makes of the edits, counting in code units of its own encoding."""
    codec, width = UNITS[encoding]
    lines = lines_of(text)

    def offset(position: types.Position) -> int:
        line = lines[position.line] if position.line < len(lines) else ""
        units = line.encode(codec, "surrogatepass")[: position.character * width]
        return sum(map(len, lines[: position.line])) + len(units.decode(codec, "surrogatepass"))

    for edit in sorted(edits, key=lambda edit: offset(edit.range.start), reverse=True):
        start, end = offset(edit.range.start), offset(edit.range.end)
        text = text[:start] + edit.new_text + text[end:]
    return text


# Text without the endings themselves, so that a drawn ending stays what it is.
words = st.text(st.sampled_from("ab {};é漢😀\f\v\x85\u2028\t"), max_size=8)


@st.composite
def sources(draw: st.DrawFn) -> tuple[str, str, str, str]:
    ending = draw(st.sampled_from(["\n", "\r\n"]))

    def block(least: int) -> str:
        return ending.join(draw(st.lists(words, min_size=least, max_size=6)))

    before = block(0) + draw(st.sampled_from(["", ending]))
    after = draw(st.sampled_from(["", ending, " ", "é;" + ending])) + block(0)
    old = "int ƒ(){" + ending + block(1) + "}"
    new = "int ƒ(){\n" + block(1).replace("\r\n", "\n") + "\n/*é*/}"
    return before, old, after, new


@given(sources(), st.sampled_from(ENCODINGS))
def test_applied_hunks_give_the_new_text(
    source: tuple[str, str, str, str], encoding: types.PositionEncodingKind
) -> None:
    """For any line endings, any encoding of positions, and non-ASCII text all around."""
    before, old, after, new = source
    target = target_in(before, old, after)
    edits = rewrite_edits(document(before + old + after, encoding), target, new)
    assert edits is not None
    wanted = before + fitted(target, new) + after
    assert applied(before + old + after, edits, encoding) == wanted


@given(st.lists(words, max_size=8), st.lists(words, max_size=8))
def test_hunks_never_touch_an_equal_line(old: list[str], new: list[str]) -> None:
    """A line that both texts share at its place is in no hunk."""
    before, after = "\n".join(old), "\n".join(new)
    text = before
    for start, end, replacement in reversed(list(line_hunks(before, after))):
        assert before[start:end] != replacement
        text = text[:start] + replacement + text[end:]
    assert text == after


def test_one_inserted_line_is_one_insertion() -> None:
    """The edit of a function that gains a line is that line."""
    edits = rewrite_edits(document(f"\n{OLD}\n"), target_in("\n", OLD, "\n"), NEW)
    assert edits == [
        types.TextEdit(
            types.Range(types.Position(3, 0), types.Position(3, 0)), "#pragma omp simd\n"
        )
    ]


def test_an_include_of_a_member_is_a_hunk_of_its_own() -> None:
    """What is between the includes and the function is in no hunk, and the edit is seen in the
    text once all of it is there.
    """
    before, after = "#include <vector>\n\nstruct S {\n    ", "\n};\n"
    old, new = f"static {OLD}", f"static {NEW}"
    target = target_in(before, old, after).model_copy(update={"language": Language.CPP})
    code = f"#include <cmath>\n\n{new}"
    edits = rewrite_edits(document(before + old + after), target, code)
    assert edits is not None
    assert [(e.range.start.line, e.range.end.line, e.new_text) for e in edits] == [
        (1, 1, "#include <cmath>\n"),
        (5, 5, "#pragma omp simd\n"),
    ]
    wanted = before.replace("\n\n", "\n#include <cmath>\n\n") + new + after
    assert applied(before + old + after, edits, ENCODINGS[0]) == wanted
    assert took_effect(wanted, target, code)
    assert not took_effect(before + new + after, target, code)


def test_a_rewrite_takes_the_line_endings_of_the_function() -> None:
    """A document with CR LF stays one."""
    old = OLD.replace("\n", "\r\n")
    edits = rewrite_edits(document(old), target_in("", old, ""), NEW)
    assert edits is not None
    assert [edit.new_text for edit in edits] == ["#pragma omp simd\r\n"]


def test_what_stands_beside_the_function_on_its_lines_is_kept() -> None:
    """A comment before and a declaration behind survive."""
    before, after = "int x; /* é */ ", " int y;"
    edits = rewrite_edits(
        document(before + "int f(){}" + after), target_in(before, "int f(){}", after), "int f(){;}"
    )
    assert edits is not None
    assert [edit.new_text for edit in edits] == ["int x; /* é */ int f(){;} int y;"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param("A\nint f(){}\nB", 2, id="unchanged"),
        pytest.param("AA\n\nint f(){}\nB", 4, id="moved by text before it"),
        pytest.param("A\nint f(){}\nB more", 2, id="text behind it changed"),
        pytest.param("AA\nint f(){}\nB more", 3, id="text on both sides changed"),
        pytest.param("A\nint f(){ }\nB", None, id="changed by a space"),
        pytest.param("", None, id="gone"),
        pytest.param("AA\nint f(){}\nint f(){}\nCC", None, id="there twice, moved"),
        pytest.param("int f(){}\nA\nint f(){}\nB", 12, id="twice, one of them in its place"),
    ],
)
def test_the_function_is_found_again_by_its_text(text: str, where: int | None) -> None:
    """It may have moved; it must not have changed."""
    assert locate(text, target_in("A\n", "int f(){}", "\nB")) == where


def test_a_changed_function_gets_no_edit() -> None:
    """Nothing the user wrote since is overwritten."""
    changed = OLD.replace("s += i", "s -= i")
    assert rewrite_edits(document(changed), target_in("", OLD, ""), NEW) is None


@pytest.mark.parametrize(
    ("text", "code", "answer"),
    [
        pytest.param("int f(){}", "int f(){;}", False, id="still the old text"),
        pytest.param("int f(){;}", "int f(){;}", True, id="the rewrite"),
        pytest.param("int f(){\r\n;}", "int f(){\n;}", True, id="other line endings"),
        pytest.param("int g(){}", "int f(){;}", False, id="something else"),
        pytest.param("hot int f(){}", "hot int f(){}", True, id="the rewrite contains the old"),
        pytest.param("int f(){}", "int f()", False, id="the rewrite is a part of it, declined"),
        pytest.param("int f()", "int f()", True, id="the rewrite is a part of it, applied"),
    ],
)
def test_only_the_text_says_whether_an_edit_took_effect(text: str, code: str, answer: bool) -> None:
    """Editors may claim that they applied an edit which the user declined."""
    assert took_effect(text, target_in("", "int f(){}", ""), code) is answer


@pytest.mark.parametrize("versioned", [True, False])
def test_the_edit_carries_the_version_where_the_client_understands_it(versioned: bool) -> None:
    """And is a plain list of changes elsewhere."""
    edit = workspace_edit(document("x"), [], versioned=versioned)
    if versioned:
        (change,) = edit.document_changes or []
        assert isinstance(change, types.TextDocumentEdit)
        assert change.text_document.version == 7
        assert edit.changes is None
    else:
        assert edit.changes == {"file:///f.c": []}
        assert edit.document_changes is None
