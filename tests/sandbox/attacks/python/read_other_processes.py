# Attack: looks for the test in the command lines and memories of all processes.
# Blocked: other processes cannot be read, and none has it in its command line.

import os
import re
from typing import Any


def attack(names: dict[str, Any]) -> object:
    for name in os.listdir("/proc"):
        for part in ("cmdline", "environ", "mem", "stack"):
            try:
                with open(f"/proc/{name}/{part}", "rb", 0) as file:
                    found = re.search(rb"in \(1, (\d+)\)", file.read(1 << 20))
            except OSError:
                continue
            if found:
                return int(found[1])
    return 0
