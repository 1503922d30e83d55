"""How long an editor waits for the server in a long file, while somebody types in it.

    python -m benchmarks.editor --output results/editor.json

Starts `lessonls serve` as an editor does and opens a made-up C++ file (`long_source.py`) in each of
the position encodings: quietly, during runs of the built-in team on a function in another file
(real judge, real sandbox, one run after the other), and with suggestions that wait for an answer.
Code lenses are on. Each situation has these cases:

- *at rest*: the document did not change since;
- *at once*: the change of a random place, and the question together behind it: the worst case;
- *200 ms later*: the same, but asked as editors do, once the user rests;
- *change alone*: until the server is free again after a change;
- *blocked*: the longest times in which the server answered nothing, not even a question without
  work, while changes and questions came in (*at once*).

Every other change undoes the one before; one in ten types a bracket or a quotation mark. Times
are in milliseconds, from sending a question to its parsed answer.

Where clangd is on the PATH, it gets the same file, changes and questions for code actions, fewer of
them: it takes seconds behind a change.
"""

import asyncio
import os
import re
import shutil
import subprocess
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

from benchmarks.footprint import resident_of
from benchmarks.language_client import LanguageClient, connected
from benchmarks.long_source import LOOP, long_source
from benchmarks.typed_text import TypedText
from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.result_files import ResultFiles
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.kept import KeptResult
from lessonls.core.target import Mode
from lessonls.core.verdict import Evidence, Verdict, VerdictKind

ENCODINGS = ("utf-8", "utf-16", "utf-32")
_SMALL = Path(__file__).parents[1] / "examples" / "matrix_product.cpp"
_SMALL_LINE = 8
_WAITING = 20
SITUATIONS = ("quiet", "during runs", f"{_WAITING} suggestions")
_SETTLING = 3.0
_OF_CLANGD = "utf-16"
_FEW = 20
_LATER = 0.2
_PING = 0.005
_METHODS = {"code action": "textDocument/codeAction", "code lens": "textDocument/codeLens"}
_HOVER = "textDocument/hover"

Samples = dict[str, list[float]]


class Row(BaseModel):
    """One case; times in milliseconds."""

    situation: str
    encoding: str
    case: str
    requests: int
    median: float
    p99: float
    longest: float


class Report(BaseModel):
    """All cases. `load` is the machine's before and afterwards, over one minute, and `megabytes`
    the server's resident memory at the end of each situation. `clangd` is its version, if it is
    there.
    """

    lines: int
    load: tuple[float, float]
    rows: list[Row]
    megabytes: dict[str, float]
    runs: int
    clangd: str


def main(
    requests: Annotated[int, typer.Option(min=1, help="Questions of each case.")] = 300,
    lines: Annotated[int, typer.Option(min=100, help="Lines of the file.")] = 50_000,
    encoding: Annotated[
        list[str] | None, typer.Option(help="Position encoding; repeatable. Default: all three.")
    ] = None,
    situation: Annotated[
        list[str] | None, typer.Option(help="Situation; repeatable. Default: all three.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Where to keep the numbers, as JSON.")] = None,
) -> None:
    """Print median, 99th percentile and longest of every case, in milliseconds.

    Example: python -m benchmarks.editor --encoding utf-16 --output results/editor.json
    """
    encodings = _known(encoding, ENCODINGS)
    report = asyncio.run(measure(requests, lines, encodings, _known(situation, SITUATIONS)))
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(report.model_dump_json(indent=1) + "\n", encoding="utf-8")
    _print(report)


def _known(asked: Sequence[str] | None, there: Sequence[str]) -> Sequence[str]:
    if unknown := set(asked or ()) - set(there):
        raise typer.BadParameter(f"{', '.join(unknown)}: there are {', '.join(there)}")
    return asked or there


async def measure(
    requests: int, lines: int, encodings: Sequence[str], situations: Sequence[str] = SITUATIONS
) -> Report:
    """The situations in each encoding, with a new server and an empty home for each."""
    load, rows, memory, runs = os.getloadavg()[0], list[Row](), dict[str, float](), 0
    text = long_source(lines)
    for situation in situations:
        for encoding in encodings:
            Console(stderr=True).print(f"{situation}, {encoding}")
            with TemporaryDirectory(prefix="lessonls-editor-") as folder:
                desk = _Desk(Path(folder), text, encoding)
                samples = await desk.sit(situation, requests)
            rows += [_row(situation, encoding, case, times) for case, times in samples.items()]
            memory[f"{situation}, {encoding}"] = round(desk.resident / 1e6, 1)
            runs += desk.runs
    clangd = clangd_version()
    if clangd:
        Console(stderr=True).print(clangd)
        with TemporaryDirectory(prefix="lessonls-editor-") as folder:
            desk = _Desk(Path(folder), text, _OF_CLANGD)
            samples = await desk.sit_with_clangd(min(requests, _FEW))
        rows += [_row(clangd, _OF_CLANGD, case, times) for case, times in samples.items()]
        memory[clangd] = round(desk.resident / 1e6, 1)
    return Report(
        lines=lines,
        load=(load, os.getloadavg()[0]),
        rows=rows,
        megabytes=memory,
        runs=runs,
        clangd=clangd,
    )


