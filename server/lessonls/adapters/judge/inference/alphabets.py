"""What characters stand for: letters of a text, flags, or small numbers."""

from lessonls.adapters.judge.inference.draft import Draft, Layout
from lessonls.adapters.judge.inference.probe import Probe
from lessonls.adapters.judge.inference.sensitivity import changed
from lessonls.adapters.judge.inference.subject import Subject

_ALPHABETS = ("words", "digits", "printable", "brackets", "binary", "letters", "lines", "UTF-8")
_NUMBERS = "integer(-50, 50)"
_OTHERS = "ab07 "
_MOST_SIGNS = 60
_FILLINGS = ("equal(0)", "equal(1)", "equal(97)")


def alphabets(probe: Probe) -> list[str]:
    """Domains of text: first the signs that the function itself speaks of, with some others."""
    signs = probe.literals.signs[:_MOST_SIGNS]
    codes = dict.fromkeys(ord(sign) for sign in f"{signs}{_OTHERS}"[:_MOST_SIGNS])
    own = [f"choice({', '.join(map(str, codes))})"] if signs else []
    return [*own, *(f"text({alphabet})" for alphabet in _ALPHABETS)]


def plain_bytes(subject: Subject, draft: Draft) -> Draft:
    """Characters that are no text: flags, or numbers where every value makes a difference.

    A function that names no sign, and knows the length of its list from elsewhere than a
    zero at its end, does not read text.
    """
    probe, found = subject.probe, subject.found
    if probe.literals.signs:
        return draft
    sought = any(of.text for of in found.others.values())
    for path, of in found.elements.items():
        if of.text and _plain(found, draft, path.removesuffix("[]")):
            answers = {_answer(probe, draft, path, rule) for rule in _FILLINGS}
            if sought and len(answers) == 1:
                continue  # of the sign that is looked for they have nothing
            filling = "flag()" if len(answers) < len(_FILLINGS) else _NUMBERS
            attempt = draft.with_values({path: filling})
            if probe.clean(attempt.lengths, attempt.values, attempt.numbers, (1, 2, 3)):
                draft = attempt
    return draft


def _plain(found: Layout, draft: Draft, owner: str) -> bool:
    """Whether a list of characters is neither a string nor one in C, which ends in a zero."""
    of = found.lists.get(owner)
    if of is None or of.what in {"string", "stream"}:
        return False
    length = draft.lengths[owner]
    counted = any(draft.values[path] == f"equal({length})" for path in found.integers)
    return of.what == "vector" or counted or not length.isidentifier()


def _answer(probe: Probe, draft: Draft, path: str, rule: str) -> tuple[bytes, ...] | None:
    """What comes out when all characters of a list are the same; None on a fault."""
    (call,) = probe.calls(draft.lengths, {**draft.values, path: rule}, draft.numbers, (1,))
    answer = probe.run([call])
    if answer.problem:
        return None
    columns = changed(probe.laboratory.interface, call, answer.columns)
    return tuple(column.tobytes() for column in columns)
