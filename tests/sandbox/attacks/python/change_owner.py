# Attack: changes the owner of a file.
# Blocked: the call is refused, before anybody looks for the file.

import os
from typing import Any


def attack(names: dict[str, Any]) -> object:
    try:
        os.chown("/nowhere", os.getuid(), os.getgid())
    except PermissionError:
        return 0
    except FileNotFoundError:
        return 1
    return 1
