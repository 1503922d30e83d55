# Attack: makes assertions pass, and everything equal.
# Blocked: the test is in another process.
# Confinement: has no part in it.

import builtins
from typing import Any


def attack(names: dict[str, Any]) -> object:
    builtins.AssertionError = type("Passed", (Exception,), {})  # type: ignore[assignment]
    builtins.eval = builtins.exec = lambda *_: True  # type: ignore[assignment]
    builtins.repr = lambda _: "1"  # type: ignore[assignment]
    return 0
