# Attack: changes its root.
# Blocked: only root may.

import os
from typing import Any


def attack(names: dict[str, Any]) -> object:
    os.chroot("/usr")
    return 1
