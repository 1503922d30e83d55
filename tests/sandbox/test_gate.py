"""What programs say to the controller."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from lessonls_sandbox.replay.gate import Gate, Sample

HASTY = """
import socket, struct, sys
def hello(kind, number):
    return struct.pack("=12q", kind, number, *[0] * 10)
def connected():
    found = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    found.connect(sys.argv[1])
    return found
own = connected()
own.send(hello(0, 0))
own.recv(1024)
own.send(hello(1, 1))
own.recv(1024)
checkpoint = connected()
checkpoint.send(hello(2, 0))
own.send(hello(4, 7))
"""
"""A program that says at its first call already how many there were, and is gone."""


def test_last_words_of_a_program_that_is_gone_are_heard(tmp_path: Path):
    with closing(Gate(tmp_path)) as gate:
        process = subprocess.Popen([sys.executable, "-c", HASTY, str(gate.path)])

        def waits(_: Sample) -> int:
            process.wait()
            return 1

        assert gate.attend(process, 1, 20.0, waits)
        assert gate.calls == 7
