# Attack: starts threads without end.
# Blocked: no thread can be started.

import threading
import time
from typing import Any


def attack(names: dict[str, Any]) -> object:
    while True:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
