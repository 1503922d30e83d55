# Attack: writes into the home of the user.
# Blocked: nothing is writable.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open(names["HOME_MARKER"], "w") as file:
        file.write("here")
    return 1
