"""Accept, Reject and Show diff above every function that a suggestion waits for."""

from collections.abc import Iterable

from lsprotocol import types

from lessonls.lsp import commands
from lessonls.lsp.documents import Snapshot
from lessonls.lsp.edits import locate
from lessonls.lsp.suggestions import Suggestion


def code_lenses(document: Snapshot, suggestions: Iterable[Suggestion]) -> list[types.CodeLens]:
    """The lenses; none for a function that changed, until the change is undone."""
    lenses: list[types.CodeLens] = []
    for suggestion in suggestions:
        start = locate(document.text, suggestion.target)
        if start is None:
            continue
        position = document.position(start)
        arguments = commands.SuggestionArguments(id=suggestion.id)
        lenses += [
            types.CodeLens(
                types.Range(position, position), commands.command(title, name, arguments)
            )
            for title, name in (
                (suggestion.offer, commands.ACCEPT),
                ("Reject", commands.REJECT),
                ("Show diff", commands.SHOW_DIFF),
            )
        ]
    return lenses
