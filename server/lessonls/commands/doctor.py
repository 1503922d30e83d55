"""`lessonls doctor`: what this machine has for lessonls, and what to do where it is weak."""

import typer
from rich.table import Table
from rich.text import Text

from lessonls.commands import checkup
from lessonls.commands.arguments import AsJson
from lessonls.commands.console import console, print_json, run
from lessonls.composition import team_for, user_bank
from lessonls.config import Settings
from lessonls.core.errors import BankError, LessonlsError
from lessonls.core.report import Check, CheckState, DoctorReport, doctor_report
from lessonls.core.target import Mode
from lessonls_sandbox.confine import check as confinement

LACKING = 3
_STYLES = {CheckState.OK: "green", CheckState.WEAK: "yellow", CheckState.MISSING: "red"}


def doctor(as_json: AsJson = False) -> None:
    """Check this machine. Each line is ok, weak or missing, and says what to do.

    Example: lessonls doctor

    Exit code: 0 ready, 3 something required is missing.
    """
    report = doctor_report(_checks())
    if as_json:
        print_json(report)
    else:
        _print(report)
    if not report.ready:
        raise typer.Exit(LACKING)


def _checks() -> list[Check]:
    checks = [checkup.sandbox(confinement())]
    # Compilers run in the sandbox only, so that without one nothing can be said of them.
    if not checks[0].fatal:
        checks += [
            checkup.program("gcc", "gcc", required=True),
            checkup.program("g++", "g++", required=True),
            checkup.program("objdump", "binutils", required=True),
            checkup.runtime("sanitizers", "-fsanitize=address,undefined", "libasan8"),
            checkup.runtime("OpenMP", "-fopenmp", "libgomp1"),
            checkup.program(
                "clang",
                "clang libclang-rt-dev libomp-dev",
                required=False,
                without="races are looked for by running with several numbers of threads",
            ),
        ]
    return [*checks, checkup.cores(), checkup.timing(checkup.paired_times), _team(), _bank()]


def _team() -> Check:
    try:
        name = Settings.load().team
        agents = ", ".join(agent.name for agent in team_for(name)(Mode.OPENMP))
    except LessonlsError as error:
        return Check(name="team", state=CheckState.MISSING, detail=str(error), required=True)
    return Check(name="team", state=CheckState.OK, detail=f"{name}: {agents}", required=True)


def _bank() -> Check:
    try:
        bank = user_bank()
        lessons = run(bank.lessons())
    except BankError as error:
        return Check(
            name="bank",
            state=CheckState.WEAK,
            detail=str(error),
            advice="Runs work, but their lessons are not kept: make the folder writable, or "
            "name another one in LESSONLS_HOME.",
        )
    detail = f"{len(lessons)} lessons in {bank.directory}"
    return Check(name="bank", state=CheckState.OK, detail=detail)


def _print(report: DoctorReport) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for check in report.checks:
        state = Text(check.state.value, style=_STYLES[check.state])
        table.add_row(check.name, state, Text(check.detail))
        if check.advice:
            table.add_row("", "", Text(check.advice, style="bold"))
    screen = console()
    screen.print(table)
    if not report.ready:
        screen.print("This machine cannot run lessonls yet.", style="red")
