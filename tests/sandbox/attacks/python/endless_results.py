# Attack: returns an iterator without end.
# Blocked: so many items are taken and no more.
# Confinement: has no part in it.

import itertools
from typing import Any


def attack(names: dict[str, Any]) -> object:
    return itertools.count()
