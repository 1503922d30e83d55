"""`lessonls optimize --dry-run`: what models would be asked first, without asking them."""

from collections.abc import Mapping

from lessonls.agents.roster import roster_of
from lessonls.commands import words
from lessonls.commands.console import console, run, tell_if_busy, warn
from lessonls.commands.result import say
from lessonls.composition import compose, described_to_models
from lessonls.config import ModelSettings, Settings
from lessonls.core.lesson import Brief
from lessonls.core.prompts import optimize_prompt
from lessonls.core.target import Target
from lessonls.loop import first_brief


def print_prompts(settings: Settings, target: Target) -> None:
    """Prints the exact prompts of the first round, model by model. Nothing leaves the machine:
    where a model would embed texts, the lexical embedder stands in for it.
    """
    models = roster_of(settings).models
    if not models:
        say(console(), f"The team {settings.team} has no models: nothing would be sent.")
    else:
        _print(settings, models, run(_brief(settings, target)))
    if settings.embedder is not None:
        say(
            console(),
            f"The embedder {settings.embedder.model} at {settings.embedder.base_url} would get "
            "the function's code and, later, the text of each lesson.",
        )


async def _brief(settings: Settings, target: Target) -> Brief:
    services = compose(settings.model_copy(update={"embedder": None}), warn)
    tell_if_busy(services.judge)
    return await first_brief(
        target,
        settings.mode,
        judge=services.judge,
        bank=services.bank,
        embedder=services.embedder,
        options=services.options,
        describe=described_to_models,
    )


def _print(settings: Settings, models: Mapping[str, ModelSettings], brief: Brief) -> None:
    share = settings.share_code_across_projects
    for name, model in models.items():
        heading = f"{name}: {model.model} at {model.base_url} would get"
        say(console(), (f"──── {heading}", "bold"))
        for message in optimize_prompt(brief, context=model.context, share_code=share):
            say(console(), (f"── {message.role}", "cyan"))
            console().file.write(words.printable(message.content).rstrip("\n") + "\n")
