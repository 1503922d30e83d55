"""The scripted server of the tests, with a team whose rewrites have two hunks, and a simpler one.

The agent of `fake_server.py` only puts a pragma before the first loop; in the first round this one
also changes lines before and behind it, so that a rewrite can be accepted in parts. In the second
round it proposes plain code, with a speedup of 1.5x. What is written into the gate must have come
from the editor before anything is proposed.
"""

import asyncio
import runpy
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lessonls.core.lesson import Brief, Proposal
from lessonls.core.opening import Tell, nobody
from lessonls.core.target import Mode, Target
from lessonls.fakes import TableJudge, correct
from lessonls.lsp.serve import log_to_stderr, serve_stdio
from lessonls.lsp.server import create_server
from lessonls.ports import Bench

SERVER = Path(__file__).resolve().parents[2] / "server" / "lsp" / "fake_server.py"


def plain(target: Target) -> str:
    """The function without a pragma."""
    return target.code.replace("s = s + ", "s += ")


async def arrived(text: str) -> None:
    """Waits until a document has the text, for editors send what is typed in their own time."""
    documents = server.workspace.text_documents
    while not any(text in known.source for known in documents.values()):  # noqa: ASYNC110
        await asyncio.sleep(0.01)  # pygls says nothing when a document changes


def scripted() -> Any:
    """The server's way to its services, with our agent in the team and our judge."""
    fakes: dict[str, Any] = runpy.run_path(str(SERVER))
    propose, look = fakes["Pragma"].propose, fakes["Looker"].open

    async def more(agent: Any, brief: Brief) -> Proposal | None:
        proposal: Proposal | None = await propose(agent, brief)
        await arrived((fakes["folder"]() / brief.target.name).read_text())
        if proposal is None or brief.round > 0:
            return Proposal(code=plain(brief.target))
        code = proposal.code.replace("    double s = 0.0;", "    double s = 0.0, t = 0.0;")
        return Proposal(code=code.replace("return s;", "return s + t;"))

    @asynccontextmanager
    async def open_bench(
        judge: Any, target: Target, mode: Mode, tell: Tell = nobody
    ) -> AsyncGenerator[Bench]:
        speeds = TableJudge({plain(target): correct(1.5)}, default=correct(2.3))
        # The other judge says when it is opened and closed.
        async with look(judge, target, mode, tell), speeds.open(target, mode) as bench:
            yield bench

    fakes["Pragma"].propose = more
    fakes["Looker"].open = open_bench
    return fakes["services_for"]


if __name__ == "__main__":
    log_to_stderr()
    server = create_server(scripted())
    sys.exit(serve_stdio(server))
