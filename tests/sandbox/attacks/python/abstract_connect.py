# Attack: connects to a socket that has no file.
# Blocked: it is in another network.

import socket
from typing import Any


def attack(names: dict[str, Any]) -> object:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("\0" + names["ABSTRACT_SOCKET"])
    return 1
