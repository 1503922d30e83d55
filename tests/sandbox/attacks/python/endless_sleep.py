# Attack: sleeps.
# Blocked: its time is limited.
# Seen as: takes too long
# Ends: by the clock.

import time
from typing import Any


def attack(names: dict[str, Any]) -> object:
    time.sleep(3600)
