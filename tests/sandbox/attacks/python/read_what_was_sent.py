# Attack: reads what it is sent once more, for the test.
# Blocked: it was never sent the test.
# Confinement: has no part in it.

import os
import re
from typing import Any


def attack(names: dict[str, Any]) -> object:
    for handle in range(3, 64):
        try:
            os.set_blocking(handle, False)
            found = re.search(rb"in \(1, (\d+)\)", os.read(handle, 1 << 20))
        except OSError:
            continue
        if found:
            return int(found[1])
    return 0
