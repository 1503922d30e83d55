"""The harness: the program that calls a function on inputs, with the function's types compiled in.

What does not depend on a function is compiled once for a user and a compiler, and kept: objects,
and the precompiled headers of what does. Nothing is lost with that folder but a few seconds.
"""

import hashlib
import os
import shutil
import tempfile
import time
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import platformdirs

from lessonls.adapters.judge.build.toolchain import first_error, version
from lessonls.core.errors import JudgeError
from lessonls_sandbox.build import Build, build
from lessonls_sandbox.confine import Mount

SOURCES = Path(str(files("lessonls_sandbox") / "harness"))
_PLACE = "/harness"
_UNUSED_SECONDS = 30 * 24 * 3600.0
"""After which what another version has compiled is cleared away."""
_FLAGS = "-std=gnu++20 -O1 -w -fmax-errors=8 -fdiagnostics-color=never -ffunction-sections -pipe"
_RUNTIME = (
    f"{{ g++ {_FLAGS} -x c++-header serve.hpp -o out/serve.hpp.gch & }}"  # half of the work
    " && for file in *.cpp; do"
    ' g++ -std=gnu++20 -O2 -w -ffunction-sections -pipe -c "$file" -o "out/${file%.cpp}.o" || exit;'
    " done"
    " && gcc -w -O2 -fvisibility=hidden -c memory.c -o out/memory.o"
    " && gcc -w -O2 -fPIC -c trace.c -o out/trace.o"
    " && gcc -w -O2 -fPIC -fvisibility=hidden -ffunction-sections -c nudge.c -o out/nudge.o"
    " && gcc -w -O1 -c races.c -o out/races.o"
    " && wait && test -e out/serve.hpp.gch"
)
_SERVER = " ".join(f"{_PLACE}/{path.stem}.o" for path in sorted(SOURCES.glob("*.cpp")))
_CALLS_NOTHING = "-Wl,--gc-sections -Wl,--unresolved-symbols=ignore-all"
"""The harness sees the code for its types alone."""
_BINDING = f"g++ {_FLAGS} -I{_PLACE} -c binding.cpp -o binding.o"
_SANITIZED = (
    f"g++ binding.o {_SERVER} -o out/harness_san {_CALLS_NOTHING} -fsanitize=address,undefined"
)
_PROGRAMS = (
    f"{_BINDING} && g++ binding.o {_SERVER} {_PLACE}/memory.o -o out/harness {_CALLS_NOTHING}"
    f" && strip out/harness && {_SANITIZED}"
)
_RACE_PROGRAM = (
    f" && {{ clang++ binding.o {_SERVER} {_PLACE}/races.o -rdynamic -o out/harness_race"
    " -fsanitize=thread || true; }"
)


def harness(binding: str, runtime: Path, *, races: bool) -> Build:
    """The program for one function twice: `harness`, and `harness_san` with sanitizer runtimes.

    With `races` also `harness_race`, with the runtime of the thread sanitizer.
    """
    script = _PROGRAMS + (_RACE_PROGRAM if races else "")
    sources = {"binding.cpp": binding.encode()}
    return build(["/bin/sh", "-c", script], sources, [runtime_mount(runtime)])


def capturing_harness(binding: str, runtime: Path) -> Build:
    """The program for a caller and what it calls: `harness_san`."""
    sources = {"binding.cpp": binding.encode()}
    return build(
        ["/bin/sh", "-c", f"{_BINDING} && {_SANITIZED}"], sources, [runtime_mount(runtime)]
    )


def runtime_mount(folder: Path) -> Mount:
    """Where builds find the runtime."""
    return Mount(folder, _PLACE)


def stage_runtime(folder: Path) -> Path:
    """The harness's sources, and what is compiled of them, in `folder`, where the sandbox's user
    can read them, as not everywhere in a home.

    Raises JudgeError when they do not compile.
    """
    folder.mkdir()
    folder.chmod(0o755)
    try:
        for file in _kept().iterdir():
            _link_or_copy(file, folder / file.name)
    except OSError:  # a home that cannot be written to, or cleared away by another version
        _compile(folder)
    return folder


def _kept() -> Path:
    """Where the runtime is kept, after it was compiled if it was not there."""
    caches = platformdirs.user_cache_path("lessonls", appauthor=False)
    place = caches / f"harness-{_digest()}"
    if place.exists():
        os.utime(place)
        return place
    caches.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=caches, ignore_cleanup_errors=True) as part:
        _compile(Path(part))
        with suppress(OSError):  # another process was faster
            Path(part).rename(place)
    for other in caches.glob("harness-*"):  # versions take turns where two are installed
        if time.time() - other.stat().st_mtime > _UNUSED_SECONDS:
            shutil.rmtree(other, ignore_errors=True)
    return place


def _digest() -> str:
    facts = [version("g++"), _RUNTIME, *(f"{name}{code!r}" for name, code in _sources().items())]
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()[:16]


def _sources() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(SOURCES.iterdir()) if path.is_file()}


def _compile(folder: Path) -> None:
    built = build(["/bin/sh", "-c", _RUNTIME], _sources())
    if not built.succeeded:
        raise JudgeError(f"the harness does not compile: {first_error(built.diagnostics)}")
    for name, content in {**_sources(), **built.files}.items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o644)


def _link_or_copy(file: Path, to: Path) -> None:
    try:
        os.link(file, to)
    except OSError:  # another file system
        shutil.copy(file, to)
