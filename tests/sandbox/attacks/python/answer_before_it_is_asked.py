# Attack: sends many answers at once.
# Blocked: they are taken for answers, one a call.
# Confinement: has no part in it.

import os
from typing import Any


def attack(names: dict[str, Any]) -> object:
    for handle in range(3, 64):
        for answer in (b'{"dict": [["returned", 0]]}', b"null", b"[]"):
            try:
                os.write(handle, len(answer).to_bytes(4, "big") + answer)
            except OSError:
                continue
    return 0
