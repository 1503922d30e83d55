# Attack: starts processes without end.
# Blocked: no process can be started.

import os
from typing import Any


def attack(names: dict[str, Any]) -> object:
    while True:
        os.fork()
