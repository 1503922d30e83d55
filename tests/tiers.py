"""Tests that `make test` leaves to `make test-all`: they are marked `exhaustive`."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet


def few_of(names: Iterable[str], *everyday: str) -> "list[ParameterSet]":
    """A parameter for each name. Those of the `everyday` ones hold what is tested; the others hold
    it once more, and are exhaustive.
    """
    every = list(names)
    unknown = set(everyday) - set(every)
    assert not unknown, f"there is no {unknown}"
    return [
        pytest.param(name, id=name, marks=() if name in everyday else pytest.mark.exhaustive)
        for name in every
    ]
