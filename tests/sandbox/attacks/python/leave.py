# Attack: leaves as a program does that succeeded.
# Blocked: only the test's process can say that a test passes.
# Confinement: has no part in it.
# Seen as: SystemExit

import sys
from typing import Any


def attack(names: dict[str, Any]) -> object:
    sys.exit(0)
