# Attack: says what a test says that passes, to everybody whom it is connected with.
# Blocked: its words are a result, and no result.
# Confinement: has no part in it.

import os
from typing import Any


def attack(names: dict[str, Any]) -> object:
    for handle in range(3, 64):
        try:
            os.write(handle, b'\0\0\0\3d""')
        except OSError:
            continue
    return 0
