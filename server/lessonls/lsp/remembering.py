"""Suggestions that outlive the editor: kept until they are answered, offered again next time."""

import asyncio
from collections.abc import Iterable

from lessonls.core.errors import LessonlsError
from lessonls.core.kept import KeptResult
from lessonls.core.target import Target
from lessonls.lsp.documents import Snapshot
from lessonls.lsp.session import Session
from lessonls.lsp.suggestions import Suggestion
from lessonls.ports import TargetFinder


async def keep(session: Session, suggestions: Iterable[Suggestion]) -> None:
    """Keeps suggestions on disk until they are answered."""
    for suggestion in suggestions:
        await session.services.shelf.put(suggestion.kept)


async def forget(session: Session, suggestions: Iterable[Suggestion]) -> None:
    """They are answered."""
    for suggestion in suggestions:
        await session.services.shelf.drop(suggestion.kept)


async def restore(session: Session, uri: str) -> None:
    """Offers again what was found for functions of this document that did not change since."""
    await session.ready()
    try:
        document, services = session.document(uri), session.services
    except LessonlsError:
        return
    found = False
    for result in await services.shelf.of(document.path):
        # Reading a large file takes a while, in which other requests are answered.
        target = await asyncio.to_thread(_target, services.finder, document, result)
        if target is not None and not _is_offered(session, uri, result):
            session.suggestions.add(
                uri,
                target,
                result.mode,
                result.code,
                result.verdict,
                why=result.why,
                simpler=result.simpler,
            )
            found = True
    if found:
        await session.suggestions_changed(uri)


def _is_offered(session: Session, uri: str, result: KeptResult) -> bool:
    return any(one.kept.name == result.name for one in session.suggestions.of(uri))


def _target(finder: TargetFinder, document: Snapshot, result: KeptResult) -> Target | None:
    """The function that the result is for, where its text is what it was."""
    start = document.text.find(result.original)
    if start < 0:
        return None
    try:
        place = document.line_and_column(start)
        target = finder.at(document.path, document.text, *place, task=result.task)
    except LessonlsError:
        return None
    return target if target.code == result.original else None
