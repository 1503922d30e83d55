"""What attacks are after: planted keys, listeners, and places to leave something in.

Everything is open to everybody, so that only the sandbox stands in the way.
"""

import ctypes
import os
import resource
import secrets
import signal
import socket
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType


@dataclass(frozen=True)
class World:
    """The places and listeners of one session; `token` is in all of their names."""

    token: str
    folder: Path
    tcp: socket.socket
    udp: socket.socket
    unix: socket.socket
    abstract: socket.socket
    free_port: int
    signals: list[int]
    settings: tuple[object, ...]

    @property
    def secret(self) -> str:
        return f"planted-secret-{self.token}"

    @property
    def libraries(self) -> Path:
        return self.folder / "libraries"

    @property
    def scratch(self) -> Path:
        """Where working folders of builds are made, at levels that need a place for them."""
        return self.folder / "scratch"

    @property
    def keys(self) -> dict[str, Path]:
        """The planted files, by the macros with which attacks name them."""
        return {
            "HOME_KEY": Path.home() / f".lessonls-key-{self.token}",
            "TMP_KEY": Path(f"/tmp/lessonls-key-{self.token}"),  # noqa: S108
            "BESIDE_KEY": self.folder / "key",
        }

    @property
    def header(self) -> str:
        """The names as macros, which attacks in C include."""
        lines = [
            f'#define {name} "{value}"' if isinstance(value, str) else f"#define {name} {value}"
            for name, value in self.names.items()
        ]
        return "\n".join([*lines, ""])

    @property
    def names(self) -> dict[str, str | int]:
        """What attacks have to know of the places and listeners."""
        marker = f"lessonls-marker-{self.token}"
        words = {name: str(path) for name, path in self.keys.items()} | {
            "UPWARDS_KEY": "../" * 12 + str(self.keys["TMP_KEY"]).removeprefix("/"),
            "HOME": str(Path.home()),
            "TEMPORARY": tempfile.gettempdir(),
            "LIBRARIES": str(self.libraries),
            "MARKER_NAME": marker,
            "HOME_MARKER": str(Path.home() / marker),
            "TMP_MARKER": f"/tmp/{marker}",  # noqa: S108
            "UNIX_SOCKET": str(self.folder / "socket"),
            "ABSTRACT_SOCKET": marker,
            "PROCESS_NAME": self.process_name,
            "JUDGE_ENVIRONMENT": f"/proc/{os.getpid()}/environ",
        }
        numbers = {
            "TCP_PORT": self.tcp.getsockname()[1],
            "UDP_PORT": self.udp.getsockname()[1],
            "FREE_PORT": self.free_port,
            "IPC_KEY": int(self.token, 16),
        }
        return {**words, **numbers}

    @property
    def process_name(self) -> str:
        return f"evil-{self.token}"

    def traces(self) -> list[str]:
        """What an attack has left or reached; nothing when all is as it was planted."""
        found = [f"signal {number}" for number in self.signals]
        found += [f"file {path}" for path in self._markers()]
        found += [f"key {path}" for path in self.keys.values() if not self._whole(path)]
        found += [
            f"a visitor at {listener}" for listener in self._listeners() if _visited(listener)
        ]
        found += [f"process {pid}" for pid in self.processes()]
        found += [f"System V {kind}" for kind in ("shm", "msg", "sem") if self._in_system_v(kind)]
        if _settings() != self.settings:
            found.append("limits or priorities of the judge")
        if _connects(self.free_port):
            found.append("a listener")
        if _message_queue_exists(f"/lessonls-marker-{self.token}"):
            found.append("a message queue")
        return found

    def processes(self) -> list[int]:
        """Processes that carry the token in their name or command line, or work in scratch."""
        wanted = self.token.encode()
        return [pid for pid in _processes() if pid != os.getpid() and self._ours(pid, wanted)]

    def _ours(self, pid: int, wanted: bytes) -> bool:
        place = Path(f"/proc/{pid}")
        try:
            words = (place / "comm").read_bytes() + (place / "cmdline").read_bytes()
        except OSError:
            return False  # it has ended
        return wanted in words and not _is_zombie(pid)

    def _markers(self) -> list[Path]:
        marker = f"lessonls-marker-{self.token}"
        places = [Path.home(), Path("/tmp"), Path("/dev/shm"), Path("/"), Path.cwd()]  # noqa: S108
        return [
            path
            for path in [*(place / marker for place in places), *self.libraries.glob(f"*{marker}*")]
            if path.is_symlink() or path.exists()
        ] + list(self.scratch.iterdir())

    def _whole(self, path: Path) -> bool:
        return path.read_text(encoding="utf-8") == self.secret

    def _listeners(self) -> tuple[socket.socket, ...]:
        return (self.tcp, self.udp, self.unix, self.abstract)

    def _in_system_v(self, kind: str) -> bool:
        lines = Path(f"/proc/sysvipc/{kind}").read_text(encoding="ascii").splitlines()[1:]
        return any(line.split()[0] == str(int(self.token, 16)) for line in lines)


