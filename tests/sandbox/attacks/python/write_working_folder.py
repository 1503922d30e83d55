# Attack: writes into the working folder.
# Blocked: nothing is writable.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open(names["MARKER_NAME"], "w") as file:
        file.write("here")
    return 1
