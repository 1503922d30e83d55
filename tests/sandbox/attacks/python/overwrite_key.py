# Attack: writes over a key of the user.
# Blocked: nothing is writable.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open(names["TMP_KEY"], "w") as file:
        file.write("here")
    return 1
