"""The deny-list as the kernel runs it, on both processors."""

import errno
import struct

import pytest

from lessonls_sandbox.filter import deny_list, supported

JUDGE = 4711
X86, ARM = (0xC000003E, "x86_64"), (0xC00000B7, "aarch64")
ALLOW, KILL = 0x7FFF0000, 0x80000000
REFUSE, MISSING = 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS


def verdict(processor: tuple[int, str], number: int, argument: int = 0, *, other: int = 0) -> int:
    """What the filter answers to a call: a small interpreter of its instructions."""
    architecture, machine = processor
    data = {0: number, 4: other or architecture, 16: argument & 0xFFFFFFFF}
    code = list(struct.iter_unpack("=HBBI", deny_list(JUDGE, machine)))
    at = loaded = 0
    while True:
        kind, yes, no, value = code[at]
        if kind == 0x06:
            return value
        if kind == 0x20:
            loaded, jump = data[value], 0
        else:
            tests = {0x15: loaded == value, 0x35: loaded >= value, 0x45: bool(loaded & value)}
            jump = yes if tests[kind] else no
        at += 1 + jump


@pytest.mark.parametrize(
    ("processor", "number", "argument", "expected"),
    [
        (X86, 0, 0, ALLOW),  # read
        (ARM, 63, 0, ALLOW),
        (X86, 41, 2, REFUSE),  # socket
        (ARM, 198, 2, REFUSE),
        (X86, 101, 0, REFUSE),  # ptrace
        (ARM, 117, 0, REFUSE),
        (X86, 135, 0x0040000, ALLOW),  # personality
        (ARM, 92, 0x0040000, ALLOW),
        (X86, 56, 17, ALLOW),  # clone: a plain fork
        (X86, 56, 0x10000000 | 17, REFUSE),  # with a new user namespace
        (ARM, 220, 0x40000000 | 17, REFUSE),  # with a new network
        (X86, 435, 0, MISSING),  # clone3
        (X86, 62, 99, ALLOW),  # kill: a child
        (X86, 62, JUDGE, REFUSE),
        (X86, 62, 0, REFUSE),
        (X86, 62, 1, REFUSE),
        (X86, 62, -1, REFUSE),
        (ARM, 129, -JUDGE, REFUSE),
        (X86, 302, 0, ALLOW),  # prlimit64: itself
        (X86, 302, JUDGE, REFUSE),
        (ARM, 122, JUDGE, REFUSE),  # sched_setaffinity
        (X86, 0x40000000 | 1, 0, KILL),  # x32
    ],
)
def test_calls_that_reach_others_are_refused(
    processor: tuple[int, str], number: int, argument: int, expected: int
):
    assert verdict(processor, number, argument) == expected


def test_the_calls_of_another_processor_end_the_process():
    """Their numbers mean something else."""
    assert verdict(X86, 2, other=0x40000003) == KILL


def test_other_processors_are_not_supported():
    assert supported("x86_64")
    assert not supported("riscv64")
