"""The evidence for a suggestion, when the pointer is on the function's first line."""

from collections.abc import Iterable

from lsprotocol import types

from lessonls.lsp.documents import Snapshot
from lessonls.lsp.edits import locate
from lessonls.lsp.suggestions import Suggestion


def hover(
    document: Snapshot, position: types.Position, suggestions: Iterable[Suggestion]
) -> types.Hover | None:
    """The Markdown of the suggestion there; None elsewhere, and where the function changed."""
    for suggestion in suggestions:
        start = locate(document.text, suggestion.target)
        if start is None or suggestion.simpler or not suggestion.why:
            continue
        if document.position(start).line == position.line:
            return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, suggestion.why))
    return None
