# Attack: reads a key by a path that goes upwards.
# Blocked: the file is not in the view.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open(names["UPWARDS_KEY"]) as file:
        return int(bool(file.read(1)))
