# Attack: sends a signal to every process.
# Blocked: only what it started itself is reached.

import os
import signal
from typing import Any


def attack(names: dict[str, Any]) -> object:
    os.kill(-1, signal.SIGUSR1)
    return 0  # the world knows whether anybody got one
