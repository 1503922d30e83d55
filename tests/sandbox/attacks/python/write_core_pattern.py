# Attack: writes what the kernel starts when a process crashes.
# Blocked: nothing is writable.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open("/proc/sys/kernel/core_pattern", "w") as file:
        file.write("here")
    return 1
