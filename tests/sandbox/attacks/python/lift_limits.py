# Attack: lifts the limits that it has.
# Blocked: only root may.

import resource
from typing import Any


def attack(names: dict[str, Any]) -> object:
    resource.setrlimit(resource.RLIMIT_NPROC, (4096, 4096))
    return 1
