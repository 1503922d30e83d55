"""Starts one command under Landlock and a system-call filter, and ends all that it started.

    python -I -S launch.py NAME=VALUE... -- COMMAND...

`landlock.py` writes the command line; the command's first word is a full path. This program
imports nothing of ours, and little at all: it runs before every command. It stays as the parent
of the command: it waits for its end, for a SIGTERM, for the death of whoever asked, or for a
full working folder. Then it kills the command's process group, which nothing confined can
leave, and deletes the folder.
"""

import ctypes
import os
import signal
import sys
from typing import NoReturn

_FAILED = 71
_TOO_MUCH = 72
_STOPPED = 143
_POLL_SECONDS = 0.1
_CLOSED = 1 << 62  # bytes that may be in a folder that does not let us look
_SIGNALS = {signal.SIGTERM, signal.SIGCHLD}

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 1, 22, 36, 38
_FILTER_MODE = 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_MAKE_SPECIAL = 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11  # device, socket, named pipe, device
_TRUNCATE = 1 << 14
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


_libc = ctypes.CDLL(None, use_errno=True)


class Plan:
    """The words before `--`: for each name its values, in order."""

    def __init__(self, words: list[str]) -> None:
        self._words = [word.partition("=") for word in words]

    def all(self, name: str) -> list[str]:
        """Every value of a name."""
        return [value for key, _, value in self._words if key == name]

    def number(self, name: str) -> int | None:
        """The value of a name as a number, or None when it is not given."""
        values = self.all(name)
        return int(values[0]) if values else None


def main(words: list[str]) -> int:
    """Runs the command; its exit code, or 128 and the signal that ended it."""
    cut = words.index("--")
    plan, command = Plan(words[:cut]), words[cut + 1 :]
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    _become(plan)
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    _prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)  # after _become: a new uid clears it
    if os.getppid() != plan.number("parent"):
        return _STOPPED
    folders = plan.all("scratch")
    if not folders:
        return _supervise(_start(plan, command, None), None, 0)
    scratch = f"{folders[0]}/lessonls-build-{os.getpid()}-{os.urandom(4).hex()}"
    os.mkdir(scratch, 0o700)  # noqa: PTH102 - pathlib takes milliseconds to import
    try:
        return _supervise(_start(plan, command, scratch), scratch, plan.number("bytes") or 0)
    finally:
        _remove(scratch)


def _become(plan: Plan) -> None:
    user, group = plan.number("user"), plan.number("group")
    if user is not None and group is not None:
        os.setgroups([])
        os.setgid(group)
        os.setuid(user)


def _start(plan: Plan, command: list[str], scratch: str | None) -> int:
    """The process id of the command, which is confined before its first instruction."""
    parent = os.getpid()
    child = os.fork()
    if child != 0:
        return child
    try:
        _confine(plan, command, scratch, parent)
    except BaseException as error:  # noqa: BLE001 - this copy of the program must not live on
        print(f"lessonls: {error}", file=sys.stderr, flush=True)  # noqa: T201
    os._exit(_FAILED)


def _confine(plan: Plan, command: list[str], scratch: str | None, parent: int) -> NoReturn:
    os.setsid()
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(_STOPPED)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    for ignored_by_python in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(ignored_by_python, signal.SIG_DFL)
    environment = dict(os.environ)
    os.chdir(scratch or "/")
    if scratch is not None:
        environment["TMPDIR"] = scratch
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _landlock(plan, scratch)
    _deny(bytes.fromhex(plan.all("deny")[0]))
    os.execve(command[0], command, environment)  # noqa: S606 - the point of this program


def _landlock(plan: Plan, scratch: str | None) -> None:
    """Takes away the rights to all files except the plan's, TCP, and signals to others."""
    version = plan.number("abi") or 1
    everything = (1 << 13) - 1
    everything |= (version >= 2) << 13 | (version >= 3) << 14 | (version >= 5) << 15
    network = 0b11 if version >= 4 else 0
    scoped = 0b11 if version >= 6 else 0
    attributes = b"".join(bits.to_bytes(8, sys.byteorder) for bits in (everything, network, scoped))
    ruleset = _call(_CREATE_RULESET, attributes, len(attributes), 0)
    read = _READ_FILE | _READ_DIR
    for place in plan.all("run"):
        _allow(ruleset, place, read | _EXECUTE)
    for place in [*plan.all("read"), "/proc/self"]:
        _allow(ruleset, place, read)
    for place in plan.all("write"):
        _allow(ruleset, place, (_READ_FILE | _WRITE_FILE | _TRUNCATE) & everything)
    if scratch is not None:
        _allow(ruleset, scratch, everything & ~_MAKE_SPECIAL)
    _call(_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow(ruleset: int, place: str, rights: int) -> None:
    """Rights to a folder and all below, or to one file."""
    handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        is_folder = os.fstat(handle).st_mode & 0o170000 == 0o040000
        granted = rights if is_folder else rights & _FILE_RIGHTS
        rule = granted.to_bytes(8, sys.byteorder) + handle.to_bytes(4, sys.byteorder)
        _call(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    finally:
        os.close(handle)


def _deny(code: bytes) -> None:
    program = _Program(len(code) // 8, code)
    _prctl(_PR_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program))


def _supervise(child: int, scratch: str | None, limit: int) -> int:
    """Waits for one of the reasons to end, ends everything, and gives the exit code."""
    code = None
    try:
        while code is None and not _ended(child):
            if scratch is None:
                got = signal.sigwait(_SIGNALS)
            else:
                information = signal.sigtimedwait(_SIGNALS, _POLL_SECONDS)
                got = information.si_signo if information else None
                if _used(scratch) > limit:
                    print(f"lessonls: more than {limit >> 20} MiB of files", file=sys.stderr)  # noqa: T201
                    code = _TOO_MUCH
            if got == signal.SIGTERM:
                code = _STOPPED
    finally:
        status = _end(child)
    return os.waitstatus_to_exitcode(status) % 256 if code is None else code


def _ended(child: int) -> bool:
    """Whether it is a zombie; it stays one, so that its process group keeps its number."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _end(child: int) -> int:
    """Kills the command with all its descendants and waits for them; the command's status."""
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:  # it has not made its group yet, and so no descendants
        os.kill(child, signal.SIGKILL)
    status = 0
    while True:
        try:
            pid, ending = os.wait()
        except ChildProcessError:
            return status
        if pid == child:
            status = ending


def _used(folder: str) -> int:
    """Bytes that a folder takes up, in which an empty file counts too, and a closed folder."""
    total = 0
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                total += 4096 + entry.stat(follow_symlinks=False).st_blocks * 512
                if entry.is_dir(follow_symlinks=False):
                    total += _used(entry.path)
    except FileNotFoundError:
        pass  # the compiler has just deleted it
    except PermissionError:
        return _CLOSED
    return total


def _remove(folder: str) -> None:
    """Deletes a folder in which nobody works any more."""
    os.chmod(folder, 0o700)  # noqa: PTH101
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _remove(entry.path)
            else:
                os.unlink(entry.path)  # noqa: PTH108
    os.rmdir(folder)  # noqa: PTH106


def _call(number: int, *arguments: int | bytes) -> int:
    result = int(_libc.syscall(number, *arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), f"Landlock call {number} failed")
    return result


def _prctl(option: int, first: int, second: object = 0) -> None:
    zero = ctypes.c_ulong(0)  # the kernel looks at arguments that are not used, too
    if _libc.prctl(option, ctypes.c_ulong(first), second or zero, zero, zero) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {option} failed")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except OSError as problem:
        sys.exit(f"lessonls: {problem}")
