"""What confinement costs: start-up at every level that this machine supports.

    python -m benchmarks.sandbox

Measures an empty command, the start of a fork server, and one sample of it: one call of an
empty function in a process of its own. All of it, the compiler too, runs in the sandbox.
"""

import shutil
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from lessonls.adapters.private_files import private_folder
from lessonls_sandbox.build import build
from lessonls_sandbox.confine import Confinement, Mount, levels
from lessonls_sandbox.run import Order, Runner

_HARNESS = Path(str(files("lessonls_sandbox") / "harness"))
_BINDING = """
#include "serve.hpp"
void nothing();
int main(int argc, char **argv) { return lessonls::serve<decltype(&nothing)>(argc, argv); }
"""
_LIBRARY = """
static void nothing(void) {}
void *lessonls_target(void) { return (void *)nothing; }
void lessonls_warm(void) {}
"""
_SCRIPT = (
    "g++ -std=gnu++20 -O1 -w -I/harness binding.cpp /harness/*.cpp -o out/program"
    " && gcc -shared -fPIC library.c -o out/library.so"
)


def main(times: Annotated[int, typer.Option(help="How often each is measured.")] = 20) -> None:
    """Print medians in milliseconds.

    Example: python -m benchmarks.sandbox --times 50
    """
    table = Table("level", "empty command", "fork server", "one sample", "empty build")
    for level in levels():
        folder = private_folder()
        try:
            table.add_row(level.level, *_measured(level, folder, times))
        finally:
            shutil.rmtree(folder)
    Console().print(table)


def _measured(level: Confinement, folder: Path, times: int) -> list[str]:
    program = _built(level, folder)

    def command() -> None:
        level.start(["/bin/true"]).wait()

    def server() -> None:
        Runner(program, folder, {}, level).close()

    def empty_build() -> None:
        build(["/bin/true"], {}, confinement=level)

    with closing(Runner(program, folder, {}, level)) as runner:

        def sample() -> None:
            problem = runner.sample(Order("library.so", b"", 1)).problem
            if problem:
                raise SystemExit(f"the sample failed: it {problem}")

        return [_median(work, times) for work in (command, server, sample, empty_build)]


def _built(level: Confinement, folder: Path) -> Path:
    sources = {"binding.cpp": _BINDING.encode(), "library.c": _LIBRARY.encode()}
    shown = [Mount(_HARNESS, "/harness")]
    built = build(["/bin/sh", "-c", _SCRIPT], sources, shown, confinement=level)
    for name, content in built.files.items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o755)
    if not built.succeeded:
        raise typer.Exit(1)
    return folder / "program"


def _median(work: Callable[[], object], times: int) -> str:
    seconds: list[float] = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return f"{statistics.median(seconds) * 1e3:.1f} ms"


if __name__ == "__main__":
    typer.run(main)
