# Attack: sends a signal to the judge.
# Blocked: the process cannot be signalled.

import os
import signal
from typing import Any


def attack(names: dict[str, Any]) -> object:
    os.kill(names["JUDGE"], signal.SIGUSR1)
    return 1
