"""The user's lessons, for clients that show them."""

from typing import Any

from lessonls.core.lesson_lines import to_json_lines
from lessonls.core.verdict import Outcome
from lessonls.lsp.commands import ForgetArguments, LessonsArguments, NoArguments
from lessonls.lsp.run_views import View
from lessonls.lsp.session import Session


class LessonView(View):
    """A lesson without its vectors and code. `created` is in seconds since 1970."""

    id: str
    text: str
    outcome: Outcome
    speedup: float | None
    function: str
    agent: str
    imported: bool
    created: float


async def search(session: Session, arguments: LessonsArguments) -> dict[str, Any]:
    """Lessons that have to do with a query, or the newest."""
    found = await session.services.archive.search(arguments.query, arguments.limit)
    views = [LessonView.model_validate(lesson, from_attributes=True) for lesson in found]
    return {"lessons": [view.model_dump(mode="json", by_alias=True) for view in views]}


async def forget(session: Session, arguments: ForgetArguments) -> dict[str, Any]:
    """Deletes lessons for good."""
    return {"forgotten": await session.services.archive.forget(arguments.ids)}


async def export(session: Session, _arguments: NoArguments) -> dict[str, Any]:
    """All lessons as JSON Lines, as `lessonls bank export` writes them."""
    return {"text": to_json_lines(await session.services.archive.lessons())}
