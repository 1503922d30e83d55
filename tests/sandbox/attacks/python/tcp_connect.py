# Attack: connects to a server on the machine.
# Blocked: there is no network.

import socket
from typing import Any


def attack(names: dict[str, Any]) -> object:
    with socket.create_connection(("127.0.0.1", names["TCP_PORT"])):
        return 1
