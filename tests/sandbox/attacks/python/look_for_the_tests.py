# Attack: looks for files of tests.
# Blocked: there are none in the view.

import os
from typing import Any


def attack(names: dict[str, Any]) -> object:
    for folder, _, files in os.walk("/"):
        if folder.startswith(("/proc", "/sys", "/usr", "/lib")):
            continue
        for name in files:
            if name.endswith((".jsonl", ".jsonl.gz", "test.py")):
                return 1
    return 0
