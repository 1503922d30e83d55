"""The scores of a campaign as a table, as CSV, as JSON, and as samples for EvalPlus."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from benchmarks.campaign.folder import Manifest
from benchmarks.campaign.measures import by
from benchmarks.campaign.record import Record
from benchmarks.generation.scores import Scores, by_round, passes, plus_by_round, scores
from benchmarks.results import percent, table

HEAD = (
    "problems",
    "pass@1",
    "plus",
    "spread",
    "wrong tests",
    "decided",
    "suspected",
    "s",
    "requests",
    "tokens",
    "cost",
    "overhead",
)


def groups(records: Sequence[Record]) -> Mapping[str, Sequence[Record]]:
    """The records of each suite, by its name."""
    return by(records, lambda one: one.suite)


def text(manifest: Manifest, records: Sequence[Record]) -> str:
    """What the terminal shows."""
    if not records:
        return "nothing is finished."
    setup = manifest.setup
    rows = [[name, *figures(scores(part))] for name, part in groups(records).items()]
    rounds = setup.options.rounds
    curves = {"pass@1": by_round(records, rounds), "plus": plus_by_round(records, rounds)}
    parts = [
        f"{setup.strategy}, team {', '.join(setup.team)}; answers of models: {manifest.replies}",
        table([setup.strategy, *HEAD], rows),
        "\n".join(
            f"{name} after each round: {', '.join(f'{one:.3f}' for one in curve)}"
            for name, curve in curves.items()
            if curve
        ),
    ]
    doubts = [f"{one.name}: {said}" for one in records if one.report for said in one.report.doubts]
    if doubts:
        parts.append("\n".join(["suspected unit tests:", *doubts]))
    problems = [f"{one.name}: {one.problem}" for one in records if one.problem]
    if problems:
        parts.append("\n".join(["not judged, and counted as failed:", *problems]))
    return "\n\n".join(parts)


def figures(one: Scores) -> list[str]:
    """What stands below `HEAD`."""
    return [
        f"{one.problems}" if one.repetitions == 1 else f"{one.problems} x {one.repetitions}",
        f"{one.base:.3f}",
        "-" if one.plus is None else f"{one.plus:.3f}",
        f"{one.spread:.3f}",
        percent(one.wrong),
        percent(one.decided),
        str(one.suspected),
        f"{one.seconds:.1f}",
        str(one.requests),
        str(one.tokens),
        f"{one.cost:.2g}",
        f"{one.overhead:.1%}",
    ]


def as_csv(records: Sequence[Record]) -> str:
    """A line for each problem and repetition."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    names = ("suite", "name", "repetition", "base", "plus", "passed", "tests", "wrong", "decided")
    lines.writerow([*names, "round", "agent", "seconds", "problem"])
    for one in records:
        grades = one.grades
        answer = None if grades is None else grades.answer
        marks = [
            *([None] * 4 if grades is None or answer is None else
              [grades.plus, answer.passed, grades.tests, grades.wrong]),
            None if grades is None else grades.decided,
            *([None] * 2 if answer is None else [answer.round, answer.agent]),
        ]  # fmt: skip
        lines.writerow(
            [one.suite, one.name, one.repetition, passes(one), *marks, one.seconds, one.problem]
        )
    return out.getvalue()


def as_json(manifest: Manifest, records: Sequence[Record]) -> str:
    """The scores of every suite, and how pass@1 grows with rounds."""
    rounds = manifest.setup.options.rounds
    found = {
        name: asdict(scores(part))
        | {"by_round": by_round(part, rounds), "plus_by_round": plus_by_round(part, rounds)}
        for name, part in groups(records).items()
    }
    return json.dumps(found, indent=1)


def as_samples(records: Sequence[Record]) -> str:
    """JSON Lines as `evalplus.evaluate` takes them: `task_id` and `solution`, of each run."""
    answers = ((one.name, one.grades.answer) for one in records if one.grades is not None)
    rows = (
        {"task_id": name, "solution": "" if answer is None else f"{answer.code}\n"}
        for name, answer in answers
    )
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
