"""All commands under one name. Only the one that is asked for is loaded: judge, teams and bank take
longer to load than `--help` may take.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

SUMMARIES = {
    "optimize": "Look for a faster version of a function.",
    "implement": "Write a function that is only declared or empty.",
    "judge": "Judge your own rewrite of a function.",
    "workload": "Show the inputs that a function is tested and timed on.",
    "hot": "List the functions in which a program spends its time.",
    "record": "Show which calls of a function your program makes.",
    "report": "Show a run as one HTML page.",
    "doctor": "Check that this machine is ready.",
    "serve": "Run the language server for an editor.",
    "bank": "List, search, export and delete the lessons of earlier runs.",
    "team": "List the teams in your config.toml, and check their models.",
}
"""What each command is for; it is in the module of that name."""

GROUPS = {"bank", "team"}
"""Those that have commands of their own."""


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """The command line, complete for these arguments; of other commands it knows the name."""
    app = typer.Typer(
        name="lessonls",
        help="Makes C and C++ functions faster with a team of agents that learn from measured "
        "lessons.\n\nExample: lessonls optimize examples/blur.cpp:blur",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    asked = next((word for word in arguments if not word.startswith("-")), None)
    for name, summary in SUMMARIES.items():
        if name != asked:
            app.command(name, help=summary)(_not_loaded)
            continue
        module = import_module(f"lessonls.commands.{name}")
        if name in GROUPS:
            app.add_typer(module.app)
        else:
            app.command(name)(getattr(module, name))
    app.callback()(_options)
    return app


def _not_loaded() -> None:
    """A placeholder for a command that was not asked for."""


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # a third of the time of everything else

        print(f"lessonls {version('lessonls')}")
        raise typer.Exit


def _options(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Options that come before the command."""
