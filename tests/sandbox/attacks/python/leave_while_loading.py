# Attack: ends its process before the test begins.
# Blocked: only the test's process can say that a test passes.
# Confinement: has no part in it.
# Seen as: ends its process (exit code 0)

import os
from typing import Any


os._exit(0)


def attack(names: dict[str, Any]) -> object:
    return 1
