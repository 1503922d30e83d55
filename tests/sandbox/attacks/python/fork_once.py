# Attack: starts a process that lives on.
# Blocked: no process can be started.

import os
import time
from typing import Any


def attack(names: dict[str, Any]) -> object:
    if os.fork() == 0:
        os.setsid()
        time.sleep(60)
    return 1
