# Attack: never ends to be loaded.
# Blocked: its time is limited.
# Confinement: has no part in it.
# Seen as: takes too long
# Ends: by the clock.

from typing import Any


while True:
    pass


def attack(names: dict[str, Any]) -> object:
    return 1
