# Attack: calls itself until there is no stack left.
# Blocked: it is gone, and who is gone does not answer.
# Confinement: has no part in it.

import functools
import sys
from typing import Any


def nested(inner: Any, _: int) -> Any:
    return [inner]


def attack(names: dict[str, Any]) -> object:
    sys.setrecursionlimit(1 << 30)
    return functools.reduce(nested, range(1 << 16), names)
