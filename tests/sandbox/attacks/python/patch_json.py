# Attack: replaces how values are written.
# Blocked: they are read again elsewhere, as data.
# Confinement: has no part in it.

import json
from typing import Any


def attack(names: dict[str, Any]) -> object:
    json.dumps = lambda *_, **__: '{"dict": [["passed", true], ["reason", ""]]}'  # type: ignore[assignment]
    return 0
