"""The end of a run: the diff, the claim, its evidence, and the lessons."""

from rich.console import Console
from rich.syntax import Syntax
from rich.text import Text

from lessonls.commands import words
from lessonls.core.page.claim import headline, why_not
from lessonls.core.report import OptimizeReport
from lessonls.core.target import Task
from lessonls.core.unit_tests import described
from lessonls.core.verdict import Evidence


def print_result(console: Console, report: OptimizeReport) -> None:
    """Prints what the run found. Without a terminal, the diff is exact text."""
    best = report.best
    if best is None:
        say(console, (f"\n{headline(report)}.", "bold"))
        if report.task is Task.IMPLEMENT:
            say(console, why_not(report))
    else:
        say(console, "")
        print_diff(console, best.diff)
        measured = described(best.tests) if best.tests else words.speed(best.speedup, best.interval)
        claim = f"\n{report.target.function}: {measured}"
        say(console, (claim, "bold green"), f" ({best.agent}, round {best.round})")
    if report.evidence is not None:
        print_evidence(console, report.evidence)
    for said in (report.note, *report.doubts, *report.remarks):
        if said:
            say(console, words.printable(said))
    if report.usage.phrase:
        say(console, f"Models were asked: {report.usage.phrase}.")
    if report.lessons:
        say(console, ("\nLessons banked", "bold"))
    for lesson in report.lessons:
        author = f"  {lesson.id[:8]}  {lesson.agent}, {lesson.outcome.value}: "
        say(console, (author, "cyan"), words.printable(lesson.text))


def print_evidence(console: Console, evidence: Evidence) -> None:
    """Prints what was checked, as one sentence."""
    if evidence.phrases:
        say(console, f"Checked: {words.printable('; '.join(evidence.phrases))}.")


def print_diff(console: Console, diff: str) -> None:
    """Prints a unified diff, in colours on a terminal."""
    if console.is_terminal:
        text = words.printable(diff.rstrip("\n"))
        coloured = Syntax(
            text, "diff", theme="ansi_dark", background_color="default", word_wrap=True
        )
        console.print(coloured)
    else:
        console.file.write(diff)


def say(console: Console, *parts: str | tuple[str, str]) -> None:
    """Prints a sentence of (text, style) parts: a terminal wraps it at words, a pipe gets it
    on one line.
    """
    console.print(Text.assemble(*parts), soft_wrap=not console.is_terminal)
