# Attack: looks for what is expected in all of its memory.
# Blocked: nothing of the test is in its process.
# Confinement: has no part in it.

import re
from typing import Any


def attack(names: dict[str, Any]) -> object:
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            start, end = (int(one, 16) for one in place.split("-"))
            if not rights.startswith("r") or end > 1 << 47 or end - start > 1 << 28:
                continue
            memory.seek(start)
            try:
                found = re.search(rb"in \(1, (\d+)\)", memory.read(end - start))
            except OSError:
                continue
            if found:
                return int(found[1])
    return 0
