"""All commands under one name."""

from importlib.metadata import version
from typing import Annotated

import typer

from lessonls.commands import bank, team
from lessonls.commands.doctor import doctor
from lessonls.commands.hot import hot
from lessonls.commands.judge import judge
from lessonls.commands.optimize import optimize
from lessonls.commands.record import record
from lessonls.commands.report import report
from lessonls.commands.serve import serve
from lessonls.commands.workload import workload

app = typer.Typer(
    name="lessonls",
    help="Makes C and C++ functions faster with a team of agents that learn from measured "
    "lessons.\n\nExample: lessonls optimize examples/blur.cpp:blur",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(optimize)
app.command()(judge)
app.command()(workload)
app.command()(hot)
app.command()(record)
app.command()(report)
app.add_typer(bank.app)
app.add_typer(team.app)
app.command()(doctor)
app.command()(serve)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"lessonls {version('lessonls')}")
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print it."),
    ] = False,
) -> None:
    """Options that come before the command."""
