"""A campaign's measures as a table, as CSV and as JSON."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from benchmarks.campaign.folder import Manifest
from benchmarks.campaign.measures import Measures, best_of, by, by_round, measures
from benchmarks.campaign.record import Record
from benchmarks.results import percent, table

HEAD = (
    "problems",
    "compiled",
    "correct",
    "above 2x",
    "unchanged",
    "worst",
    "geometric mean",
    "spread",
    "unclamped",
    "s to the best",
    "s in all",
    "requests",
    "tokens",
    "cost",
    "overhead",
)


def groups(records: Sequence[Record]) -> Mapping[str, Sequence[Record]]:
    """The records of each category, of each suite, and all, by what they are called."""
    found: dict[str, Sequence[Record]] = {}
    for suite, own in by(records, lambda one: one.suite).items():
        categories = by(own, lambda one: one.category)
        if len(categories) > 1:
            found |= {f"{suite}: {name}": part for name, part in categories.items()}
        found[suite] = own
    if len({record.suite for record in records}) > 1:
        found["all"] = records
    return found


def text(manifest: Manifest, records: Sequence[Record]) -> str:
    """What the terminal shows."""
    if not records:
        return "nothing is finished."
    setup = manifest.setup
    head = (
        f"{setup.strategy}, team {', '.join(setup.team)}, {setup.mode.value};"
        f" {manifest.makes}; {' '.join(manifest.flags)}"
    )
    rows = [[name, *figures(measures(part))] for name, part in groups(records).items()]
    curves = (("after each round", by_round(records)), ("best of n candidates", best_of(records)))
    grown = [f"{name}: {', '.join(f'{one:.2f}' for one in curve)}" for name, curve in curves]
    parts = [head, table([setup.strategy, *HEAD], rows), "\n".join(grown)]
    problems = [f"{one.name}: {one.problem}" for one in records if one.problem]
    if problems:
        parts.append("\n".join(["not judged, and counted as 1:", *problems]))
    return "\n\n".join(parts)


def as_csv(records: Sequence[Record]) -> str:
    """A line for each problem and repetition."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    names = ("suite", "name", "category", "repetition", "speedup", "low", "high", "compiled")
    lines.writerow([*names, "correct", "until_best", "seconds", "where", "problem"])
    for one in records:
        figures = [
            one.speedup,
            *one.interval,
            one.compiled,
            one.correct,
            one.until_best,
            one.seconds,
        ]
        lines.writerow(
            [one.suite, one.name, one.category, one.repetition, *figures, one.where, one.problem]
        )
    return out.getvalue()


def as_json(records: Sequence[Record]) -> str:
    """The measures of every group, and how they grow with rounds and candidates."""
    found = {
        name: asdict(measures(part)) | {"by_round": by_round(part), "best_of": best_of(part)}
        for name, part in groups(records).items()
    }
    return json.dumps(found, indent=1)


def figures(one: Measures) -> list[str]:
    """What stands below `HEAD`."""
    return [
        f"{one.problems}" if one.repetitions == 1 else f"{one.problems} x {one.repetitions}",
        percent(one.compiled),
        percent(one.correct),
        percent(one.fast),
        percent(one.unchanged),
        f"{one.worst:.2f}",
        f"{one.mean:.2f}",
        f"{one.spread:.2f}",
        f"{one.unclamped:.2f}",
        f"{one.until_best:.0f}",
        f"{one.seconds:.0f}",
        str(one.requests),
        str(one.tokens),
        f"{one.cost:.2g}",
        f"{one.overhead:.1%}",
    ]
