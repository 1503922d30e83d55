# Attack: reads the command line of the judge.
# Blocked: the process cannot be seen.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open(f"/proc/{names['JUDGE']}/cmdline") as file:
        return int(bool(file.read(1)))
