"""What a target's file and the project's headers declare of the names that it uses."""

from lessonls.adapters.project_headers import project_headers
from lessonls.core.errors import InputError
from lessonls.core.reading.surroundings import Declaration, surroundings
from lessonls.core.target import Target

_MOST = 1 << 20
"""Characters of headers that are read: the nearest ones first."""


def declarations_of(target: Target) -> tuple[Declaration, ...]:
    """Those of the headers first: of the ones that are included indirectly, then of the others."""
    front = _headers(target)
    update = {"before": front + target.before, "start": target.start + len(front)}
    return surroundings(target.model_copy(update=update)) if front else surroundings(target)


def _headers(target: Target) -> str:
    """The texts of the headers in front of the file's, as far as there is room."""
    text = target.preceding + target.before + target.code + target.after
    try:
        headers = project_headers(target.path.absolute(), text, target.flags)
    except InputError:
        return ""
    chosen: list[str] = []
    room = _MOST
    for content in headers.values():
        room -= len(content)
        if room >= 0:
            chosen.append(content.decode("utf-8", "replace"))
    return "\n".join([*reversed(chosen), ""]) if chosen else ""
