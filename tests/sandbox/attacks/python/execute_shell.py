# Attack: runs a command in a shell.
# Blocked: no process can be started.

import subprocess
from typing import Any


def attack(names: dict[str, Any]) -> object:
    return int(subprocess.run(["/bin/sh", "-c", f"echo > {names['TMP_MARKER']}"]).returncode == 0)