def clangd_version() -> str:
    """`clangd 14.0.6`; empty where it is not installed."""
    if shutil.which("clangd") is None:
        return ""
    said = subprocess.run(["clangd", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"version (\d[\d.]*)", said.stdout)
    return f"clangd {found[1]}" if found else "clangd"


class _Desk:
    """An editor with the long file and a short one, in a folder of its own."""

    def __init__(self, folder: Path, text: str, encoding: str) -> None:
        self.runs = 0
        self.resident = 0
        self._folder = folder
        self._long, self._small = folder / "long.cpp", folder / _SMALL.name
        self._long.write_text(text, encoding="utf-8")
        shutil.copy(_SMALL, self._small)
        self._typed, self._encoding, self._version = TypedText(text, encoding), encoding, 1

    async def sit(self, situation: str, requests: int) -> Samples:
        """All cases of one situation."""
        if situation.endswith("suggestions"):
            await _keep_suggestions(self._long, self._typed.text, self._folder / "lessonls")
        capabilities = {"general": {"positionEncodings": [self._encoding]}}
        environment = {
            "LESSONLS_HOME": str(self._folder / "lessonls"),
            "LESSONLS_CONFIG": str(self._folder / "config.toml"),
        }
        async with connected(capabilities, environment) as client:
            samples = {"start-up": [client.startup]}
            self._open(client)
            await self._everything(client)
            await asyncio.sleep(_SETTLING)
            if situation == "during runs":
                async with self._running(client):
                    samples |= await self._cases(client, requests)
            else:
                samples |= await self._cases(client, requests)
            self.resident = resident_of(client.process)
        return samples

    async def sit_with_clangd(self, requests: int) -> Samples:
        """The cases of code actions."""
        method = _METHODS["code action"]
        async with connected({}, {}, ("clangd", "--log=error")) as client:
            samples = {"start-up": [client.startup]}
            self._open(client)
            await client.ask(method, self._question({"line": 0, "character": 0}))
            await asyncio.sleep(_SETTLING)
            samples["code action, at rest"] = [
                await client.seconds(method, self._question(self._typed.somewhere()))
                for _ in range(requests)
            ]
            samples["code action, at once"] = [
                await self._typed_then(client, method) for _ in range(requests)
            ]
            samples["code action, 200 ms later"] = [
                (await self._later(client, ("code action",)))["code action"]
                for _ in range(requests)
            ]
            self.resident = resident_of(client.process)
        return samples

    async def _cases(self, client: LanguageClient, requests: int) -> Samples:
        samples: Samples = {}
        for name, method in (*_METHODS.items(), ("hover", _HOVER)):
            samples[f"{name}, at rest"] = [
                await client.seconds(method, self._question(self._typed.somewhere()))
                for _ in range(requests)
            ]
        for name, method in _METHODS.items():
            samples[f"{name}, at once"] = [
                await self._typed_then(client, method) for _ in range(requests)
            ]
        later = [await self._later(client, tuple(_METHODS)) for _ in range(requests)]
        for name in _METHODS:
            samples[f"{name}, 200 ms later"] = [times[name] for times in later]
        samples["change alone"] = [await self._change_alone(client) for _ in range(requests)]
        samples["blocked"] = await self._blocked(client, requests)
        return samples

    async def _typed_then(self, client: LanguageClient, method: str) -> float:
        started = time.perf_counter()
        place = self._type(client)
        await client.ask(method, self._question(place))
        return time.perf_counter() - started

    async def _later(self, client: LanguageClient, names: Sequence[str]) -> dict[str, float]:
        place = self._type(client)
        await asyncio.sleep(_LATER)
        times: dict[str, float] = {}
        for name in names:
            times[name] = await client.seconds(_METHODS[name], self._question(place))
        return times

    async def _change_alone(self, client: LanguageClient) -> float:
        started = time.perf_counter()
        self._type(client)
        await self._ping(client)
        return time.perf_counter() - started

    async def _blocked(self, client: LanguageClient, requests: int) -> list[float]:
        """How long questions without work waited, one after the other."""
        waited: list[float] = []

        async def watch() -> None:
            while True:
                waited.append(await self._ping(client))
                await asyncio.sleep(_PING)

        watching = asyncio.create_task(watch())
        for _ in range(requests):
            for method in _METHODS.values():
                await self._typed_then(client, method)
        watching.cancel()
        return waited

    async def _ping(self, client: LanguageClient) -> float:
        document = {"textDocument": {"uri": self._small.as_uri()}}
        return await client.seconds(_HOVER, document | {"position": {"line": 0, "character": 0}})

    async def _everything(self, client: LanguageClient) -> None:
        for method in _METHODS.values():
            answer = await client.ask(method, self._question({"line": 0, "character": 0}))
            if method.endswith("Lens") and not answer:
                raise RuntimeError("the server offers no lenses")

    def _open(self, client: LanguageClient) -> None:
        for path in self._small, self._long:
            text = path.read_text(encoding="utf-8")
            document = {"uri": path.as_uri(), "languageId": "cpp", "version": 1, "text": text}
            client.tell("textDocument/didOpen", {"textDocument": document})

    def _type(self, client: LanguageClient) -> dict[str, int]:
        change, place = self._typed.type()
        self._version += 1
        document = {"uri": self._long.as_uri(), "version": self._version}
        client.tell(
            "textDocument/didChange", {"textDocument": document, "contentChanges": [change]}
        )
        return place

    def _question(self, place: dict[str, int]) -> dict[str, Any]:
        return {
            "textDocument": {"uri": self._long.as_uri()},
            "position": place,
            "range": {"start": place, "end": place},
            "context": {"diagnostics": []},
        }

    @asynccontextmanager
    async def _running(self, client: LanguageClient) -> AsyncGenerator[None]:
        """Runs on the short file, one after the other, until the block is left."""
        arguments = {"uri": self._small.as_uri(), "line": _SMALL_LINE}

        async def run() -> None:
            while True:
                found = await _call(client, "lessonls.runs")
                if not any(one["state"] in {"waiting", "working"} for one in found["runs"]):
                    await _call(client, "lessonls.optimize", arguments)
                    self.runs += 1
                await asyncio.sleep(0.5)

        running = asyncio.create_task(run())
        try:
            yield
        finally:
            running.cancel()
            await _call(client, "lessonls.cancel")


async def _call(client: LanguageClient, command: str, *arguments: Any) -> Any:
    question = {"command": command, "arguments": list(arguments)}
    return await client.ask("workspace/executeCommand", question)


async def _keep_suggestions(path: Path, text: str, home: Path) -> None:
    """What the server finds on the disk for the file: rewrites of functions all over it."""
    shelf, finder = ResultFiles(home), TreeSitterFinder(CompileCommands())
    line = LOOP.partition("{")[0]
    rows = [row for row, content in enumerate(text.split("\n")) if line in content]
    for row in rows[:: max(len(rows) // _WAITING, 1)][:_WAITING]:
        target = finder.at(path, text, row)
        result = KeptResult(
            path=str(path),
            original=target.code,
            mode=Mode.SERIAL,
            code=target.code.replace("    for", "#pragma omp simd\n    for"),
            verdict=Verdict(
                kind=VerdictKind.CORRECT,
                speedup=2.0,
                interval=(1.9, 2.1),
                evidence=Evidence(inputs=100),
            ),
            why="*Made up*, to be shown.",
        )
        await shelf.put(result)


def _row(situation: str, encoding: str, case: str, seconds: list[float]) -> Row:
    ordered = sorted(1e3 * one for one in seconds)
    p99 = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    return Row(
        situation=situation,
        encoding=encoding,
        case=case,
        requests=len(ordered),
        median=round(median(ordered), 2),
        p99=round(p99, 2),
        longest=round(ordered[-1], 2),
    )


def _print(report: Report) -> None:
    table = Table("situation", "encoding", "case", box=None)
    for title in ("requests", "median", "99%", "longest"):
        table.add_column(title, justify="right")
    for row in report.rows:
        numbers = (f"{one:.1f}" for one in (row.median, row.p99, row.longest))
        table.add_row(row.situation, row.encoding, row.case, str(row.requests), *numbers)
    console = Console(width=max(110, Console().width))
    console.print(table)
    memory = ", ".join(f"{where}: {size:.0f}" for where, size in report.megabytes.items())
    console.print(f"Resident at the end, in MB: {memory}.")
    if not report.clangd:
        console.print("clangd is not installed, so that there are no rows of it.")
    console.print(
        f"{report.lines} lines; {report.runs} runs; load {report.load[0]:.2f} before,"
        f" {report.load[1]:.2f} afterwards."
    )


if __name__ == "__main__":
    typer.run(main)
