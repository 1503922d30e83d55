# Attack: closes what it is connected with.
# Blocked: who does not answer fails.
# Confinement: has no part in it.

import os
from typing import Any


def attack(names: dict[str, Any]) -> object:
    os.closerange(0, 1024)
    return 0
