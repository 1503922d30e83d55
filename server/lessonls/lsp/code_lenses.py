"""Above functions: the answers to a suggestion that waits, or a new run where there are loops."""

from collections.abc import Iterable, Iterator, Mapping

from lsprotocol import types

from lessonls.core.target import FunctionPlace
from lessonls.lsp import commands, names
from lessonls.lsp.documents import Snapshot
from lessonls.lsp.edits import locate
from lessonls.lsp.shifts import Shift
from lessonls.lsp.suggestions import Suggestion

_COLD: Mapping[int, float] = {}
_SHOWN = 0.01

MOST = 100
"""New runs that are offered in one document; editors ask for all lenses at once."""


def code_lenses(
    document: Snapshot,
    suggestions: Iterable[Suggestion],
    places: Iterable[FunctionPlace] = (),
    shares: Mapping[int, float] = _COLD,
) -> list[types.CodeLens]:
    """The answers to suggestions; none for a function that changed, until the change is undone.
    Then a new run for each of the other `places`, with its share of the program's time.
    """
    waiting = list(suggestions)
    lenses = _answers(document, waiting)
    changed = {one.target.qualified_name.partition("<")[0] for one in waiting}
    taken = {(lens.range.start.line, lens.range.start.character) for lens in lenses}
    for place in places:
        position = document.position(place.start)
        if (position.line, position.character) not in taken:
            title = "Optimize again with team" if place.name in changed else "Optimize with team"
            share = shares.get(place.start, 0.0)
            title += f" ({share:.0%} of the time)" if share >= _SHOWN else ""
            lenses.append(_new_run(document, position, title, place.plain_name))
    return lenses


def moved(
    shift: Shift, places: Iterable[FunctionPlace], shares: Mapping[int, float]
) -> tuple[list[FunctionPlace], dict[int, float]]:
    """Where functions of an earlier text are now, with their shares of the time."""
    starts = ((place, shift.after(place.start)) for place in places)
    found = [(place, start) for place, start in starts if start is not None]
    return (
        [FunctionPlace(place.name, start) for place, start in found],
        {start: shares[place.start] for place, start in found if place.start in shares},
    )


def _new_run(document: Snapshot, position: types.Position, title: str, name: str) -> types.CodeLens:
    line, column = document.place(position)
    arguments = commands.OptimizeArguments(uri=document.uri, line=line, column=column, name=name)
    command = commands.command(title, names.OPTIMIZE, arguments)
    return types.CodeLens(types.Range(position, position), command)


def _answers(document: Snapshot, suggestions: Iterable[Suggestion]) -> list[types.CodeLens]:
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
            for title, name in _titles(suggestion)
        ]
    return lenses


def _titles(suggestion: Suggestion) -> Iterator[tuple[str, str]]:
    yield suggestion.offer, names.ACCEPT
    if suggestion.simpler:
        yield "Show its diff", names.SHOW_DIFF
        return
    # One answer for both, where there is a simpler one as well.
    yield "Reject", names.REJECT
    yield "Show diff", names.SHOW_DIFF
    yield "Why", names.WHY
