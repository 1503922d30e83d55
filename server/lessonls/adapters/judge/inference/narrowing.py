"""Narrower domains, where a function crashes or does not end on some inputs of those that it has.

A few inputs pass the sanitizers by luck where one number in many is nothing to divide by, or a step
that gets nowhere.
"""

from collections.abc import Collection, Iterator

from lessonls.adapters.judge.inference.draft import Draft
from lessonls.adapters.judge.inference.subject import Subject
from lessonls.core.workload import Values

_SEEDS = range(51, 75)
_SECONDS = 1.0
_MOST_ALONE = 4


def narrowed(subject: Subject, draft: Draft) -> Draft:
    """The draft, or one without negative integers or without zeros if that is what it takes."""
    if _runs(subject, draft):
        return draft
    attempts = (draft.with_values(values) for values in _narrower(subject, draft))
    return next((attempt for attempt in attempts if _runs(subject, attempt)), draft)


def _runs(subject: Subject, draft: Draft) -> bool:
    trial = subject.probe.trial(draft.lengths, draft.values, draft.numbers, _SEEDS, _SECONDS)
    return not trial.problem


def _narrower(subject: Subject, draft: Draft) -> Iterator[dict[str, str]]:
    """Integers one by one, those that are alone, those in lists, and all."""
    lone = [path for path in subject.found.integers if _least(draft, path) is not None]
    inner = [path for path in subject.found.integer_elements() if _least(draft, path) is not None]
    groups: list[Collection[str]] = [*([path] for path in lone[:_MOST_ALONE]), lone, inner]
    distinct = dict.fromkeys(tuple(group) for group in [*groups, [*lone, *inner]])
    for low in (0, 1):
        for group in filter(None, distinct):
            yield {path: _from(low, draft.values[path]) for path in group}


def _least(draft: Draft, path: str) -> int | None:
    """Where a domain begins that has negative numbers or zero, and others."""
    rule = Values.parse(draft.values[path])
    if rule.kind != "integer" or not rule.arguments[1].isdigit() or int(rule.arguments[1]) < 1:
        return None
    return low if (low := int(rule.arguments[0])) <= 0 else None


def _from(low: int, domain: str) -> str:
    rule = Values.parse(domain)
    first = max(low, int(rule.arguments[0]))
    return str(rule.model_copy(update={"arguments": (str(first), *rule.arguments[1:])}))
