# Attack: reads a key through the root of the first process.
# Blocked: the link leads to the same view.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open(f"/proc/1/root{names['TMP_KEY']}") as file:
        return int(bool(file.read(1)))
