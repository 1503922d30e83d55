"""Documents as the editor sees them: lines end where the protocol says, and nowhere else.

pygls splits lines with `str.splitlines`, which also splits at form feeds and other
separators. These stand in real C sources, and would shift every position behind them.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path, uri_scheme
from pygls.workspace import PositionCodec, ServerTextPosition, TextDocument, Workspace

from lessonls.core.errors import InputError
from lessonls.lsp.shifts import Edit, edit_between

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_EDITS = 500
"""The most edits of a document that are known."""


@lru_cache(maxsize=16)
def lines_of(text: str) -> tuple[str, ...]:
    """The lines of `text` with their endings: `\\n`, `\\r\\n` or `\\r`.

    Remembered, because editors ask again and again about the same text.
    """
    return tuple(_LINE.findall(text))


@dataclass(frozen=True)
class Snapshot:
    """One version of a document. Offsets and columns count characters, lines from 0."""

    uri: str
    path: Path
    text: str
    version: int | None
    codec: PositionCodec = field(default_factory=PositionCodec, compare=False)
    known_lines: tuple[str, ...] | None = field(default=None, compare=False, repr=False)
    """The lines of the text, where they are known already."""
    known_starts: tuple[int, ...] | None = field(default=None, compare=False, repr=False)
    """The same for where they begin."""
    mark: object = field(default_factory=object, compare=False, repr=False)
    """Stands for the text among those that the document has had."""
    edits: tuple[tuple[object, Edit], ...] = field(default=(), compare=False, repr=False)
    """The last ones, each with the mark of the text that it changed."""

    def since(self, mark: object) -> tuple[Edit, ...] | None:
        """The edits that made this text of an earlier one; None if they are not known."""
        if mark is self.mark:
            return ()
        marks = [earlier for earlier, _ in self.edits]
        found = next((at for at, earlier in enumerate(marks) if earlier is mark), None)
        return None if found is None else tuple(edit for _, edit in self.edits[found:])

    def edited(
        self,
        text: str,
        edit: Edit,
        lines: tuple[str, ...] | None = None,
        starts: tuple[int, ...] | None = None,
    ) -> "Snapshot":
        """What it is after an edit, with the lines and where they begin, if these are known."""
        edits = (*self.edits[1 - _EDITS :], (self.mark, edit))
        known = {"known_lines": lines, "known_starts": starts}
        return replace(self, text=text, mark=object(), edits=edits, **known)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return lines_of(self.text) if self.known_lines is None else self.known_lines

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset of each line, and of the end of the text."""
        if self.known_starts is not None:
            return self.known_starts
        return tuple(accumulate(map(len, self.lines), initial=0))

    def start_of(self, line: int) -> int:
        """The offset of a line, or of the end of the text behind the last one."""
        return self.starts[min(line, len(self.lines))]

    def place(self, position: types.Position) -> tuple[int, int]:
        """Line and column of a client's position, which counts in the client's encoding."""
        if position.line >= len(self.lines):
            return len(self.lines), 0
        # The codec clips an overlong column in place: give it a position of its own.
        own = types.Position(position.line, position.character)
        found = self.codec.position_from_client_units(self.lines, own)
        return found.line, found.character

    def offset(self, position: types.Position) -> int:
        """The offset of a client's position."""
        line, column = self.place(position)
        return self.starts[line] + column

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self.starts, offset) - 1
        # The end of the text is a line of its own only behind a line's end.
        if line and line == len(self.lines) and not self.lines[-1].endswith(("\n", "\r")):
            line -= 1
        return line, offset - self.starts[line]

    def position(self, offset: int) -> types.Position:
        """The client's position of an offset."""
        place = ServerTextPosition(*self.line_and_column(offset))
        return self.codec.position_to_client_units(self.lines, place)


def snapshot(workspace: Workspace, uri: str) -> Snapshot:
    """The document as it is now, open or not; an InputError where that makes no sense."""
    path = to_fs_path(uri) if uri_scheme(uri) == "file" else None
    if path is None:
        raise InputError("Only files on this machine can be optimized: save the document first.")
    document = workspace.get_text_document(uri)
    try:
        text = document.source
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8 text.") from error
    if isinstance(document, _Document):
        if document.disordered:
            name = Path(path).name
            raise InputError(
                f"{name} is out of sync (edits arrived out of order): close and reopen it."
            )
        return document.snapshot(text)
    return Snapshot(uri, Path(path), text, document.version, document.position_codec)


class _Document(TextDocument):
    """Knows its lines without splitting the whole text at every change.

    It is `disordered` once a change came after a later one, as Helix sends them when keys follow
    each other very quickly: what it holds is then not what the user sees.
    """

    disordered = False
    _known: Snapshot | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        return self.snapshot(self.source).lines

    def snapshot(self, text: str) -> Snapshot:
        """The document with that text, the present one; the same one while nothing changes."""
        known = self._known
        if known is None or known.text is not text:
            known = Snapshot(self.uri, Path(self.path), text, self.version, self.position_codec)
        elif known.version != self.version:
            lines, starts = known.lines, known.starts
            known = replace(known, version=self.version, known_lines=lines, known_starts=starts)
        self._known = known
        return known

    def _apply_incremental_change(self, change: types.TextDocumentContentChangePartial) -> None:
        before, span = self.snapshot(self.source), change.range
        start, end = before.offset(span.start), before.offset(span.end)
        # A line's end may be in two parts, `\r` and `\n`, of which one is typed: the lines above
        # and below are split again as well.
        first = max(min(span.start.line, len(before.lines) - 1) - 1, 0)
        behind = span.end.line + 2
        above = before.text[before.start_of(first) : start]
        below = before.text[end : before.start_of(behind)]
        changed = lines_of(f"{above}{change.text}{below}")
        lines = (*before.lines[:first], *changed, *before.lines[behind:])
        lengths = map(len, lines[first:])
        starts = (*before.starts[:first], *accumulate(lengths, initial=before.starts[first]))
        # Several times as fast as to join the two large parts of the text with what is between.
        self._source = text = "".join(lines)
        edit = Edit(start, end, start + len(change.text))
        self._known = before.edited(text, edit, lines, starts)

    def _apply_full_change(self, change: types.TextDocumentContentChangeEvent) -> None:
        before = self.snapshot(self.source)
        self._source = text = change.text
        self._known = before.edited(text, edit_between(before.text, text))


class _Workspace(Workspace):
    def update_text_document(
        self,
        text_doc: types.VersionedTextDocumentIdentifier,
        change: types.TextDocumentContentChangeEvent,
    ) -> None:
        document = self.get_text_document(text_doc.uri)
        if isinstance(document, _Document) and text_doc.version < (document.version or 0):
            document.disordered = True
        super().update_text_document(text_doc, change)

    def _create_text_document(
        self,
        doc_uri: str,
        source: str | None = None,
        version: int | None = None,
        language_id: str | None = None,
    ) -> TextDocument:
        return _Document(
            doc_uri,
            source=source,
            version=version,
            language_id=language_id,
            position_codec=self.position_codec,
        )


def exact_workspace(plain: Workspace, params: types.InitializeParams) -> Workspace:
    """A workspace like pygls' own, whose documents split lines as the client does."""
    return _Workspace(
        params.root_uri,
        workspace_folders=params.workspace_folders,
        position_encoding=plain.position_encoding,
    )
