# Attack: reads the memory of the judge.
# Blocked: the process cannot be seen.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open(f"/proc/{names['JUDGE']}/mem") as file:
        return int(bool(file.read(1)))
