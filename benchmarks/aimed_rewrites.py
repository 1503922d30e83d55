"""Whether wrong rewrites that were aimed at blind spots pass, and right ones are refused.

    python -m benchmarks.aimed_rewrites --output results/aimed.json
    python -m benchmarks.aimed_rewrites --cases FOLDER --only utf8 --output results/aimed.json

A folder of cases has a `cases.json` (a list of `name`, `function`, `expect`, which is `reject` or
`accept`, `why`, and perhaps a `kind`), and for every name the original and a candidate. Each is
judged by `lessonls judge` in a process of its own. The cases in `benchmarks/aimed` were written by
somebody who had not read how inputs are made.

Finished cases are written at once and not judged again; ctrl-C loses the one in progress.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer
from pydantic import BaseModel, TypeAdapter

from benchmarks.results import middle_and_worst, read, table, write
from lessonls.core.report import JudgeReport
from lessonls.core.verdict import VerdictKind

_OWN = Path(__file__).parent / "aimed"
_SECONDS = 300.0


class Listed(BaseModel):
    """One entry of `cases.json`."""

    name: str
    function: str
    expect: Literal["accept", "reject"]
    kind: str = ""
    why: str = ""


class Judged(Listed):
    """What came of it: a verdict, or an error's sentence."""

    verdict: VerdictKind | None
    sentence: str
    conditions: tuple[str, ...] = ()
    mutants: tuple[int, int] | None = None
    seconds: float

    @property
    def as_expected(self) -> bool:
        """A refused original proves nothing of its rewrite."""
        if self.verdict is None:
            return False
        return (self.verdict is VerdictKind.CORRECT) == (self.expect == "accept")


def main(
    output: Annotated[Path, typer.Option(help="JSON file that results are kept in.")],
    cases: Annotated[Path, typer.Option(help="Folder of cases.")] = _OWN,
    only: Annotated[str, typer.Option(help="Part of the names to judge.")] = "",
) -> None:
    """Judge every case of a folder through the command line.

    For example: python -m benchmarks.aimed_rewrites --output results/aimed.json
    """
    listed = TypeAdapter(list[Listed]).validate_json((cases / "cases.json").read_bytes())
    results = {one.name: one for one in read(output, Judged)}
    try:
        for one in listed:
            if only in one.name and one.name not in results:
                results[one.name] = found = judged(one, cases)
                write(output, list(results.values()))
                mark = "as expected" if found.as_expected else f"NOT {one.expect}ed"
                typer.echo(
                    f"{one.name}: {mark} in {found.seconds:.1f} s {found.sentence}", err=True
                )
    except KeyboardInterrupt:
        typer.echo(f"Stopped. The same command goes on; {output} has what is finished.", err=True)
        raise typer.Exit(130) from None
    typer.echo(report([one for one in results.values() if only in one.name]))


def judged(one: Listed, cases: Path) -> Judged:
    """One case in a folder of its own, as a user would judge it."""
    (candidate,) = cases.glob(f"{one.name}.cand*")
    said = one.model_dump()
    with tempfile.TemporaryDirectory() as folder:
        original = Path(shutil.copy(cases / f"{one.name}{candidate.suffix}", folder))
        shutil.copy(candidate, folder)
        place = f"{original}:{one.function}"
        command = [sys.executable, "-m", "lessonls.cli", "judge", "--json", place]
        started = time.perf_counter()
        try:
            ended = subprocess.run(
                [*command, str(Path(folder) / candidate.name)],
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            late = f"it was not judged within {_SECONDS:g} s."
            return Judged(**said, verdict=None, sentence=late, seconds=_SECONDS)
        seconds = time.perf_counter() - started
    if not ended.stdout:
        return Judged(**said, verdict=None, sentence=ended.stderr.strip(), seconds=seconds)
    found = JudgeReport.model_validate(json.loads(ended.stdout))
    score = found.evidence.mutation
    return Judged(
        **said,
        verdict=found.verdict,
        sentence=found.reason,
        conditions=found.evidence.conditions,
        mutants=None if score is None else (score.told, score.mutants),
        seconds=seconds,
    )


def report(results: Sequence[Judged]) -> str:
    """A row for each kind, and each case that did not end as expected."""
    kinds = dict.fromkeys(one.kind for one in results)
    rows = [_row(kind or "all", [r for r in results if r.kind == kind]) for kind in kinds]
    if len(rows) > 1:
        rows.append(_row("all", results))
    head = ["kind", "wrong", "passed", "on a condition", "right", "refused", "not opened"]
    missed = [
        f"{one.name} ({one.expect}): {one.verdict or one.sentence} {one.conditions}. {one.why}"
        for one in results
        if not one.as_expected
    ]
    middle, worst = middle_and_worst([one.seconds for one in results])
    scores = [one.mutants for one in results if one.mutants is not None]
    told = sum(score[0] for score in scores), sum(score[1] for score in scores)
    return "\n".join(
        [
            table(head, rows),
            f"seconds: median {middle:.1f}, worst {worst:.1f}",
            f"mutants told from originals of what was judged correct: {told[0]} of {told[1]}",
            *missed,
        ]
    )


def _row(kind: str, results: Sequence[Judged]) -> list[str]:
    opened = [one for one in results if one.verdict is not None]
    wrong = [one for one in opened if one.expect == "reject"]
    right = [one for one in opened if one.expect == "accept"]
    return [
        kind,
        str(len(wrong)),
        str(sum(not one.as_expected and not one.conditions for one in wrong)),
        str(sum(not one.as_expected and bool(one.conditions) for one in wrong)),
        str(len(right)),
        str(sum(not one.as_expected for one in right)),
        str(len(results) - len(opened)),
    ]


if __name__ == "__main__":
    typer.run(main)
