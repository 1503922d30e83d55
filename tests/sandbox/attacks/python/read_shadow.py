# Attack: reads the passwords of the machine.
# Blocked: the file is not in the view.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open("/etc/shadow") as file:
        return int(bool(file.read(1)))
