"""Pointers that may be null: those that the function compares with a null pointer."""

import re
from dataclasses import replace

from lessonls.adapters.judge.execution import Style
from lessonls.adapters.judge.inference.draft import Draft
from lessonls.adapters.judge.inference.subject import Subject

_SEEDS = (1, 2, 3, 4)
_NULL = r"(?:NULL|nullptr|0)\b"


def nullable(subject: Subject, draft: Draft) -> Draft:
    """The draft with those pointers of which the function asks whether they are there, and without
    which it passes the sanitizers.
    """
    probe = subject.probe
    for path in subject.found.pointers:
        if not is_asked_for(path.rpartition(".")[2].rstrip("[]"), subject.code):
            continue
        with probe.null(path):
            clean = probe.clean(draft.lengths, draft.values, draft.numbers, _SEEDS, (Style.NULL,))
        if clean:
            draft = replace(draft, nullable=(*draft.nullable, path))
    return draft


def is_asked_for(name: str, code: str) -> bool:
    """Whether a pointer of that name is compared with null: `!p`, `p == NULL`, `if (s->p)`."""
    whole = rf"(?:\w+(?:->|\.))*{re.escape(name)}\b"
    alone = rf"{whole}\s*(?:\)|&&|\|\||\?)"
    return any(
        re.search(pattern, code)
        for pattern in (
            rf"!\s*{whole}(?!\s*(?:->|\.|\[|\())",
            rf"\b{whole}\s*[!=]=\s*{_NULL}",
            rf"\b{_NULL}\s*[!=]=\s*{whole}",
            rf"(?:\b(?:if|while)\s*\(|&&|\|\|)\s*{alone}",
        )
    )
