"""Integers that say of which power of two a list's length is: `1 << bits` buckets of a table."""

import re

from lessonls.adapters.judge.inference.draft import Draft, symbol
from lessonls.adapters.judge.inference.factoring import replaced
from lessonls.adapters.judge.inference.subject import Subject
from lessonls.core.workload import Size

_POWER = re.compile(r"\(1 << (\w+)\)")


def powers(_: Subject, draft: Draft) -> Draft:
    """The draft with the power itself as a size in the place of its exponent: it may grow, and be
    as small as others.
    """
    for name in dict.fromkeys(_POWER.findall(" ".join(draft.lengths.values()))):
        power = symbol(f"{name}_power", list(draft.numbers))
        exponent = f"log2({power})"

        def written(text: str, name: str = name, power: str = power, by: str = exponent) -> str:
            return replaced(text.replace(f"(1 << {name})", power), name, by)

        draft = (
            draft.with_lengths({path: written(text) for path, text in draft.lengths.items()})
            .with_values({path: written(text) for path, text in draft.values.items()})
            .with_numbers({power: 1 << draft.numbers[name]})
            .with_sizes({power: Size(minimum=1, power_of_two=True)})
            .without_numbers([name])
            .without_sizes([name])
        )
    return draft
