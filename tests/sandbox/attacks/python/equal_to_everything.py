# Attack: returns what says that it is equal to everything.
# Blocked: only plain values are sent.
# Confinement: has no part in it.

from typing import Any


class Anything:
    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 1


def attack(names: dict[str, Any]) -> object:
    return Anything()
