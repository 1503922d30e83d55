"""Tables of what becomes of small functions, and the functions around their bodies."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Rewrite = Callable[..., str]
"""What the fixture `rewritten` is."""


def each(cases: Sequence[tuple[Any, ...]], *names: str) -> pytest.MarkDecorator:
    """A test for each case: its first entry is what the test is called, the others are `names`."""
    return pytest.mark.parametrize(
        names, [case[1:] for case in cases], ids=[case[0] for case in cases]
    )


def function(parameters: str, body: str) -> str:
    """A function with this body, in lines of its own."""
    return f"void f({parameters}) {{\n{body}\n}}\n"
