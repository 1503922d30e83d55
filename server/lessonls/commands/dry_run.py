"""`--dry-run`: what models would be asked first, without asking them."""

from collections.abc import Mapping, Sequence

from lessonls.agents.roster import roster_of
from lessonls.commands import words
from lessonls.commands.console import console, run, tell_if_busy, warn
from lessonls.commands.result import say
from lessonls.composition import compose, described
from lessonls.config import ModelSettings, Settings
from lessonls.core.lesson import Brief
from lessonls.core.message import Messages
from lessonls.core.need import UnitTestNeed
from lessonls.core.prompts import PROMPTS, unit_tests_prompt
from lessonls.core.target import Target, Task
from lessonls.core.unit_tests import Origin, UnitTest
from lessonls.loop import first_brief
from lessonls.unit_testing import MOST


def print_prompts(settings: Settings, target: Target, tests: Sequence[UnitTest] = ()) -> None:
    """Prints the exact prompts of the first round, model by model. Nothing leaves the machine:
    where a model would embed texts, the lexical embedder stands in for it. Of a function that is
    implemented the first model would be asked for unit tests before, beside `tests`.
    """
    models = roster_of(settings).models
    if not models:
        say(console(), f"The team {settings.team} has no models: nothing would be sent.")
    else:
        brief = run(_brief(settings, target, tests))
        if target.task is Task.IMPLEMENT:
            _print_question_for_tests(models, brief)
        _print(settings, models, brief)
    if settings.embedder is not None:
        say(
            console(),
            f"The embedder {settings.embedder.model} at {settings.embedder.base_url} would get "
            "the function's code and, later, the text of each lesson.",
        )


async def _brief(settings: Settings, target: Target, tests: Sequence[UnitTest]) -> Brief:
    services = compose(settings.model_copy(update={"embedder": None}), warn)
    tell_if_busy(services.judge)
    return await first_brief(
        target,
        settings.mode,
        judge=services.judge_for(target, (), tests),
        bank=services.bank,
        embedder=services.embedder,
        options=services.options_for(target),
        describe=described,
    )


def _print(settings: Settings, models: Mapping[str, ModelSettings], brief: Brief) -> None:
    share = settings.share_code_across_projects
    propose = PROMPTS[brief.target.task].propose
    for name, model in models.items():
        _print_messages(name, model, propose(brief, context=model.context, share_code=share))


def _print_question_for_tests(models: Mapping[str, ModelSettings], brief: Brief) -> None:
    given = brief.workload.tests if brief.workload else ()
    name, model = next(iter(models.items()))
    if len(given) < MOST and not any(one.origin is Origin.TEAM for one in given):
        need = UnitTestNeed(brief.target, MOST - len(given), given)
        _print_messages(name, model, unit_tests_prompt(need, context=model.context))


def _print_messages(name: str, model: ModelSettings, messages: Messages) -> None:
    heading = f"{name}: {model.model} at {model.base_url} would get"
    say(console(), (f"──── {heading}", "bold"))
    for message in messages:
        say(console(), (f"── {message.role}", "cyan"))
        console().file.write(words.printable(message.content).rstrip("\n") + "\n")
