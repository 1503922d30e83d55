# Attack: leaves compiled code beside the standard library.
# Blocked: nothing is writable.

import os
from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open(f"{os.path.dirname(os.__file__)}/{names['MARKER_NAME']}.py", "w") as file:
        file.write("evil = True")
    return 1
