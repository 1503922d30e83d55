"""What becomes of runs with a real small model behind a real server.

    make real-model

SmolLM2-135M cannot optimize. It shows that the streams, stops, long prompts, broken code and
endless repetition of a real model end well: every run has to end by itself, with one sentence where
it has nothing to offer. The server is llama.cpp's, by the package llama-cpp-python; both come from
PyPI (`scripts/real-model`).
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, NamedTuple

import typer

from benchmarks.results import table
from lessonls.core.report import OptimizeReport

_FUNCTION = """\
double sum(const double *x, int n) {
    double total = 0;
    for (int i = 0; i < n; i++) total += x[i];
    return total;
}
"""
_CONFIG = """\
team = "local"
rounds = 1

[teams]
local = ["smollm2"]

[agents.smollm2]
model = "smollm2"
base_url = "http://127.0.0.1:{port}/v1"
max_tokens = {tokens}
timeout = {timeout}
"""
_PORT = 8091
_SLACK = 120
"""Seconds that a run may take besides its model's answers, which are three at most."""


class Ended(NamedTuple):
    """How a run ended: its exit code, what was judged of its candidates, and its last words."""

    code: int | None
    verdicts: tuple[str, ...]
    said: str
    seconds: float


def main(
    python: Annotated[Path, typer.Option(help="A Python that has llama_cpp and its server.")],
    model: Annotated[Path, typer.Option(help="The model as GGUF.")],
    output: Annotated[Path | None, typer.Option(help="A new file for all runs, as JSON.")] = None,
    runs: Annotated[int, typer.Option(min=1, help="How often to optimize.")] = 20,
    tokens: Annotated[int, typer.Option(min=1, help="The longest answer.")] = 512,
    timeout: Annotated[int, typer.Option(min=1, help="Seconds for an answer.")] = 300,
) -> None:
    """Optimize one small function again and again, and count how it ended."""
    began = time.monotonic()
    ended: list[Ended] = []
    with TemporaryDirectory() as name, serving(python, model):
        folder = Path(name)
        (folder / "sum.c").write_text(_FUNCTION)
        config = _CONFIG.format(port=_PORT, tokens=tokens, timeout=timeout)
        (folder / "config.toml").write_text(config)
        for number in range(runs):
            ended.append(optimized(folder, 3 * timeout + _SLACK))
            typer.echo(f"{number + 1}/{runs} {ended[-1]}", err=True)
            if output is not None:
                output.write_text(json.dumps([one._asdict() for one in ended], indent=1) + "\n")
    typer.echo(summary(ended, time.monotonic() - began))
    sys.exit(any(one.code is None for one in ended))


@contextmanager
def serving(python: Path, model: Path) -> Generator[str]:
    """A server of the model, until the context is left: its address."""
    command = [str(python), "-m", "llama_cpp.server", "--model", str(model)]
    command += ["--model_alias", "smollm2", "--host", "127.0.0.1", "--port", str(_PORT)]
    command += ["--n_ctx", "8192", "--n_threads", "1", "--n_threads_batch", "1"]
    with TemporaryDirectory() as folder, (Path(folder) / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait(server)
            yield f"http://127.0.0.1:{_PORT}/v1"
        finally:
            server.terminate()
            server.wait()


def _wait(server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{_PORT}/v1/models", timeout=5).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("llama.cpp's server did not start.")


def optimized(folder: Path, seconds: int) -> Ended:
    """One run as a user starts it; its code is None if it did not end in time."""
    paths = {"LESSONLS_CONFIG": str(folder / "config.toml"), "LESSONLS_HOME": str(folder / "home")}
    command = [sys.executable, "-m", "lessonls.cli", "optimize", str(folder / "sum.c:sum")]
    began = time.monotonic()
    try:
        done = subprocess.run(
            [*command, "--json"],
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
            env=os.environ | paths,
        )
    except subprocess.TimeoutExpired:
        return Ended(None, (), "it did not end", time.monotonic() - began)
    verdicts: tuple[str, ...] = ()
    if done.stdout:
        report = OptimizeReport.model_validate_json(done.stdout)
        verdicts = tuple(f"{one.verdict}: {one.reason[:200]}" for one in report.candidates)
    said = done.stderr.strip().splitlines()[-1:]
    return Ended(done.returncode, verdicts, "".join(said), time.monotonic() - began)


def summary(ended: list[Ended], seconds: float) -> str:
    """How many runs ended how, and how many candidates were judged what."""
    codes = Counter("did not end" if one.code is None else f"exit {one.code}" for one in ended)
    kinds = Counter(verdict.partition(":")[0] for one in ended for verdict in one.verdicts)
    rows = [[name, str(count)] for name, count in (codes + kinds).most_common()]
    head = f"{len(ended)} runs in {seconds / 60:.1f} minutes"
    return f"{head}\n\n{table(('what', 'how often'), rows)}"


if __name__ == "__main__":
    typer.run(main)
