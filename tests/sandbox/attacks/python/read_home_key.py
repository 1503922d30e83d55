# Attack: reads a key in the home of the user.
# Blocked: the file is not in the view.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open(names["HOME_KEY"]) as file:
        return int(bool(file.read(1)))
