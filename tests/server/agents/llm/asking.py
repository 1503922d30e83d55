"""What the tests of models share: a brief, quick patience, and one question to one agent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lessonls.agents.llm.patience import Patience
from lessonls.agents.llm.team import open_team
from lessonls.config import ModelSettings
from lessonls.core.errors import AgentError
from lessonls.core.lesson import Attempt, Brief, Proposal
from lessonls.core.target import Mode
from lessonls.core.usage import Budget, Usage
from lessonls.core.verdict import VerdictKind
from lessonls.fakes import example_target, rejected
from tests.openai_server import Answer, OpenAIServer, in_turn

QUICK = Patience(pause=0.01, longest_pause=0.02, idle=0.5, connect=2.0)
SECRET = "sk-tell-nobody-0123456789"  # noqa: S105 - opens nothing
KEY = "LESSONLS_TEST_KEY"
CODE = "void f(void) { int x = 1; (void)x; }"
FENCED = f"Shorter.\n\n```c\n{CODE}\n```\n"
BRIEF = Brief(
    target=example_target(), mode=Mode.SERIAL, round=0, start=example_target().code, seed=1
)
ATTEMPT = Attempt(
    agent="ann",
    round=0,
    code="void f(void) { y; }",
    verdict=rejected(VerdictKind.NOT_COMPILABLE, "error: 'y' undeclared"),
)


def settings_for(server: OpenAIServer, **changes: Any) -> ModelSettings:
    """A model at the server, with a timeout of twenty seconds."""
    chosen: Mapping[str, Any] = {"model": "m", "base_url": server.base_url, "timeout": 20.0}
    return ModelSettings.model_validate({**chosen, **changes})


@dataclass(frozen=True)
class Outcome:
    """What came of one question: a proposal or what the user sees, and what it took."""

    proposal: Proposal | None
    line: str
    usage: Usage
    server: OpenAIServer


async def outcome_of(*answers: Answer, **changes: Any) -> Outcome:
    """Asks one agent for a proposal; the server gives these answers in turn.

    Host and port are `HOST` in the line.
    """
    async with OpenAIServer(in_turn(*answers)) as server:
        settings = settings_for(server, **changes)
        opened = open_team({"ann": settings}, Budget(), patience=QUICK)
        async with opened as ((agent,), meter):
            proposal, line = None, ""
            try:
                proposal = await agent.propose(BRIEF)
            except AgentError as error:
                line = str(error).replace(f"127.0.0.1:{server.port}", "HOST")
            return Outcome(proposal, line, meter.usage, server)
