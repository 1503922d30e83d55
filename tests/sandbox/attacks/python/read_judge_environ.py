# Attack: reads the environment of the judge.
# Blocked: the process cannot be seen.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open(f"/proc/{names['JUDGE']}/environ") as file:
        return int(bool(file.read(1)))
