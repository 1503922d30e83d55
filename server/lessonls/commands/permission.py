"""Services for a command, after the user was asked about the workspace's program."""

import sys

import typer

from lessonls.commands.console import warn
from lessonls.composition import Services, compose
from lessonls.config import Settings, permit
from lessonls.core.program import Program


def services_of(settings: Settings, *, allow: bool, ahead: bool = True) -> Services:
    """What the settings give. A program that they name and that is not allowed yet is run when the
    user allows it now, and else left out with a warning. `ahead`: many candidates are expected.
    """
    services = compose(settings, warn, ahead=ahead)
    program = services.unpermitted
    if program is None:
        return services
    if allow or _agreed(program):
        permit(program)
        return compose(settings, warn, ahead=ahead)
    warn(f"“{program.run}” was not run: review .lessonls/config.toml, then allow it with --allow.")
    return services


def _agreed(program: Program) -> bool:
    """Asks, where somebody can answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    commands = " and ".join(f"“{one}”" for one in (program.build, program.run) if one)
    return typer.confirm(
        f"The workspace {program.root} wants {commands} to be run, in a sandbox. Allow it?",
        err=True,
    )
