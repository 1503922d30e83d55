# Attack: takes all memory.
# Blocked: its memory is limited.
# Seen as: MemoryError

from typing import Any


def attack(names: dict[str, Any]) -> object:
    taken: list[bytearray] = []
    while True:
        taken.append(bytearray(1 << 26))
