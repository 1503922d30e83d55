# Attack: returns a list that holds itself.
# Blocked: it cannot be written down.
# Confinement: has no part in it.
# Seen as: RecursionError

from typing import Any


def attack(names: dict[str, Any]) -> object:
    result: list[object] = []
    result.append(result)
    return result
