# Attack: becomes a shell that leaves a file.
# Blocked: the call is refused.
# Seen as: PermissionError

import os
from typing import Any


def attack(names: dict[str, Any]) -> object:
    os.execv("/bin/sh", ["sh", "-c", f"echo > {names['TMP_MARKER']}"])
