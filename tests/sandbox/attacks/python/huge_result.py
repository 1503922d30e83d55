# Attack: returns more than can be sent.
# Blocked: messages have a largest size.
# Confinement: has no part in it.
# Seen as: ends its process

from typing import Any


def attack(names: dict[str, Any]) -> object:
    return "x" * (65 << 20)
