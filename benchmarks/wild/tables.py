"""Records as tables. Pure."""

import math
from collections.abc import Callable, Sequence

from benchmarks.results import middle_and_worst, percent, share, table
from benchmarks.wild.record import REASONS, Outcome, Record


def report(records: Sequence[Record]) -> str:
    """All tables: kinds, repositories, seconds, and every function that did not open."""
    if not records:
        return "nothing was opened."
    parts = [
        _outcomes("kind", records, lambda one: one.kind),
        _outcomes("repository", records, lambda one: one.repository),
        _seconds(records),
        _opened(records),
        _speedups([one for one in records if one.speedup is not None]),
        *_sentences(records),
    ]
    return "\n\n".join(part for part in parts if part)


def _outcomes(title: str, records: Sequence[Record], group: Callable[[Record], str]) -> str:
    """A line for each group: how many there are, how many opened, how many did not, and why."""
    reasons = [name for name in REASONS if any(one.reason == name for one in records)]
    groups = sorted({group(one) for one in records})
    rows = [_row(name, [r for r in records if group(r) == name], reasons) for name in groups]
    return table([title, "functions", "opened", *reasons], [*rows, _row("all", records, reasons)])


def _row(name: str, records: Sequence[Record], reasons: Sequence[str]) -> list[str]:
    opened = sum(one.outcome is Outcome.OPENED for one in records)
    refused = [sum(one.reason == reason for one in records) for reason in reasons]
    return [name, str(len(records)), str(opened), *(str(count or "-") for count in refused)]


def _seconds(records: Sequence[Record]) -> str:
    refused = [one for one in records if one.outcome is Outcome.REFUSED]
    groups = {
        "to open": [one for one in records if one.outcome is Outcome.OPENED],
        "to refuse with a build": [one for one in refused if one.build],
        "to refuse without a build": [one for one in refused if not one.build],
        "until it was cancelled": [one for one in records if one.outcome is Outcome.OVER],
    }
    rows = [
        [
            name,
            str(len(group)),
            *_middle_and_worst([one.seconds for one in group]),
            *_middle_and_worst([o.processor_seconds for o in group if o.processor_seconds]),
        ]
        for name, group in groups.items()
        if group
    ]
    head = ["seconds", "functions", "median", "worst", "median of processors", "worst"]
    return table(head, rows)


def _middle_and_worst(numbers: Sequence[float]) -> list[str]:
    return [f"{number:.2f}" for number in middle_and_worst(numbers)] if numbers else ["-", "-"]


def _speedups(finished: Sequence[Record]) -> str:
    """Of the runs that came to an end: the share above 1.1, the geometric mean, the extremes."""
    speedups = [one.speedup for one in finished if one.speedup is not None]
    if not speedups:
        return ""
    row = [
        str(len(speedups)),
        percent(share([speedup >= 1.1 for speedup in speedups])),
        f"{math.exp(sum(map(math.log, speedups)) / len(speedups)):.3f}",
        f"{min(speedups):.2f}",
        f"{max(speedups):.2f}",
    ]
    return table(["optimized", "1.1x or more", "geometric mean", "least", "most"], [row])


def _opened(records: Sequence[Record]) -> str:
    rows = [
        [
            _place(one),
            f"{one.seconds:.1f}",
            "-" if one.line_coverage is None else f"{100 * one.line_coverage:.0f}%",
            "-" if one.baseline_seconds is None else f"{1e6 * one.baseline_seconds:.1f}",
            one.unfinished or ("-" if one.speedup is None else f"{one.speedup:.2f}x"),
        ]
        for one in records
        if one.outcome is Outcome.OPENED
    ]
    head = ["opened", "seconds", "lines covered", "microseconds a call", "speedup"]
    return table(head, rows) if rows else ""


def _sentences(records: Sequence[Record]) -> list[str]:
    """The functions that did not open with what was said of each, by outcome and reason."""
    parts: list[str] = []
    for outcome in (Outcome.FAILED, Outcome.OVER, Outcome.REFUSED):
        for reason in REASONS:
            alike = [one for one in records if (one.outcome, one.reason) == (outcome, reason)]
            lines = [f"  {_place(one)}: {one.sentence} ({one.seconds:.1f} s)" for one in alike]
            if alike:
                parts.append("\n".join([f"{outcome}, {reason}, {len(alike)}:", *lines]))
    return parts


def _place(one: Record) -> str:
    return f"{one.repository} {one.file}:{one.line} {one.function}"
