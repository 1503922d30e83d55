"""`lessonls bank`: the lessons of earlier runs."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from lessonls.adapters.disk_bank import DiskBank
from lessonls.commands import words
from lessonls.commands.console import console, run
from lessonls.commands.result import say
from lessonls.commands.source import read_source
from lessonls.config import data_directory
from lessonls.core.admission import Standing, standing_of, win_rate
from lessonls.core.errors import InputError
from lessonls.core.lesson import Lesson
from lessonls.core.lesson_lines import as_imported, from_json_lines, to_json_lines
from lessonls.core.predicate import described as described_predicate

STANDARD = Path("-")

_LARGEST = 100_000_000
"""Bytes of a file with lessons: about twenty thousand."""

app = typer.Typer(
    name="bank",
    help="List, search, export and delete the lessons of earlier runs.\n\nExample: lessonls "
    "bank search loop interchange",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Ids = Annotated[
    list[str] | None, typer.Argument(metavar="ID...", help="Lesson IDs, or unique ID prefixes.")
]
Limit = Annotated[int, typer.Option(min=1, help="Show at most this many.")]


@app.command("list")
def list_lessons(limit: Limit = 50) -> None:
    """List the newest lessons.

    Example: lessonls bank list --limit 10
    """
    lessons, count = run(_newest(limit))
    if not count:
        say(console(), "The bank is empty: lessonls optimize adds lessons to it.")
        return
    print_lessons(lessons)
    if count > limit:
        say(console(), f"… and {count - limit} older ones.")


async def _newest(limit: int) -> tuple[Sequence[Lesson], int]:
    """The newest lessons, and how many there are in all; only these are read."""
    bank = DiskBank(data_directory())
    return await bank.newest(limit), await bank.count()


@app.command()
def show(ids: Ids) -> None:
    """Show everything that is known about a lesson.

    Example: lessonls bank show 3f2a
    """
    lessons = run(DiskBank(data_directory()).lessons())
    for position, lesson in enumerate(pick(lessons, ids or [])):
        say(console(), ("\n" if position else "") + described(lesson))


@app.command()
def search(
    text: Annotated[list[str], typer.Argument(help="What the lessons should be about.")],
    limit: Limit = 10,
) -> None:
    """Find related lessons. The most related come first.

    Example: lessonls bank search column major loop
    """
    found = run(DiskBank(data_directory()).search(" ".join(text), limit))
    if found:
        print_lessons(found)
    else:
        say(console(), "No matching lessons.")


@app.command()
def stats() -> None:
    """Count the lessons by standing, outcome, agent, mode and function, and list the proven ones.

    A lesson is a candidate until runs that saw it were faster than runs that did not (proven);
    those whose runs were slower are forgotten.

    Example: lessonls bank stats
    """
    bank = DiskBank(data_directory())
    lessons = run(bank.lessons())
    say(console(), f"{len(lessons)} lessons in {bank.directory}")
    for title, values in (
        ("standing", [standing_of(lesson).value for lesson in lessons]),
        ("outcome", [lesson.outcome.value for lesson in lessons]),
        ("agent", [lesson.agent for lesson in lessons]),
        ("mode", [lesson.mode.value for lesson in lessons]),
        ("function", [lesson.function for lesson in lessons]),
    ):
        counts = Counter(values).most_common(10)
        if counts:
            listed = ", ".join(f"{words.printable(name)} {count}" for name, count in counts)
            say(console(), f"by {title}: {listed}")
    tried = [lesson for lesson in lessons if _pairs(lesson)]
    for lesson in sorted(tried, key=lambda one: -win_rate(one.helpful, one.harmful)[0])[:10]:
        say(console(), f"{lesson.id[:8]} {standing_of(lesson)}: {record_of(lesson)}")


@app.command("export")
def export_lessons(
    file: Annotated[Path, typer.Argument(help="A new file; - is standard output.")] = STANDARD,
) -> None:
    """Write all lessons as JSON Lines.

    Example: lessonls bank export lessons.jsonl
    """
    lessons = run(DiskBank(data_directory()).lessons())
    text = to_json_lines(lessons)
    if file == STANDARD:
        print(text, end="")
        return
    try:
        # An older export may be the only copy of lessons that were forgotten since.
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}.") from error
    say(console(), f"{words.count(len(lessons), 'lesson')} written to {file}.")


@app.command("import")
def import_lessons(
    file: Annotated[Path, typer.Argument(help="JSON Lines; - is standard input.")],
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask for confirmation (for scripts).")
    ] = False,
) -> None:
    """Show the lessons of a file and add them. Lessons already in the bank are left unchanged.

    Agents follow lessons: read them before you add them. They are marked as imported, and their
    record starts from scratch: they are candidates until they have helped.

    Example: lessonls bank import lessons.jsonl
    """
    text = _standard_input() if file == STANDARD else read_source(file, _LARGEST).text
    lessons = [as_imported(one) for one in from_json_lines(text, str(file))]
    print_lessons(lessons)
    if not (yes or _agreed(file, len(lessons))):
        say(console(), "Nothing was imported.")
        return
    added = run(_add_new(DiskBank(data_directory()), lessons))
    say(console(), f"{words.count(added, 'lesson')} imported.")
    if added < len(lessons):
        known = words.count(len(lessons) - added, "lesson")
        say(console(), f"Skipped {known} already in the bank.")


def _standard_input() -> str:
    """All of it; InputError if it is too long or not text."""
    try:
        text = sys.stdin.read(_LARGEST + 1)
    except UnicodeDecodeError as error:
        raise InputError("standard input is not UTF-8: convert it first.") from error
    if len(text) > _LARGEST:
        raise InputError(f"standard input is larger than {_LARGEST // 1_000_000} MB.")
    return text


def _agreed(file: Path, count: int) -> bool:
    """Whether the user wants what was shown; InputError without a terminal to ask on."""
    if file == STANDARD or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(
            "nothing was imported: standard input is not a terminal. Review the lessons above and "
            "rerun with --yes."
        )
    return typer.confirm(f"Add {words.count(count, 'lesson')} to the bank?")


async def _add_new(bank: DiskBank, lessons: Sequence[Lesson]) -> int:
    """Adds lessons, except those that would replace the user's own; how many."""
    here = {lesson.id for lesson in await bank.get([lesson.id for lesson in lessons])}
    new = {lesson.id: lesson for lesson in lessons if lesson.id not in here}
    await bank.add_all(list(new.values()))
    return len(new)


