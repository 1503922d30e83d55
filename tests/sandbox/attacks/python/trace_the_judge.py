# Attack: attaches itself to the judge.
# Blocked: it may not, and cannot see it.

import ctypes
from typing import Any


def attack(names: dict[str, Any]) -> object:
    libc = ctypes.CDLL(None)
    return int(libc.ptrace(16, names["JUDGE"], None, None) == 0)
