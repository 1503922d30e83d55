# Attack: looks for what is expected on the stack.
# Blocked: nothing of the test is in its process.
# Confinement: has no part in it.

import inspect
import re
from typing import Any


def attack(names: dict[str, Any]) -> object:
    frame: Any = inspect.currentframe()
    while frame is not None:
        for value in frame.f_locals.values():
            found = re.search(r"in \(1, (\d+)\)", repr(value))
            if found:
                return int(found[1])
        frame = frame.f_back
    return 0