@contextmanager
def planted() -> Generator[World]:
    """Plants everything; takes it away afterwards."""
    token = secrets.token_hex(3)
    signals: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        signals.append(number)

    with tempfile.TemporaryDirectory(prefix="lessonls-attacks-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        listeners = _listen(str(folder / "socket"), f"\0lessonls-marker-{token}")
        before = signal.signal(signal.SIGUSR1, note)
        world = World(token, folder, *listeners, _free_port(), signals, _settings())
        for place in (world.libraries, world.scratch):
            place.mkdir()
            place.chmod(0o777)
        try:
            for key in world.keys.values():
                key.write_text(world.secret, encoding="utf-8")
                key.chmod(0o666)
            yield world
        finally:
            signal.signal(signal.SIGUSR1, before)
            for key in world.keys.values():
                key.unlink(missing_ok=True)
            for listener in listeners:
                listener.close()


def descendants(pid: int) -> set[int]:
    """The processes that a process has started, and theirs; without zombies."""
    children: dict[int, list[int]] = {}
    for each in _processes():
        if not _is_zombie(each):
            children.setdefault(int(_status(each)[1] or 0), []).append(each)
    found: set[int] = set()
    waiting = [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found |= set(below)
        waiting += below
    return found


def _listen(
    path: str, name: str
) -> tuple[socket.socket, socket.socket, socket.socket, socket.socket]:
    tcp = socket.create_server(("127.0.0.1", 0))
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", 0))
    unix, abstract = (socket.socket(socket.AF_UNIX) for _ in range(2))
    unix.bind(path)
    Path(path).chmod(0o777)
    abstract.bind(name)
    for listener in (unix, abstract):
        listener.listen()
    for listener in (tcp, udp, unix, abstract):
        listener.setblocking(False)
    return tcp, udp, unix, abstract


def _visited(listener: socket.socket) -> bool:
    try:
        if listener.type is socket.SOCK_DGRAM:
            return bool(listener.recv(100))
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _connects(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _message_queue_exists(name: str) -> bool:
    opened = int(ctypes.CDLL(None).mq_open(name.encode(), os.O_RDONLY))
    if opened >= 0:
        os.close(opened)
    return opened >= 0


def _settings() -> tuple[object, ...]:
    return (
        os.sched_getaffinity(0),
        os.getpriority(os.PRIO_PROCESS, 0),
        resource.getrlimit(resource.RLIMIT_NOFILE),
    )


def _processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208


def _status(pid: int) -> tuple[str, str]:
    """A process's state and parent; empty when it is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "", ""
    state, parent, *_ = text.rpartition(")")[2].split()
    return state, parent


def _is_zombie(pid: int) -> bool:
    return _status(pid)[0] in {"Z", ""}
