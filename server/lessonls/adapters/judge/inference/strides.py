"""Rows of larger matrices: a pitch is never smaller than what a row uses of it.

Where the last row needs fewer elements than the pitch, the pitch is what is used and some
more: a margin, which may be 0.
"""

from lessonls.adapters.judge.inference.draft import Draft, symbol
from lessonls.adapters.judge.inference.factoring import replaced, stride
from lessonls.adapters.judge.inference.subject import Subject

_MARGIN = 5


def pitched(subject: Subject, draft: Draft) -> Draft:
    """The draft with pitches as sums."""
    for length in list(draft.lengths.values()):
        parts = stride(length)
        if parts is None or parts[1] not in draft.numbers:
            continue
        _, pitch, used, _ = parts
        owners = [
            path for path in subject.found.integers if draft.values[path] == f"equal({pitch})"
        ]
        attempt = _with_margin(draft, pitch, used) if owners else draft
        if subject.probe.clean(attempt.lengths, attempt.values, attempt.numbers):
            draft = attempt
    return draft


def _with_margin(draft: Draft, pitch: str, used: str) -> Draft:
    margin = symbol(f"{pitch}_margin", list(draft.numbers))
    whole = f"{used} + {margin}"
    lengths: dict[str, str] = {}
    for path, length in draft.lengths.items():
        parts = stride(length)
        if parts is not None and parts[1] == pitch and parts[2] == used:
            lengths[path] = f"{parts[0]} * ({whole})"
        else:
            lengths[path] = replaced(length, pitch, f"({whole})")
    values = {path: replaced(text, pitch, whole) for path, text in draft.values.items()}
    numbers = {name: number for name, number in draft.numbers.items() if name != pitch}
    return Draft(lengths, values, {**numbers, margin: _MARGIN}, dict(draft.sizes))
