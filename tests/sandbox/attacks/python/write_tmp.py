# Attack: writes into /tmp.
# Blocked: nothing is writable.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open(names["TMP_MARKER"], "w") as file:
        file.write("here")
    return 1
