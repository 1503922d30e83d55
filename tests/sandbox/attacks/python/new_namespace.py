# Attack: makes a user namespace in which it is root.
# Blocked: it may not.

import ctypes
from typing import Any


def attack(names: dict[str, Any]) -> object:
    return int(ctypes.CDLL(None).unshare(0x10000000) == 0)
