"""What compilers alone make of the same functions: the table of the built-in team, for its peers.

    python -m benchmarks.peers --output results/peers.json
    python -m benchmarks.peers --data ../shared/data --only gemm --output results/peers.json

Every function stays as it is written. A peer compiles it in place of the judge's compiler, and
the judge then treats it as any candidate: the same workload, the same checks, interleaved pairs
with the original as `gcc -O3 -march=native` compiles it, all in the sandbox. One timing session
is enough: nothing is chosen by its outcome, so nothing has to be confirmed. Where a peer's
machine code is the original's, the speedup is 1 without a session.

Finished functions are written at once and not run again; ctrl-C loses the one in progress.
"""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.benches import bench_of
from benchmarks.peer_figures import Result, line, report
from benchmarks.problems import Subject, subjects
from benchmarks.results import read, write
from lessonls.adapters.judge.build import Peer, version
from lessonls.adapters.judge.machine import cpu_name
from lessonls.adapters.project_headers import project_headers
from lessonls.adapters.workload_files import read_workload
from lessonls.core.errors import LessonlsError
from lessonls.core.target import Mode
from lessonls_sandbox.confine import check
from lessonls_sandbox.errors import SandboxError

THREADS = 2
_GRAPHITE = ("-floop-nest-optimize",)
_TEAM = ("-floop-parallelize-all", f"-ftree-parallelize-loops={THREADS}")
_POLLY = ("-mllvm", "-polly", "-mllvm", "-polly-vectorizer=stripmine")
_POLLY_TEAM = ("-mllvm", "-polly-parallel", "-mllvm", f"-polly-num-threads={THREADS}")
PEERS = {
    Mode.SERIAL: {
        "gcc -Ofast": Peer("gcc", ("-Ofast",)),
        "gcc, graphite": Peer("gcc", _GRAPHITE),
        "clang": Peer("clang"),
        "clang -Ofast": Peer("clang", ("-Ofast",)),
        "clang, Polly": Peer("clang", _POLLY),
    },
    Mode.OPENMP: {
        f"gcc, graphite, {THREADS} threads": Peer("gcc", (*_GRAPHITE, *_TEAM)),
        f"clang, Polly, {THREADS} threads": Peer("clang", (*_POLLY, *_POLLY_TEAM)),
    },
}
"""What a peer is called -> its flags; all have `-O3 -march=native` first, as the original has."""
NAMES = [name for peers in PEERS.values() for name in peers]


def main(
    output: Annotated[Path, typer.Option(help="JSON file that results are kept in.")],
    data: Annotated[
        Path | None, typer.Option(help="Folder with the authors' JSON files; else our kernels.")
    ] = None,
    only: Annotated[str, typer.Option(help="Part of the names to run.")] = "",
    limit: Annotated[int | None, typer.Option(help="Maximum number of functions.")] = None,
) -> None:
    """Compare gcc's and clang's optimizers with gcc -O3 -march=native on every function.

    For example: python -m benchmarks.peers --data ../shared/data --output peers.json
    """
    setting = _setting()
    results = {(r.suite, r.name): r for r in read(output, Result)}
    chosen = subjects(data, only, limit)
    try:
        for number, subject in enumerate(chosen, 1):
            known = results.get((subject.suite, subject.name))
            if known is not None and not known.problem:
                continue
            typer.echo(f"{number}/{len(chosen)} {subject.suite} {subject.name}", err=True)
            result = compared(subject, setting)
            results[subject.suite, subject.name] = result
            write(output, list(results.values()))
    except KeyboardInterrupt:
        typer.echo(f"Stopped. The same command goes on; {output} has what is finished.", err=True)
        raise typer.Exit(130) from None
    wanted = {(subject.suite, subject.name) for subject in chosen}
    typer.echo(report([result for key, result in results.items() if key in wanted], NAMES))


def _setting() -> str:
    """Which compilers, on what; exits where one of them or the sandbox is missing."""
    problem = check().problem
    if problem is None:
        try:
            return f"{version('gcc')}, {version('clang')}, {cpu_name()}"
        except LessonlsError as error:
            problem = str(error)
    typer.echo(problem, err=True)
    raise typer.Exit(2)


def compared(subject: Subject, setting: str) -> Result:
    """All peers' verdicts on one function, in both modes on the same workload."""
    result = Result(suite=subject.suite, name=subject.name, setting=setting)
    with tempfile.TemporaryDirectory() as folder:
        try:
            target = subject.cut(Path(folder))
            workload = read_workload(target)
            for mode, peers in PEERS.items():
                headers = project_headers(target.path, target.before, target.flags)
                with bench_of(target, mode, headers, workload) as bench:
                    workload = bench.workload
                    result.sizes = {name: size.timing for name, size in workload.sizes.items()}
                    result.seconds[mode] = bench.baseline_seconds
                    for name, peer in peers.items():
                        result.verdicts[name] = bench.judge(target.code, peer=peer)
                        typer.echo(f"  {line(name, result.verdicts[name])}", err=True)
        except (LessonlsError, SandboxError) as error:
            result.problem = str(error)
            typer.echo(f"  {error}", err=True)
    return result


if __name__ == "__main__":
    typer.run(main)
