"""The smallest input on which a candidate still goes wrong: what its author needs to see.

Delta debugging of inputs (Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input,
2002): sizes become smaller and values plainer, in halves of what is left, as long as the candidate
goes wrong and the original does not. Smaller sizes get new values at first, and then keep those
that could not become plain, or the first or the last ones.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from lessonls.adapters.judge.execution import Call, Make
from lessonls.adapters.judge.fuzzing import Field
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Workload

SECONDS = 1.5
_DRAWS = 3
_SMALL = (0, 1, 2, 3, 4, 5, 8)
_LETTER = ord("a")
_MOST_SHOWN = 16
_LONGEST_SHOWN = 240

_Choice = Callable[[Any, int, int], Any]
"""At most so many values of a column, of which one is plain."""


@dataclass(frozen=True)
class Shrinker:
    """Makes inputs of a workload smaller. `goes_wrong` says whether one is in the domain and the
    candidate goes wrong on it as it did before; `clock` tells the time, and `seconds`
    how much of it there is.
    """

    make: Make
    names: Sequence[str]
    workload: Workload
    places: Sequence[Field]
    goes_wrong: Callable[[Call], bool]
    seconds: float = SECONDS
    clock: Callable[[], float] = time.monotonic

    def smallest(self, call: Call) -> Call:
        """The smallest that was found in the time that there is; `call` where none is smaller."""
        ends = self.clock() + self.seconds
        before, choices, draws = None, tuple[_Choice, ...](), _DRAWS
        while before is not call:
            before = call
            call = self._of_smaller_sizes(call, choices, draws, ends)
            call = self._of_plainer_values(call, ends)
            choices, draws = (_telling, _first, _last), 1
        return call

    def _of_smaller_sizes(
        self, call: Call, choices: Sequence[_Choice], draws: int, ends: float
    ) -> Call:
        """All sizes alike first, and then one after the other until none gets smaller."""
        for number in _SMALL:
            alike = {name: self._fitted(name, number) for name in call.sizes}
            found = self._drawn(call, alike, choices, draws, ends)
            if found is not None:
                call = found
                break
        before = None
        while before is not call:
            before = call
            for name in call.sizes:
                for number in _below(call.sizes[name], self._fitted(name, 0)):
                    sizes = {**call.sizes, name: self._fitted(name, number)}
                    found = self._drawn(call, sizes, choices, draws, ends)
                    if found is not None:
                        call = found
                        break
        return call

    def _fitted(self, name: str, number: int) -> int:
        size = self.workload.sizes.get(name)
        return number if size is None else size.fitted(number)

    def _drawn(
        self,
        call: Call,
        sizes: Mapping[str, int],
        choices: Sequence[_Choice],
        draws: int,
        ends: float,
    ) -> Call | None:
        """One of such sizes on which it goes wrong, too: new ones, or some of its own values."""
        rng = np.random.default_rng(0)
        with suppress(WorkloadError):
            made = None
            for number in range(draws + len(choices)):
                if self.clock() >= ends:
                    return None
                if made is None or number < draws:
                    made = self.make(self.names, self.workload, sizes, call.style, rng)
                    tried = made
                else:
                    tried = self._with_values(made, call, choices[number - draws])
                if _elements(tried) < _elements(call) and self.goes_wrong(tried):
                    return tried
        return None

    def _with_values(self, made: Call, call: Call, choice: _Choice) -> Call:
        """A smaller call with a choice of the values of a larger one."""
        columns = list(made.columns)
        for place in self.places:
            column = columns[place.column].copy()
            room = column.size - place.terminated
            values = call.columns[place.column]
            values = choice(values[: values.size - place.terminated], room, _plain(place))
            column[: values.size] = values
            columns[place.column] = column
        return replace(made, columns=tuple(columns))

    def _of_plainer_values(self, call: Call, ends: float) -> Call:
        """Zeros (and the letter a) in as many places as possible, then integers."""
        for place in self.places:
            call = self._plainer(call, place, partial(np.full_like, fill_value=_plain(place)), ends)
        for place in self.places:
            if place.dtype.kind == "f":
                call = self._plainer(call, place, np.rint, ends)
        return call

    def _plainer(self, call: Call, place: Field, change: Callable[[Any], Any], ends: float) -> Call:
        """Tries all elements that the change concerns, and then halves of them."""
        size = step = call.columns[place.column].size
        while step >= 1:
            for start in range(0, size, step):
                part = slice(start, min(start + step, size - place.terminated))
                if self.clock() >= ends:
                    return call
                other = _changed(call, place.column, part, change)
                if other is not None and self.goes_wrong(other):
                    call = other
            step //= 2
        return call


def _first(values: Any, room: int, plain: int) -> Any:  # noqa: ARG001 - one of the choices
    return values[:room]


def _last(values: Any, room: int, plain: int) -> Any:  # noqa: ARG001 - one of the choices
    return values[max(values.size - room, 0) :]


def _telling(values: Any, room: int, plain: int) -> Any:
    return values[values != plain][:room]


def _changed(call: Call, at: int, part: slice, change: Callable[[Any], Any]) -> Call | None:
    """The call with other values in a part of a column; None if they are the same."""
    column = call.columns[at].copy()
    with np.errstate(all="ignore"):
        column[part] = change(column[part])
    if column.tobytes() == call.columns[at].tobytes():
        return None
    columns = list(call.columns)
    columns[at] = column
    return replace(call, columns=tuple(columns))


def shown(call: Call, names: Sequence[str]) -> str:
    """The values of a small input, `x[] = 1.0, 0.0`; nothing for a large one. `names` are those of
    its columns, empty for lengths.
    """
    named = [(name, column) for name, column in zip(names, call.columns, strict=True) if name]
    if sum(column.size for _, column in named) > _MOST_SHOWN:
        return ""
    texts = [
        f"{name} = {', '.join(map(str, column.tolist()))}" for name, column in named if column.size
    ]
    text = "; ".join(texts)
    return text if len(text) <= _LONGEST_SHOWN else ""


def _below(number: int, least: int) -> Iterator[int]:
    """Smaller numbers, the smallest first."""
    yield from (small for small in _SMALL if least <= small < number)
    others = dict.fromkeys((number // 2, number - 1))
    yield from (other for other in others if other >= least and other not in _SMALL)


def _plain(place: Field) -> int:
    return _LETTER if place.of.text else 0


def _elements(call: Call) -> int:
    return sum(column.size for column in call.columns)
