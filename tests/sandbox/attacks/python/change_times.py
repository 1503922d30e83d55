# Attack: changes the times of a file.
# Blocked: the call is refused, before anybody looks for the file.

import os
from typing import Any


def attack(names: dict[str, Any]) -> object:
    try:
        os.utime("/nowhere", (0, 0))
    except PermissionError:
        return 0
    except FileNotFoundError:
        return 1
    return 1
