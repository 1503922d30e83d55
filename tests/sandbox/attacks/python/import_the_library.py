# Attack: imports packages of the user that are installed for Python.
# Blocked: only the standard library is there.

from typing import Any


def attack(names: dict[str, Any]) -> object:
    import numpy

    return int(bool(numpy))
