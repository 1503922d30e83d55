"""A hundred small problems in the form of MBPP+: ten kinds, each with ten numbers in it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.generation.scripting import Plan

_TEXT = "the quick brown fox jumps over the lazy dog"


@dataclass(frozen=True)
class Kind:
    """`says` and `body` have `{k}` for the number; `works` does what the body does."""

    name: str
    says: str
    body: str
    works: Callable[[Any, int], Any]
    base: Sequence[Any]
    plus: Sequence[Any]


_LISTS: Sequence[Any] = ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [30, -6, 0, 9, 44])
_MORE_LISTS: Sequence[Any] = (
    [],
    [0],
    [-1, -12, 660],
    list(range(-40, 41)),
    [7] * 9,
    [5, 3, 5, 3, 1],
)
_REALS: Sequence[Any] = ([1.5, 2.25, -3.0], [0.1, 0.2, 0.3])
_MORE_REALS: Sequence[Any] = ([], [1e9, -1e9], [0.7] * 5, [1 / 3, 2 / 3], [1e-9])
_TEXTS: Sequence[Any] = (_TEXT, "lessons")
_MORE_TEXTS: Sequence[Any] = ("", "a", "aaaa", _TEXT * 3, "tab\tand\nline", "äöü ß")

KINDS = (
    Kind(
        "sum_of_multiples",
        "the sum of those of the numbers that {k} divides",
        "return sum(one for one in values if one % {k} == 0)",
        lambda values, k: sum(one for one in values if one % k == 0),
        _LISTS,
        _MORE_LISTS,
    ),
    Kind(
        "rotated",
        "the list rotated to the left by {k} places",
        "at = {k} % len(values) if values else 0\n    return values[at:] + values[:at]",
        lambda values, k: values[k % len(values) :] + values[: k % len(values)] if values else [],
        _LISTS,
        _MORE_LISTS,
    ),
    Kind(
        "largest",
        "the {k} largest of the numbers, the largest first",
        "return sorted(values, reverse=True)[:{k}]",
        lambda values, k: sorted(values, reverse=True)[:k],
        _LISTS,
        _MORE_LISTS,
    ),
    Kind(
        "pieces",
        "the list cut into pieces of {k}, of which the last may be shorter",
        "return [values[at : at + {k}] for at in range(0, len(values), {k})]",
        lambda values, k: [values[at : at + k] for at in range(0, len(values), k)],
        _LISTS,
        _MORE_LISTS,
    ),
    Kind(
        "remainders",
        "how many numbers leave each remainder when they are divided by {k}",
        "found = {{}}\n    for one in values:\n"
        "        found[one % {k}] = found.get(one % {k}, 0) + 1\n    return found",
        lambda values, k: {
            rest: sum(one % k == rest for one in values) for rest in (one % k for one in values)
        },
        _LISTS,
        _MORE_LISTS,
    ),
    Kind(
        "scaled",
        "the numbers, each times {k} and divided by 7",
        "return [one * {k} / 7 for one in values]",
        lambda values, k: [one * k / 7 for one in values],
        _REALS,
        _MORE_REALS,
    ),
    Kind(
        "power_mean",
        "the mean of the numbers' powers with the exponent {k}, 0.0 without numbers",
        "return sum(one ** {k} for one in values) / len(values) if values else 0.0",
        lambda values, k: sum(one**k for one in values) / len(values) if values else 0.0,
        _REALS,
        _MORE_REALS,
    ),
    Kind(
        "every_nth",
        "every character of the text whose place, counted from 0, {k} divides",
        "return values[::{k}]",
        lambda values, k: values[::k],
        _TEXTS,
        _MORE_TEXTS,
    ),
    Kind(
        "long_words",
        "the words of the text that have more than {k} letters",
        "return [word for word in values.split() if len(word) > {k}]",
        lambda values, k: [word for word in values.split() if len(word) > k],
        _TEXTS,
        _MORE_TEXTS,
    ),
    Kind(
        "shifted",
        "the text with every small letter from a to z moved {k} places in the alphabet",
        "return ''.join(chr((ord(c) - 97 + {k}) % 26 + 97) if 'a' <= c <= 'z' else c"
        " for c in values)",
        lambda values, k: "".join(
            chr((ord(c) - 97 + k) % 26 + 97) if "a" <= c <= "z" else c for c in values
        ),
        _TEXTS,
        _MORE_TEXTS,
    ),
)
NUMBERS = range(2, 12)


def entries() -> list[Mapping[str, Any]]:
    """The hundred problems, kind by kind."""
    return [_entry(kind, k) for k in NUMBERS for kind in KINDS]


def written(path: Path, problems: Sequence[Mapping[str, Any]]) -> Path:
    """A file of problems."""
    path.write_text("\n".join(json.dumps(one) for one in problems) + "\n")
    return path


def plan(problem: Mapping[str, Any], right: Mapping[str, int], **changes: bool) -> Plan:
    """What models answer about one of them; the unit tests are of the first two inputs."""
    name, number = problem["entry_point"].rsplit("_", 1)
    kind = next(kind for kind in KINDS if kind.name == name)
    examples = [(repr(one), repr(kind.works(one, int(number)))) for one in kind.base]
    solution = problem["prompt"] + problem["canonical_solution"]
    task, prompt = problem["task_id"], problem["prompt"]
    return Plan(task, prompt, problem["entry_point"], solution, examples, right, **changes)


def _entry(kind: Kind, k: int) -> Mapping[str, Any]:
    name = f"{kind.name}_{k}"
    doc = f'    """Return {kind.says.format(k=k)}.\n\n    >>> {name}({kind.base[0]!r})\n'
    doc += f"    {kind.works(kind.base[0], k)!r}\n"
    return {
        "task_id": f"Made/{name}",
        "prompt": f'def {name}(values):\n{doc}    """\n',
        "entry_point": name,
        "canonical_solution": f"    {kind.body.format(k=k)}\n",
        "base_input": [[one] for one in (*kind.base, *kind.plus[:3])],
        "plus_input": [[one] for one in kind.plus[3:]],
        "atol": 0,
    }
