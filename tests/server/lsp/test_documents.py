"""Documents are read as the editor sees them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.workspace import PositionCodec, Workspace

from lessonls.core.errors import InputError
from lessonls.lsp.documents import Snapshot, exact_workspace, lines_of, snapshot
from lessonls.lsp.protocol import Protocol

ENCODINGS = list(types.PositionEncodingKind)
INITIAL = types.InitializeParams(capabilities=types.ClientCapabilities())


@pytest.fixture
def workspace() -> Workspace:
    protocol = LanguageServer("test", "1", protocol_cls=Protocol).protocol
    assert isinstance(protocol, Protocol)
    # A generator, as pygls handles it: everything up to the answer happens in one step.
    with pytest.raises(StopIteration):
        next(protocol.lsp_initialize(INITIAL))
    protocol.use_exact_documents(INITIAL)
    return protocol.workspace


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("a", ("a",)),
        ("a\n", ("a\n",)),
        ("a\r\nb\rc\nd", ("a\r\n", "b\r", "c\n", "d")),
        ("a\fb\vc\x85d\u2028e\n", ("a\fb\vc\x85d\u2028e\n",)),
        ("\n\n", ("\n", "\n")),
    ],
)
def test_lines_end_where_the_protocol_says(text: str, lines: tuple[str, ...]) -> None:
    """A form feed or a Unicode separator ends none."""
    assert lines_of(text) == lines


@given(st.text(st.sampled_from("aé漢😀\f\n"), max_size=30), st.sampled_from(ENCODINGS))
def test_positions_and_offsets_are_each_others_reverse(
    text: str, encoding: types.PositionEncodingKind
) -> None:
    """In every encoding, at every offset of the text and at its end."""
    document = Snapshot("file:///f.c", Path("f.c"), text, 1, PositionCodec(encoding))
    for offset in range(len(text) + 1):
        assert document.offset(document.position(offset)) == offset


def test_a_position_behind_the_end_is_the_end() -> None:
    """Editors may send a range that is longer than the text."""
    document = Snapshot("file:///f.c", Path("f.c"), "a\nb", 1)
    assert document.offset(types.Position(9, 9)) == 3


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "http://example.org/f.c"])
def test_documents_that_are_no_files_are_refused(workspace: Workspace, uri: str) -> None:
    """There is nothing to compile them against."""
    with pytest.raises(InputError, match="save the document first"):
        snapshot(workspace, uri)


def test_a_missing_file_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    """With its path."""
    missing = tmp_path / "gone.c"
    with pytest.raises(InputError, match=r"gone\.c cannot be read"):
        snapshot(workspace, missing.as_uri())


def test_incremental_changes_count_lines_as_the_editor_does(workspace: Workspace) -> None:
    """A change behind a form feed lands on the line that the editor means."""
    item = types.TextDocumentItem("file:///f.c", "c", 1, "a\fb\nsecond\nthird\n")
    workspace.put_text_document(item)
    place = types.Range(types.Position(1, 0), types.Position(1, 6))
    workspace.update_text_document(
        types.VersionedTextDocumentIdentifier(2, "file:///f.c"),
        types.TextDocumentContentChangePartial(place, "2nd"),
    )
    assert snapshot(workspace, "file:///f.c").text == "a\fb\n2nd\nthird\n"
    assert snapshot(workspace, "file:///f.c").version == 2


PLACES = st.tuples(st.integers(0, 5), st.integers(0, 6))


@given(
    st.text(st.sampled_from("aé\r\n😀"), max_size=12),
    st.lists(st.tuples(PLACES, PLACES, st.text(st.sampled_from("bé\r\n"), max_size=4)), max_size=5),
)
def test_changes_leave_the_lines_that_the_text_has(
    text: str, changes: list[tuple[tuple[int, int], tuple[int, int], str]]
) -> None:
    """Also where a line's end is typed in two halves."""
    everything = exact_workspace(Workspace(None), INITIAL)
    everything.put_text_document(types.TextDocumentItem("file:///f.c", "c", 1, text))
    document = everything.get_text_document("file:///f.c")
    for one, other, new in changes:
        start, end = (types.Position(*place) for place in sorted((one, other)))
        before = Snapshot("file:///f.c", Path("f.c"), document.source, 1)
        expected = text[: before.offset(start)] + new + text[before.offset(end) :]
        place = types.Range(start, end)
        document.apply_change(types.TextDocumentContentChangePartial(place, new))
        text = document.source
        assert text == expected
        assert tuple(document.lines) == lines_of(text)
        known = snapshot(everything, "file:///f.c")
        assert known.starts == Snapshot("file:///f.c", Path("f.c"), text, 1).starts


def test_changes_in_the_wrong_order_leave_a_text_that_nobody_knows(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Until the document is opened again nothing is offered for it, and nothing edited."""
    uri = (tmp_path / "f.c").as_uri()
    workspace.put_text_document(types.TextDocumentItem(uri, "c", 0, "int f;"))
    for version, text in ((2, "b"), (1, "a")):
        name = types.VersionedTextDocumentIdentifier(version, uri)
        place = types.Position(0, 3 + version)
        change = types.TextDocumentContentChangePartial(types.Range(place, place), text)
        workspace.update_text_document(name, change)
    with pytest.raises(InputError, match=r"out of sync .*: close and reopen it"):
        snapshot(workspace, uri)
    workspace.put_text_document(types.TextDocumentItem(uri, "c", 3, "int fab;"))
    assert snapshot(workspace, uri).text == "int fab;"
