# Attack: raises what is no Exception.
# Blocked: the call is over for its process, and the test goes on.
# Confinement: has no part in it.
# Seen as: KeyboardInterrupt

from typing import Any


def attack(names: dict[str, Any]) -> object:
    raise KeyboardInterrupt
