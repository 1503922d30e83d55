# Attack: returns a list that says that it holds everything.
# Blocked: only plain values are sent.
# Confinement: has no part in it.

from typing import Any


class Everything(list[int]):
    def __contains__(self, one: object) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return True


def attack(names: dict[str, Any]) -> object:
    return Everything([0])
