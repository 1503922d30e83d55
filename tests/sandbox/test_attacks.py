"""Every attack is stopped at every level of confinement, and leaves nothing behind."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from lessonls.adapters.judge.build.harness import runtime_mount, stage_runtime
from lessonls_sandbox.build import Build, build
from lessonls_sandbox.confine import Confinement, Mount
from lessonls_sandbox.run import Order, Runner, Sample
from lessonls_sandbox.wire import decode, encode
from tests.sandbox.world import World, descendants

pytestmark = pytest.mark.xdist_group("judge")  # bombs and timings do not go together

_SOURCES = Path(__file__).with_name("attacks")
_SECONDS, _COMPILER_SECONDS = 0.3, 0.5
_ENOUGH_SECONDS = 20.0
_MEMORY = 256 << 20
_LOG_BYTES = 16 << 10
_SUCCEEDED = 1
_NOT_LOADED = 99

_BINDING = """
#include "serve.hpp"
int attack(int, int);
int main(int argc, char **argv) { return lessonls::serve<decltype(&attack)>(argc, argv); }
"""
_TARGET = """
int attack(int judge, int number);
void *lessonls_target(void) { return (void *)attack; }
void lessonls_warm(void) {}
"""
_GOOD = f"{_TARGET} int attack(int judge, int number) {{ return judge + number; }}"
_ALONE = """
#include <dlfcn.h>
#include <stdlib.h>
int main(int count, char **words) {
    void *library = dlopen(words[1], RTLD_NOW);
    if (library == NULL) return 99;
    return ((int (*)(int, int))dlsym(library, "attack"))(atoi(words[2]), atoi(words[3]));
}
"""
_SHOWN = """
#include <fcntl.h>
int attack(int judge) {
    return open("/libraries/good.so", O_RDONLY) >= 0 || open(LIBRARIES "/good.so", O_RDONLY) >= 0;
}
"""
_SCRIPT = """
g++ -std=gnu++20 -O1 -w -I/harness binding.cpp $(ls /harness/*.cpp | sed 's/cpp$/o/') \
    -o out/harness &&
gcc alone.c -o out/alone &&
gcc -shared -fPIC good.c -o out/good.so &&
gcc -shared -fPIC -w -include planted.h attacks.c -o out/attacks.so -pthread -lrt
"""


@dataclass(frozen=True)
class Attack:
    """One program of the folder, and what the lines at its top say."""

    path: Path
    seen: str
    seconds: float
    harmless_alone: bool


def attack(path: Path) -> Attack:
    head = path.read_text(encoding="utf-8")
    assert "// Attack: " in head
    assert "// Blocked: " in head
    seen = re.search(r"// Seen as: (.*)", head)
    seconds = _SECONDS if "// Ends: by the clock." in head else _ENOUGH_SECONDS
    return Attack(path, seen[1] if seen else "", seconds, "// Harmless alone:" in head)


ATTACKS = [attack(path) for path in sorted(_SOURCES.glob("*.c"))]
ON_COMPILERS = [attack(path) for path in sorted((_SOURCES / "compile").glob("*.c*"))]


def named(one: Attack) -> str:
    return one.path.stem


def all_attacks() -> str:
    """One source with all attacks: compiling one is quick, compiling eighty is not."""
    names = [*map(named, ATTACKS), "read_shown"]
    parts = [_TARGET]
    for name in names:
        parts += [f"#undef attack\n#define attack attack_{name}", f'#include "{name}.c"']
    table = ", ".join(f"attack_{name}" for name in names)
    parts += ["#undef attack", f"static int (*const attacks[])(int) = {{{table}}};"]
    return "\n".join(
        [*parts, "int attack(int judge, int number) { return attacks[number](judge); }"]
    )


@pytest.fixture(scope="module")
def programs(level: Confinement, world: World) -> Path:
    """The harness and `alone`, which loads a library without a fork server around it."""
    sources = {a.path.name: a.path.read_bytes() for a in ATTACKS} | {
        "attacks.c": all_attacks().encode(),
        "read_shown.c": _SHOWN.encode(),
        "good.c": _GOOD.encode(),
        "binding.cpp": _BINDING.encode(),
        "alone.c": _ALONE.encode(),
        "planted.h": world.header.encode(),
    }
    shown = [runtime_mount(stage_runtime(world.folder / f"runtime-{level.level}"))]
    built = build(["/bin/sh", "-c", _SCRIPT], sources, shown, confinement=level)
    assert built.succeeded, built.diagnostics
    for name, content in built.files.items():
        place = world.libraries if name.endswith(".so") else world.folder
        (place / name).write_bytes(content)
        (place / name).chmod(0o755)
    return world.folder


@pytest.fixture(scope="module")
def runner(level: Confinement, programs: Path, world: World) -> Iterator[Runner]:
    with closing(Runner(programs / "harness", world.libraries, {}, level)) as found:
        yield found


@pytest.fixture(autouse=True)
def untouched(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Afterwards the world is as it was, and there are the same processes."""
    monkeypatch.setenv("PLANTED_KEY", world.secret)
    yield
    assert world.traces() == []


def call(runner: Runner, library: str, number: int, seconds: float) -> tuple[Sample, int | None]:
    """What a library answers to a number; None when there is no answer that can be read.

    With all that candidates are ever allowed: sanitized ones open files, OpenMP starts threads.
    """
    arguments = encode([np.array([value], np.int32) for value in (os.getpid(), number)])
    order = Order(library, arguments, 1, seconds=seconds, memory=_MEMORY, files=True, team=True)
    sample = runner.sample(order)
    columns = decode(sample.answer, [np.dtype("i4")] * 3)
    return sample, None if sample.problem or columns is None else int(columns[0][0])


@pytest.mark.parametrize("attack", ATTACKS, ids=named)
def test_a_candidate_cannot(attack: Attack, runner: Runner):
    """And the fork server answers the next request as if nothing had been."""
    before = descendants(os.getpid())
    sample, returned = call(runner, "attacks.so", ATTACKS.index(attack), attack.seconds)
    assert returned != _SUCCEEDED
    assert attack.seen in sample.problem or sample.timed_out
    assert len(sample.log) <= _LOG_BYTES
    assert descendants(os.getpid()) == before
    assert call(runner, "good.so", 42, _ENOUGH_SECONDS)[1] == os.getpid() + 42


@pytest.mark.parametrize("attack", [a for a in ATTACKS if not a.harmless_alone], ids=named)
def test_a_program_cannot(attack: Attack, level: Confinement, programs: Path, world: World):
    """What the level itself stops, without the allow-list that candidates run under.

    In namespaces of its own a program may make a socket or shared memory that nobody else
    sees; then the world outside must not have noticed.
    """
    before = descendants(os.getpid())
    numbers = [str(os.getpid()), str(ATTACKS.index(attack))]
    argv = ["/alone", "/libraries/attacks.so", *numbers]
    shown = [Mount(programs / "alone", "/alone"), Mount(world.libraries, "/libraries")]
    with level.start(argv, shown, stderr=subprocess.PIPE) as process:
        try:
            _, errors = process.communicate(timeout=_ENOUGH_SECONDS)
        finally:
            process.kill()
    assert b"lessonls:" not in errors
    assert level.level == "bubblewrap" or process.returncode != _SUCCEEDED
    assert process.returncode != _NOT_LOADED
    assert descendants(os.getpid()) == before


def compiled(level: Confinement, world: World, name: str, source: bytes, seconds: float) -> Build:
    compiler = "g++" if name.endswith(".cpp") else "gcc"
    argv = [compiler, f"-DTOKEN_{world.token}", "-include", "planted.h", "-c", name]
    sources = {name: source, "planted.h": world.header.encode()}
    return build([*argv, "-o", "out/unit"], sources, timeout=seconds, confinement=level)


@pytest.mark.parametrize("attack", ON_COMPILERS, ids=named)
def test_a_source_cannot(
    attack: Attack, level: Confinement, world: World, monkeypatch: pytest.MonkeyPatch
):
    """Neither what is built nor what the compiler says holds anything of the user's."""
    monkeypatch.setattr(tempfile, "tempdir", str(world.scratch))
    seconds = _COMPILER_SECONDS if attack.seconds == _SECONDS else _ENOUGH_SECONDS
    before = descendants(os.getpid())
    built = compiled(level, world, attack.path.name, attack.path.read_bytes(), seconds)
    told = built.diagnostics.encode() + b"".join(built.files.values())
    for secret in (world.secret, "key-was-found", "root:"):
        assert secret.encode() not in told
    assert descendants(os.getpid()) == before
    assert compiled(level, world, "good.c", _GOOD.encode(), _ENOUGH_SECONDS).succeeded


def test_an_attack_that_succeeds_is_noticed(runner: Runner):
    """What the sandbox does show can be read: else the suite would prove nothing."""
    assert call(runner, "attacks.so", len(ATTACKS), _ENOUGH_SECONDS)[1] == _SUCCEEDED


def test_there_are_enough_attacks():
    assert len(ATTACKS) >= 34
