# Attack: never returns.
# Blocked: its time is limited.
# Seen as: takes too long
# Ends: by the clock.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    while True:
        pass
