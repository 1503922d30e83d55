# Attack: listens on a port of the machine.
# Blocked: there is no network; a port of its own network is nobody's.

import socket
import time
from typing import Any


def attack(names: dict[str, Any]) -> object:
    with socket.create_server(("127.0.0.1", names["FREE_PORT"])):
        time.sleep(0.1)
    return 0  # the world knows whether anybody could connect
