"""Sizes that go together: where one is larger than another, the function leaves its memory."""

from lessonls.adapters.judge.inference.draft import Draft
from lessonls.adapters.judge.inference.factoring import replaced
from lessonls.adapters.judge.inference.subject import Subject

_EQUAL = (5, 12)


def tied(subject: Subject, draft: Draft) -> Draft:
    """The draft with one size in the place of all that arguments are, where it holds only while
    these are in the order in which they happen to be.
    """
    probe = subject.probe
    values = set(draft.values.values())
    names = [name for name in draft.numbers if f"equal({name})" in values]
    numbers = [draft.numbers[name] for name in names]
    turned = dict(draft.numbers) | dict(zip(names, reversed(numbers), strict=True))
    trial = probe.trial(draft.lengths, draft.values, turned)
    if len(names) < 2 or not trial.touched_other_memory or trial.problem.startswith("workload"):
        return draft
    merged = draft
    for name in names[1:]:
        merged = _merged(merged, name, names[0])
    alike = ({**merged.numbers, names[0]: number} for number in _EQUAL)
    clean = all(probe.clean(merged.lengths, merged.values, numbers) for numbers in alike)
    return merged if clean else draft


def _merged(draft: Draft, name: str, into: str) -> Draft:
    """The draft with one size in the place of another."""
    return (
        draft.with_lengths(
            {path: replaced(text, name, into) for path, text in draft.lengths.items()}
        )
        .with_values({path: replaced(text, name, into) for path, text in draft.values.items()})
        .without_numbers([name])
        .without_sizes([name])
    )
