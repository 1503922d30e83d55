# Attack: raises an error whose words never end.
# Blocked: its time is limited.
# Confinement: has no part in it.
# Seen as: takes too long
# Ends: by the clock.

from typing import Any


class Endless(Exception):
    def __str__(self) -> str:
        while True:
            pass


def attack(names: dict[str, Any]) -> object:
    raise Endless
