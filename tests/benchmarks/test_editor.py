"""The benchmark of the server types as an editor does, in a file like a real one."""

from pathlib import Path

import pytest
from lsprotocol import types
from pygls.workspace import PositionCodec

from benchmarks.editor import ENCODINGS, clangd_version
from benchmarks.long_source import long_source
from benchmarks.typed_text import TypedText
from lessonls.core.reading.document import document
from lessonls.core.target import Language
from lessonls.lsp.documents import Snapshot


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_is_typed_arrives_where_it_was_typed(encoding: str) -> None:
    """In every encoding; every other change undoes the one before."""
    text = long_source(200)
    typed, uri = TypedText(text, encoding), "file:///long.cpp"
    for number in range(200):
        before = Snapshot(uri, Path("long.cpp"), typed.text, 1, PositionCodec(encoding))
        change, place = typed.type()
        start = before.offset(types.Position(**place))
        end = before.offset(types.Position(**change["range"]["end"]))
        assert before.text[:start] + change["text"] + before.text[end:] == typed.text
        assert (typed.text == text) is bool(number % 2)


def test_the_long_file_is_as_long_as_asked_for_and_without_errors() -> None:
    """It is the same every time, with functions of every kind."""
    text = long_source(2000)
    assert text == long_source(2000)
    assert 2000 <= text.count("\n") < 2050
    found = document(text, Language.CPP)
    assert not found.root.has_error
    kinds = {read.name.partition("_")[0] for read in found.outline.functions}
    assert {"reduction", "product", "clamped", "joined", "small", "smooth", "squares"} <= kinds


def test_without_clangd_there_are_no_rows_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It need not be installed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert clangd_version() == ""