@app.command()
def forget(
    ids: Ids = None,
    everything: Annotated[bool, typer.Option("--all", help="Forget every lesson.")] = False,
) -> None:
    """Delete lessons for good.

    Example: lessonls bank forget 3f2a
    """
    if bool(ids) == everything:
        raise typer.BadParameter("give lesson IDs, or --all")
    bank = DiskBank(data_directory())
    lessons = run(bank.lessons())
    doomed = lessons if everything else pick(lessons, ids or [])
    count = run(bank.forget([lesson.id for lesson in doomed]))
    say(console(), f"{words.count(count, 'lesson')} forgotten.")


def pick(lessons: Sequence[Lesson], beginnings: Sequence[str]) -> list[Lesson]:
    """The lessons whose IDs start with these; InputError unless exactly one matches each."""
    picked: dict[str, Lesson] = {}
    for beginning in beginnings:
        found = [lesson for lesson in lessons if lesson.id.startswith(beginning)]
        exact = [lesson for lesson in found if lesson.id == beginning]
        if len(exact or found) != 1:
            raise InputError(
                f"“{beginning}” matches {len(found)} lessons: type more of the ID."
                if found
                else f"no lesson ID starts with “{beginning}”: see lessonls bank list."
            )
        lesson = (exact or found)[0]
        picked[lesson.id] = lesson
    return list(picked.values())


def print_lessons(lessons: Sequence[Lesson]) -> None:
    """A table on a terminal; elsewhere one line per lesson, its fields separated by tabs."""
    screen = console()
    rows = [_row(lesson) for lesson in lessons]
    if not screen.is_terminal:
        for row in rows:
            screen.file.write("\t".join(cell.replace("\t", " ") for cell in row) + "\n")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("id", "outcome", "speedup", "function", "agent"):
        table.add_column(title, no_wrap=True)
    table.add_column("lesson")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    screen.print(table)


def _row(lesson: Lesson) -> tuple[str, ...]:
    speedup = words.factor(lesson.speedup) if lesson.speedup is not None else "-"
    proven = standing_of(lesson) is Standing.PROVEN
    marks = ["imported"] * lesson.imported + ["proven"] * proven
    agent = f"{lesson.agent} ({', '.join(marks)})" if marks else lesson.agent
    cells = (lesson.id[:8], lesson.outcome.value, speedup, lesson.function, agent)
    return *map(words.printable, cells), " ".join(words.printable(lesson.text).split())


def record_of(lesson: Lesson) -> str:
    """What comparing runs gave: `faster with it in 9 of 10 pairs (0.57 to 0.99), 3 ties`."""
    low, high = win_rate(lesson.helpful, lesson.harmful)
    decided = lesson.helpful + lesson.harmful
    rate = f" ({low:.2f} to {high:.2f})" if decided else ""
    pairs = f"faster with it in {lesson.helpful} of {words.count(decided, 'pair')} of runs{rate}"
    return f"{pairs}, {lesson.tied} ties" if lesson.tied else pairs


def _pairs(lesson: Lesson) -> int:
    return lesson.helpful + lesson.harmful + lesson.tied


def described(lesson: Lesson) -> str:
    """Everything about a lesson except its vectors, one field per line."""
    hidden = {"embedding", "source", "schema_version", "predicate"}
    fields = lesson.model_dump(mode="json", exclude=hidden)
    fields["created"] = _moment(lesson.created)
    fields["code it is about"] = described_predicate(lesson.predicate) or "unknown"
    fields["standing"] = f"{standing_of(lesson)}, {record_of(lesson)}"
    return "\n".join(f"{name}: {words.printable(str(value))}" for name, value in fields.items())


def _moment(seconds: float) -> str:
    """A time in words; a row may hold any number."""
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(" ", "seconds")
    except (OverflowError, OSError, ValueError):
        return "unknown"
