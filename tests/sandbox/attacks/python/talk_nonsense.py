# Attack: answers with what no value is.
# Blocked: what cannot be read is no result.
# Confinement: has no part in it.

import os
from typing import Any


def attack(names: dict[str, Any]) -> object:
    for handle in range(3, 64):
        try:
            os.write(handle, b"\0\0\0\4\xff{[}")
        except OSError:
            continue
    return 0
