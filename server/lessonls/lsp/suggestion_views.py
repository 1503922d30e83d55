"""Suggestions as clients that draw them in the text see them."""

from collections.abc import Iterable

from lsprotocol import types

from lessonls.lsp.documents import Snapshot
from lessonls.lsp.edits import locate, rewrite_edits
from lessonls.lsp.run_views import View
from lessonls.lsp.suggestions import Suggestion


class PositionView(View):
    """As the protocol has it, in the client's encoding."""

    line: int
    character: int


class RangeView(View):
    """Behind the end there is nothing of it."""

    start: PositionView
    end: PositionView


class HunkView(View):
    """Some lines of the document, and what takes their place."""

    range: RangeView
    new_text: str


class SuggestionView(View):
    """A suggestion at its place in the document as it is now. Where it is `stale`, because the
    function changed, there is no range and no hunk.
    """

    id: str
    function: str
    headline: str
    evidence: str
    simpler: bool
    stale: bool
    range: RangeView | None
    hunks: tuple[HunkView, ...]


def suggestion_views(document: Snapshot, suggestions: Iterable[Suggestion]) -> list[SuggestionView]:
    """All suggestions of a document."""
    return [_view(document, suggestion) for suggestion in suggestions]


def _view(document: Snapshot, suggestion: Suggestion) -> SuggestionView:
    start = locate(document.text, suggestion.target)
    edits = rewrite_edits(document, suggestion.target, suggestion.code) or ()
    around = None
    if start is not None:
        end = start + len(suggestion.target.code)
        around = _range(types.Range(document.position(start), document.position(end)))
    return SuggestionView(
        id=suggestion.id,
        function=suggestion.target.qualified_name,
        headline=suggestion.headline,
        evidence=suggestion.evidence,
        simpler=suggestion.simpler,
        stale=start is None,
        range=around,
        hunks=tuple(HunkView(range=_range(edit.range), new_text=edit.new_text) for edit in edits),
    )


def _range(of: types.Range) -> RangeView:
    return RangeView(start=_position(of.start), end=_position(of.end))


def _position(of: types.Position) -> PositionView:
    return PositionView(line=of.line, character=of.character)
