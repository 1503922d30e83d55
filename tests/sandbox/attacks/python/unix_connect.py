# Attack: connects to a socket in the file system.
# Blocked: the socket is not in the view.

import socket
from typing import Any


def attack(names: dict[str, Any]) -> object:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(names["UNIX_SOCKET"])
    return 1
