"""`lessonls doctor`: what this machine has for lessonls, and how to fix what is lacking."""

import typer
from rich.table import Table
from rich.text import Text

from lessonls.adapters.disk_bank import DiskBank
from lessonls.adapters.judge.machine import paired_times
from lessonls.agents.roster import roster_of
from lessonls.commands import checkup
from lessonls.commands.arguments import AsJson
from lessonls.commands.console import console, print_json, run
from lessonls.composition import machines_of
from lessonls.config import data_directory, load, user_file
from lessonls.core.errors import BankError, LessonlsError
from lessonls.core.report import Check, CheckState, DoctorReport, doctor_report
from lessonls_sandbox.confine import check as confinement

LACKING = 3
_WORDS = {CheckState.OK: "ok", CheckState.WEAK: "warning", CheckState.MISSING: "missing"}
_STYLES = {CheckState.OK: "green", CheckState.WEAK: "yellow", CheckState.MISSING: "red"}


def doctor(as_json: AsJson = False) -> None:
    """Check that this machine is ready.

    Each line is ok, warning or missing, with advice for the latter two.

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
    # Compilers run only in the sandbox: without one they cannot be checked.
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
                without="data races are looked for by running with different thread counts",
            ),
        ]
    return [
        *checks,
        checkup.cores(),
        checkup.timing(paired_times),
        *_judge(),
        _settings(),
        _team(),
        _bank(),
    ]


def _team() -> Check:
    try:
        roster = roster_of(load())
    except LessonlsError as error:
        return Check(name="team", state=CheckState.MISSING, detail=str(error), required=True)
    members = ", ".join(roster.members)
    asked = "; run lessonls team check to test its models" if roster.models else ""
    return Check(
        name="team", state=CheckState.OK, detail=f"{roster.name}: {members}{asked}", required=True
    )


def _judge() -> list[Check]:
    """The check of a cluster; this machine has lines of its own."""
    try:
        settings = load()
    except LessonlsError:
        return []  # the team's line reports it
    if settings.judge == "local":
        return []
    return [checkup.judge(lambda: run(machines_of(settings)))]


def _settings() -> Check:
    file = user_file()
    detail = str(file) if file.exists() else f"the defaults; put your own in {file}"
    return Check(name="settings", state=CheckState.OK, detail=detail)


def _bank() -> Check:
    try:
        bank = DiskBank(data_directory())
        lessons = run(bank.count())
    except BankError as error:
        return Check(
            name="bank",
            state=CheckState.WEAK,
            detail=str(error),
            advice="Runs work, but their lessons are not kept: make the folder writable, or "
            "set LESSONLS_HOME to another one.",
        )
    detail = f"{lessons} lessons in {bank.directory}"
    return Check(name="bank", state=CheckState.OK, detail=detail)


def _print(report: DoctorReport) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for check in report.checks:
        state = Text(_WORDS[check.state], style=_STYLES[check.state])
        table.add_row(check.name, state, Text(check.detail))
        if check.advice:
            table.add_row("", "", Text(check.advice, style="bold"))
    screen = console()
    screen.print(table)
    if not report.ready:
        screen.print("This machine cannot run lessonls yet.", style="red")
