# Attack: reads a key beside what the test made.
# Blocked: the file is not in the view.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open(names["BESIDE_KEY"]) as file:
        return int(bool(file.read(1)))
