# Attack: returns a number that says that it is equal to every other.
# Blocked: only plain values are sent.
# Confinement: has no part in it.

from typing import Any


class Anything(int):
    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 1

    def __int__(self) -> int:
        return Anything(0)


def attack(names: dict[str, Any]) -> object:
    return Anything(0)
