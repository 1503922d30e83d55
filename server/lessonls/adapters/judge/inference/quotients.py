"""Sizes that a function divides by others: a length by that of a group, a width by the heads.

With sizes of which none is a multiple of another one it would do next to nothing, or be out of its
domain. The first is a number of parts then, times the second; later it may also have a rest.
"""

import re
from collections.abc import Iterator

from lessonls.adapters.judge.inference.draft import Draft, symbol
from lessonls.adapters.judge.inference.subject import Subject

_SEEDS, _MANY_SEEDS, _MORE = (1, 2, 3), range(24), 1.2
_PARTS = re.compile(r"equal\((\w+) \* (\w+_parts)\)")


def in_parts(subject: Subject, draft: Draft) -> Draft:
    """The draft with sizes that are multiples of others, where that passes the sanitizers, and the
    function does more than it does otherwise.
    """
    for whole, part in _divisions(subject, draft):
        name = f"{whole[1]}_parts"
        by = draft.values[part].removeprefix("equal(").removesuffix(")")
        if by not in draft.numbers or whole[1] not in draft.numbers or by == whole[1]:
            continue
        attempt = (
            draft.with_values({whole[0]: f"equal({by} * {name})"})
            .with_numbers({name: draft.numbers[whole[1]]})
            .without_numbers([whole[1]])
        )
        clean = subject.probe.clean(attempt.lengths, attempt.values, attempt.numbers, _SEEDS)
        if clean and _work(subject, attempt) > _MORE * _work(subject, draft):
            draft = attempt
    return draft


def _work(subject: Subject, draft: Draft) -> int:
    return subject.probe.work(draft.lengths, draft.values, draft.numbers)


def _divisions(subject: Subject, draft: Draft) -> Iterator[tuple[tuple[str, str], str]]:
    """Places of sizes with their symbols, and of what the text divides them by."""
    sizes = {path: symbol(path, []) for path in subject.found.sizes}
    paths = [path for path, name in sizes.items() if draft.values[path] == f"equal({name})"]
    for whole in paths:
        for part in paths:
            ends = (re.escape(path.rpartition(".")[2]) for path in (whole, part))
            pattern = r"\b{}\s*[/%]\s*(?:\w+\s*(?:->|\.)\s*)?{}\b".format(*ends)
            if whole != part and re.search(pattern, subject.code):
                yield (whole, sizes[whole]), part


def with_rests(subject: Subject, draft: Draft) -> Draft:
    """Also numbers of which a part is left, where the function passes the sanitizers on these."""
    for path in subject.found.integers:
        found = _PARTS.fullmatch(draft.values[path])
        if found is not None:
            product = f"{found[1]} * {found[2]}"
            rule = f"integer({product}, {product} + {found[1]} - 1)"
            attempt = draft.with_values({path: rule})
            if subject.probe.clean(attempt.lengths, attempt.values, attempt.numbers, _MANY_SEEDS):
                draft = attempt
    return draft
