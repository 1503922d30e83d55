"""How long an editor waits: server start-up, and code actions while a run goes on.

    python -m benchmarks.editor

Starts `lessonls serve` as an editor does, opens an example, and asks for the code actions of
a function again and again, first idle and then during a run on another function.
"""

import asyncio
import statistics
import sys
import time
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from lsprotocol import types
from pygls.lsp.client import LanguageClient

_EXAMPLES = Path(__file__).parents[1] / "examples"
_PAUSE = 0.03


def main(
    starts: Annotated[int, typer.Option(help="How often the server is started.")] = 5,
    actions: Annotated[int, typer.Option(help="Code actions asked for, each way.")] = 200,
) -> None:
    """Print medians and 99th percentiles in milliseconds."""
    asyncio.run(_measure(starts, actions))


async def _measure(starts: int, actions: int) -> None:
    startups: list[float] = []
    for _ in range(starts):
        client, seconds = await _start()
        startups.append(seconds)
        await _stop(client)
    _print("start-up to the answer to initialize", startups)
    client, _ = await _start()
    uri = _open(client, _EXAMPLES / "blur.cpp")
    _print("code action, idle", [await _code_action(client, uri) for _ in range(actions)])
    other = _open(client, _EXAMPLES / "matrix_product.cpp")
    arguments = [{"uri": other, "line": 9}]
    await client.workspace_execute_command_async(
        types.ExecuteCommandParams("lessonls.optimize", arguments)
    )
    during = [await _code_action(client, uri) for _ in range(actions)]
    _print("code action, during a run", during)
    await _stop(client)


async def _start() -> tuple[LanguageClient, float]:
    client = LanguageClient("benchmark", "1")
    started = time.perf_counter()
    await cast("Any", client).start_io(sys.executable, "-m", "lessonls.cli", "serve")
    await client.initialize_async(types.InitializeParams(capabilities=types.ClientCapabilities()))
    seconds = time.perf_counter() - started
    client.initialized(types.InitializedParams())
    return client, seconds


async def _stop(client: LanguageClient) -> None:
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()


def _open(client: LanguageClient, path: Path) -> str:
    document = types.TextDocumentItem(path.as_uri(), "cpp", 1, path.read_text(encoding="utf-8"))
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    return document.uri


async def _code_action(client: LanguageClient, uri: str) -> float:
    """Seconds from the question to the answer; then a pause, as people make."""
    here = types.Range(types.Position(6, 4), types.Position(6, 4))
    question = types.CodeActionParams(
        types.TextDocumentIdentifier(uri), here, types.CodeActionContext([])
    )
    started = time.perf_counter()
    await client.text_document_code_action_async(question)
    seconds = time.perf_counter() - started
    await asyncio.sleep(_PAUSE)
    return seconds


def _print(what: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    last = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    print(  # noqa: T201
        f"{what}: median {statistics.median(ordered) * 1e3:.1f} ms,"
        f" 99% {last * 1e3:.1f} ms ({len(ordered)} times)"
    )


if __name__ == "__main__":
    typer.run(main)
