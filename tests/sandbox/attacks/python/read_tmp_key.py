# Attack: reads a key in /tmp.
# Blocked: the file is not in the view.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open(names["TMP_KEY"]) as file:
        return int(bool(file.read(1)))
