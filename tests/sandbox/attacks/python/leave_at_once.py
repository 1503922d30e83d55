# Attack: ends its process as one that succeeded.
# Blocked: only the test's process can say that a test passes.
# Confinement: has no part in it.
# Seen as: ends its process (exit code 0)

import os
from typing import Any


def attack(names: dict[str, Any]) -> object:
    os._exit(0)
