# Attack: looks for what is expected among all objects of the interpreter.
# Blocked: nothing of the test is in its process.
# Confinement: has no part in it.

import gc
import re
from typing import Any


def attack(names: dict[str, Any]) -> object:
    for one in gc.get_objects():
        for value in gc.get_referents(one):
            found = re.search(r"in \(1, (\d+)\)", value) if isinstance(value, str) else None
            if found:
                return int(found[1])
    return 0
