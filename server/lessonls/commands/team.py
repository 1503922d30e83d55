"""`lessonls team`: who is in a team, and whether its models answer."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated

import typer

from lessonls.agents.llm.embedding import vectors_of
from lessonls.agents.llm.patience import ONCE
from lessonls.agents.llm.team import ask_for_a_word
from lessonls.agents.roster import BUILTIN, roster_of
from lessonls.commands import words
from lessonls.commands.console import console, run
from lessonls.commands.result import say
from lessonls.config import ModelSettings, load, user_file
from lessonls.core.errors import AgentError

UNANSWERED = 3
SECONDS = 15.0
"""How long a check waits, also where the timeout of an agent is longer."""

app = typer.Typer(
    name="team",
    help="List the teams in your config.toml, and check their models.\n\nExample: lessonls "
    "team check",
    no_args_is_help=True,
    rich_markup_mode=None,
)

TeamName = Annotated[
    str | None,
    typer.Argument(metavar="TEAM", help="Team to check. Default: the team in your settings."),
]


@app.command("list")
def list_teams() -> None:
    """List the teams and their members.

    Example: lessonls team list
    """
    settings = load()
    for name in [BUILTIN, *(name for name in settings.teams if name != BUILTIN)]:
        roster = roster_of(settings.model_copy(update={"team": name}))
        chosen = " (chosen)" if name == settings.team else ""
        say(console(), (f"{name}{chosen}: ", "bold"), ", ".join(roster.members))
    if not settings.teams:
        say(console(), f"No teams of models are defined yet; define them in {user_file()}.")


@app.command()
def check(team: TeamName = None) -> None:
    """Send a short test request to each model of a team, and to the embedder.

    Reports how long each took, or why it did not answer. Waits at most 15 seconds.

    Example: lessonls team check local

    Exit code: 0 all answered, 3 some did not.
    """
    settings = load(flags={} if team is None else {"team": team})
    roster = roster_of(settings)
    asked = dict(roster.models)
    if not asked and settings.embedder is None:
        say(console(), f"The team {roster.name} has no models: nothing to check.")
        return
    answers = run(_ask(asked, settings.embedder))
    for name, (answered, said) in answers.items():
        mark = ("ok    ", "green") if answered else ("failed", "red")
        say(console(), mark, f"  {name}: {words.printable(said)}")
    if not all(answered for answered, _ in answers.values()):
        raise typer.Exit(UNANSWERED)


async def _ask(
    models: Mapping[str, ModelSettings], embedder: ModelSettings | None
) -> dict[str, tuple[bool, str]]:
    """What each said, by name; the embedder's answer is a vector."""
    asked = {name: _in_time(_word, model) for name, model in models.items()}
    if embedder is not None:
        asked["embedder"] = _in_time(_vector, embedder)
    return dict(zip(asked, await asyncio.gather(*asked.values()), strict=True))


async def _in_time(
    ask: Callable[[ModelSettings], Awaitable[tuple[bool, str]]], model: ModelSettings
) -> tuple[bool, str]:
    """What the model says within its timeout, or within ours if that is shorter."""
    try:
        async with asyncio.timeout(SECONDS):
            return await ask(model)
    except TimeoutError:
        return False, f"{model.model} at {model.base_url} did not answer within {SECONDS:g} s."


async def _vector(model: ModelSettings) -> tuple[bool, str]:
    began = time.monotonic()
    try:
        (vector,) = await vectors_of(model, ONCE)(["ready"])
    except AgentError as error:
        return False, str(error)
    return True, (
        f"{model.model} at {model.base_url} answered in "
        f"{words.duration(time.monotonic() - began)} and returned {len(vector)}-dimensional "
        f"vectors."
    )


async def _word(model: ModelSettings) -> tuple[bool, str]:
    try:
        word = await ask_for_a_word(model)
    except AgentError as error:
        return False, str(error)
    called = f", calls itself {word.model}" if word.model not in ("", model.model) else ""
    return True, (
        f"{model.model} at {model.base_url} answered in {words.duration(word.seconds)}, "
        f"the first token after {words.duration(word.first)}{called}."
    )
