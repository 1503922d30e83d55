"""The server of `fake_server.py` as a process that is there at once.

Most of the second that it takes to start is spent on loading it, the same every time. So `load`
loads it once and waits at a socket. What a client starts is `ask`: it hands its environment and
its standard streams to a fork of that process, and ends as the fork does.
"""

import json
import os
import runpy
import select
import signal
import socket
import sys
from pathlib import Path

_STREAMS = 3
_LONGEST = 1 << 17


def ask(place: str) -> int:
    """Has a server run with our environment and streams; its exit code."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as line:
        line.connect(place)
        environment = json.dumps(dict(os.environ)).encode()
        socket.send_fds(line, [environment], range(_STREAMS))
        for stream in range(_STREAMS):
            os.close(stream)  # from now on they are the server's alone
        code = line.recv(_STREAMS)
    return int(code) if code else 1


def load(place: str) -> int:
    """Serves everyone who asks, until whoever started it is gone."""
    fakes = runpy.run_path(str(Path(__file__).with_name("fake_server.py")))
    with fork(place) as line:
        code: int = fakes["serve"]()
        line.send(str(code).encode())
    return code


def fork(place: str) -> socket.socket:
    """Returns in a fork for everyone who asks, with the line that the exit code goes over."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how forks ended
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        listening.bind(place)
        listening.listen()
        while True:
            ready, _, _ = select.select([listening, sys.stdin], [], [])
            if sys.stdin in ready:
                sys.exit()
            line, _ = listening.accept()
            if os.fork() == 0:
                break
            line.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    environment, streams, _, _ = socket.recv_fds(line, _LONGEST, _STREAMS)
    os.environ.clear()
    os.environ.update(json.loads(environment))
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    return line


if __name__ == "__main__":
    act, place = sys.argv[1:]
    sys.exit(load(place) if act == "load" else ask(place))
