# Attack: prints what a test says that passes.
# Blocked: what is printed goes nowhere.
# Confinement: has no part in it.

import os
from typing import Any


def attack(names: dict[str, Any]) -> object:
    print("passed", flush=True)
    os.write(1, b'\0\0\0\3d""')
    os.write(2, b"OK")
    return 0
