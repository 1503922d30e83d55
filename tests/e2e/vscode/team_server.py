"""The scripted server of the tests, with a team whose rewrites have two hunks.

The agent of `fake_server.py` only puts a pragma before the first loop; this one also changes
lines before and behind it, so that a rewrite can be accepted in parts.
"""

import runpy
import sys
from pathlib import Path
from typing import Any

from lessonls.core.lesson import Brief, Proposal
from lessonls.lsp.serve import log_to_stderr, serve_stdio
from lessonls.lsp.server import create_server

SERVER = Path(__file__).resolve().parents[2] / "server" / "lsp" / "fake_server.py"


def scripted() -> Any:
    """The server's way to its services, with our agent in the team."""
    fakes: dict[str, Any] = runpy.run_path(str(SERVER))
    propose = fakes["Pragma"].propose

    async def more(agent: Any, brief: Brief) -> Proposal | None:
        proposal: Proposal | None = await propose(agent, brief)
        if proposal is None:
            return None
        code = proposal.code.replace("    double s = 0.0;", "    double s = 0.0, t = 0.0;")
        return Proposal(code=code.replace("return s;", "return s + t;"))

    fakes["Pragma"].propose = more
    return fakes["services_for"]


if __name__ == "__main__":
    log_to_stderr()
    sys.exit(serve_stdio(create_server(scripted())))
