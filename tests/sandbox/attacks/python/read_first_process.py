# Attack: reads the environment of the first process inside.
# Blocked: it is empty, or cannot be seen.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open("/proc/1/environ") as file:
        return int("PLANTED_KEY" in file.read())
