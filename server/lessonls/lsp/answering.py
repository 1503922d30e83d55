"""The user's answers to a suggestion: accept, reject, show the diff, and why it is made."""

import asyncio
from pathlib import Path
from typing import Any

from lessonls.core.errors import InputError
from lessonls.lsp import remembering
from lessonls.lsp.edits import rewrite_edits, took_effect, workspace_edit
from lessonls.lsp.optimizing import too_late
from lessonls.lsp.session import Session
from lessonls.lsp.suggestions import Suggestion

_ARRIVAL = 3.0
"""Seconds in which an applied edit must come back to us as a change of the document."""


async def accept(session: Session, suggestion: Suggestion) -> bool:
    """Has the client apply the edit; whether the text really changed."""
    document = session.document(suggestion.uri)
    edits = rewrite_edits(document, suggestion.target, suggestion.code)
    if edits is None:
        session.aside(too_late(session, suggestion))
        return False
    if not session.editor.applies_edits:
        session.editor.warn(
            "Your editor does not support server-initiated edits: use the Accept code action."
        )
        return False
    edit = workspace_edit(document, edits, versioned=session.editor.versions_edits)
    # Taken, so that a second click finds nothing to apply; put back if nothing changed.
    taken = session.suggestions.take(suggestion.id)
    accepted = False
    try:
        answer = await session.editor.apply(
            edit, f"{suggestion.task.verb} {suggestion.target.name}"
        )
        accepted = bool(answer and answer.applied) and await _arrived(session, suggestion)
    finally:
        if not accepted:
            session.suggestions.keep(taken)
    if not accepted:
        reason = (answer and answer.failure_reason) or "the editor declined the edit"
        name = suggestion.target.qualified_name
        result = f"{suggestion.task.result} of {name}"
        session.editor.warn(f"The {result} was not applied: {reason}. Try Accept again.")
    if accepted:
        await remembering.forget(session, taken)
    await session.suggestions_changed(suggestion.uri)
    return accepted


async def accepted(session: Session, suggestion: Suggestion) -> bool:
    """The editor says that it applied the edit of a code action; whether it did."""
    if not await _arrived(session, suggestion):
        name = suggestion.target.qualified_name
        result = f"{suggestion.task.result} of {name}"
        session.editor.warn(f"The editor did not apply the {result}: try Accept again.")
        return False
    await remembering.forget(session, session.suggestions.take(suggestion.id))
    await session.suggestions_changed(suggestion.uri)
    return True


async def reject(session: Session, suggestion: Suggestion) -> None:
    """Forgets the suggestion; the text stays as it is."""
    await remembering.forget(session, session.suggestions.take(suggestion.id))
    await session.suggestions_changed(suggestion.uri)


async def show_diff(session: Session, suggestion: Suggestion) -> dict[str, Any]:
    """Opens the diff in the editor, or reports where it is."""
    path = await asyncio.to_thread(session.papers.write, suggestion.id, "diff", suggestion.diff)
    shown = await _shown(session, path, f"The diff of {suggestion.target.qualified_name}")
    return {"shown": shown, "path": str(path), "diff": suggestion.diff}


async def show_why(session: Session, suggestion: Suggestion) -> dict[str, Any]:
    """Opens the evidence for a suggestion, or reports where it is."""
    path = await asyncio.to_thread(session.papers.write, suggestion.id, "md", suggestion.why)
    shown = await _shown(session, path, f"Evidence for {suggestion.target.qualified_name}")
    return {"shown": shown, "path": str(path), "markdown": suggestion.why}


async def _shown(session: Session, path: Path, what: str) -> bool:
    shown = await session.editor.show_document(path)
    if not shown:
        session.editor.say(f"{what} is in {path}.")
    return shown


def pending(session: Session, suggestion_id: str) -> Suggestion:
    """The suggestion of that id; an InputError when it is answered or gone."""
    suggestion = session.suggestions.get(suggestion_id)
    if suggestion is None:
        raise InputError("This suggestion was already answered; run Optimize with team again.")
    return suggestion


async def _arrived(session: Session, suggestion: Suggestion) -> bool:
    # An answer “applied” is not enough: some editors give it when the user declined.
    def there() -> bool:
        text = session.document(suggestion.uri).text
        return took_effect(text, suggestion.target, suggestion.code)

    return await session.changes.until(there, _ARRIVAL)
