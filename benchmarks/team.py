"""What the loop costs besides its agents and its judge.

    python -m benchmarks.team

Three measurements, with a bank and an embedder as in a run of the product:

- rounds of instant agents and a judge that only looks verdicts up: the loop's own time;
- rounds of three models that answer in two seconds each, over HTTP on loopback: they work at
  the same time, so that a round takes two seconds for the proposals and two for the lessons;
- memory of a whole `lessonls optimize` with three models, of our process and of all processes.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import aclosing
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.footprint import resident_of, watched
from lessonls.adapters.disk_bank import DiskBank
from lessonls.adapters.lexical_embedder import LexicalEmbedder
from lessonls.agents.llm.team import open_team
from lessonls.config import ModelSettings
from lessonls.core.events import CandidateProposed, Confirming, LessonBanked, RoundStarted
from lessonls.core.lesson import Attempt, Brief, Proposal
from lessonls.core.options import Options
from lessonls.core.target import Mode
from lessonls.core.usage import Budget
from lessonls.fakes import TableJudge, correct, example_target
from lessonls.loop import optimize
from lessonls.ports import Agent, Meter
from tests.openai_server import Answer, OpenAIServer, Reply, Request

_CODE = """void f(double *x, int n) {{
    for (int i = 0; i < n; i++) x[i] = x[i] * 2.0 + {};
}}"""
_TARGET = example_target(_CODE.format("1.0"))
_EXAMPLE = Path(__file__).parents[1] / "examples" / "matrix_product.cpp"
_LESSON = "Let the innermost loop run along memory, because whole lines of the cache are used."


def main(
    runs: Annotated[int, typer.Option(help="Runs of four rounds with instant agents.")] = 10,
    seconds: Annotated[float, typer.Option(help="What a slow model takes to answer.")] = 2.0,
) -> None:
    """Print medians."""
    rounds = [one for _ in range(runs) for one in asyncio.run(_instant())]
    typer.echo(
        f"instant agents, three a round: {statistics.median(rounds) * 1e3:.1f} ms a round "
        f"(slowest {max(rounds) * 1e3:.1f} ms, {len(rounds)} rounds)"
    )
    proposals, lessons = asyncio.run(_slow(seconds))
    typer.echo(
        f"models of {seconds:g} s, three a round: {statistics.median(proposals):.2f} s for the "
        f"proposals, {statistics.median(lessons):.2f} s for the lessons ({len(proposals)} rounds)"
    )
    own, everything = asyncio.run(_memory())
    typer.echo(
        f"memory of a run: our process {own >> 20} MB, with the judge's {everything >> 20} MB"
    )


class _Instant:
    """An agent that always has another constant to try."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def propose(self, brief: Brief) -> Proposal | None:
        return Proposal(code=_CODE.format(f"{brief.round}.{self.name}"))

    async def repair(self, brief: Brief, attempt: Attempt) -> Proposal | None:  # noqa: ARG002
        return None

    async def explain(self, brief: Brief, attempt: Attempt) -> str:  # noqa: ARG002
        return f"{_LESSON} ({brief.round} {self.name})"


async def _instant() -> list[float]:
    """Seconds of each round."""
    team = [_Instant(name) for name in "123"]
    starts, _, _ = await _timed(team, None, rounds=4)
    return [later - earlier for earlier, later in pairwise(starts)]


async def _slow(seconds: float) -> tuple[list[float], list[float]]:
    """Seconds of the proposals and of the lessons of each round."""

    def script(request: Request) -> Answer:
        if "# What to explain" in request.prompt:
            return Reply(_LESSON, before=seconds)
        name, number = request.body["model"], len(server.requests)
        code = _CODE.format(f"{number}.{name}")
        return Reply(f"```c\n{code}\n```", before=seconds)

    async with OpenAIServer(script) as server:
        models = {
            f"m{n}": ModelSettings(model=str(n), base_url=server.base_url) for n in range(1, 4)
        }
        async with open_team(models, Budget()) as (team, meter):
            starts, proposed, banked = await _timed(team, meter, rounds=3)
    lessons = [banked[n] - proposed[n] for n in range(len(proposed))]
    return [proposed[n] - starts[n] for n in range(len(proposed))], lessons


async def _timed(
    team: Sequence[Agent], meter: Meter | None, rounds: int
) -> tuple[list[float], list[float], list[float]]:
    """When each round began (and the last one ended), had its first candidate, and its last
    lesson.
    """
    starts: list[float] = []
    proposed: list[float] = []
    banked: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        run = optimize(
            _TARGET,
            Mode.SERIAL,
            team=team,
            judge=TableJudge({}, default=correct(1.5)),
            bank=DiskBank(Path(home)),
            embedder=LexicalEmbedder(),
            options=Options(rounds=rounds),
            meter=meter,
        )
        async with aclosing(run):
            async for event in run:
                now = time.perf_counter()
                match event:
                    case RoundStarted():
                        starts.append(now)
                    case CandidateProposed() if len(proposed) < len(starts):
                        proposed.append(now)
                    case LessonBanked():
                        banked[len(starts) - 1 :] = [now]
                    case Confirming():
                        starts.append(now)
                    case _:
                        pass
    return starts, proposed, banked


async def _memory() -> tuple[int, int]:
    """Peak resident bytes of `lessonls optimize`, and of it with all that it starts."""

    def script(request: Request) -> Answer:
        if "# What to explain" in request.prompt:
            return Reply(_LESSON)
        _, _, rest = request.prompt.partition("void multiply_add(")
        code = "void multiply_add(" + rest.partition("```")[0]
        return Reply(f"```cpp\n{code}\n```")

    with tempfile.TemporaryDirectory() as home:
        async with OpenAIServer(script) as server:
            agents = "".join(
                f'[agents.m{n}]\nmodel = "m{n}"\nbase_url = "{server.base_url}"\n' for n in range(3)
            )
            config = Path(home, "config.toml")
            names = '["m0", "m1", "m2"]'
            config.write_text(f'team = "three"\n[teams]\nthree = {names}\n{agents}')  # noqa: ASYNC240
            environment = {**os.environ, "LESSONLS_CONFIG": str(config), "LESSONLS_HOME": home}
            with watched(Path(home)) as found:
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "lessonls.cli", "optimize"),
                    f"{_EXAMPLE}:multiply_add",
                    env=environment,
                    stdout=asyncio.subprocess.DEVNULL,
                )
                own = 0
                while process.returncode is None:
                    own = max(own, resident_of(process.pid))
                    await asyncio.sleep(0.05)
        return own, found.memory


if __name__ == "__main__":
    typer.run(main)
