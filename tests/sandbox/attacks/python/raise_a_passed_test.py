# Attack: raises what a framework takes for success or for a skip.
# Blocked: any exception is a failure.
# Confinement: has no part in it.
# Seen as: SkipTest

import unittest
from typing import Any


def attack(names: dict[str, Any]) -> object:
    raise unittest.SkipTest("passed")
