"""Texts in C whose length the function knows: their last character may be any, not only a zero."""

from dataclasses import replace

from lessonls.adapters.judge.inference.alphabets import alphabets
from lessonls.adapters.judge.inference.draft import Draft, Layout
from lessonls.adapters.judge.inference.subject import Subject

_SEEDS = range(12)
_ANY = "integer(1, 127)"


def counted_texts(subject: Subject, draft: Draft) -> Draft:
    """The draft with those texts that pass the sanitizers without a zero at their end, whatever
    characters they are made of, and whose length is not their own affair.
    """
    probe = subject.probe
    for path in _texts(subject.found, draft):
        before, probe.counted = probe.counted, probe.counted | {path}
        domains = (draft.values[f"{path}[]"], _ANY, *alphabets(probe))
        clean = (
            probe.clean(draft.lengths, {**draft.values, f"{path}[]": one}, draft.numbers, _SEEDS)
            for one in domains
        )
        if not all(clean):
            probe.counted = before
    return replace(draft, counted=tuple(sorted(probe.counted)))


def _texts(found: Layout, draft: Draft) -> list[str]:
    """Flat lists of characters that another parameter, or a constant, says the length of."""
    known = {draft.values[path] for path in found.integers}
    return [
        path
        for path, of in found.lists.items()
        if of.bare
        and "[]" not in path
        and f"{path}[]" in found.elements
        and found.elements[f"{path}[]"].text
        and (not (length := draft.lengths[path]).isidentifier() or f"equal({length})" in known)
    ]
