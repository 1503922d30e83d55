# Attack: sends a datagram.
# Blocked: there is no network.

import socket
from typing import Any


def attack(names: dict[str, Any]) -> object:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"here", ("127.0.0.1", names["UDP_PORT"]))
    return 0  # nobody knows whether it has come; the world does
