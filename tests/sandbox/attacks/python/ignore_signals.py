# Attack: ignores every signal and works on.
# Blocked: it is killed.
# Seen as: takes too long
# Ends: by the clock.

import signal
from typing import Any


def attack(names: dict[str, Any]) -> object:
    for number in range(1, 32):
        try:
            signal.signal(number, signal.SIG_IGN)
        except OSError:
            continue
    while True:
        pass
