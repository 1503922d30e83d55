# Attack: replaces what modules of ours do in its process.
# Blocked: the test is in another process.
# Confinement: has no part in it.

import sys
from typing import Any


def attack(names: dict[str, Any]) -> object:
    for name, module in list(sys.modules.items()):
        if name.startswith("lessonls"):
            for one in list(vars(module)):
                if callable(vars(module)[one]) and one not in {"packed", "framed", "Line"}:
                    setattr(module, one, print)
    return 0
