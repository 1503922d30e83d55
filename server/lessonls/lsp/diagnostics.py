"""A line in the editor's list of problems for every function that a suggestion waits for."""

from collections.abc import Iterable

from lsprotocol import types

from lessonls.lsp.documents import Snapshot
from lessonls.lsp.edits import locate
from lessonls.lsp.suggestions import Suggestion

SOURCE = "lessonls"


def diagnostics(document: Snapshot, suggestions: Iterable[Suggestion]) -> list[types.Diagnostic]:
    """Information, no warning, on the function's first line; none if it changed."""
    found: list[types.Diagnostic] = []
    for suggestion in suggestions:
        start = locate(document.text, suggestion.target)
        if start is None or suggestion.simpler:
            continue
        first = suggestion.target.code.partition("\n")[0].rstrip("\r")
        found.append(
            types.Diagnostic(
                types.Range(document.position(start), document.position(start + len(first))),
                f"{suggestion.target.qualified_name}: {suggestion.evidence}",
                severity=types.DiagnosticSeverity.Information,
                source=SOURCE,
            )
        )
    return found
