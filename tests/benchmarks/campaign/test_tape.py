"""Models' answers are written down, and played again without the models."""

from contextlib import aclosing
from pathlib import Path

import pytest

from benchmarks.campaign.tape import PlayedMeter, Player, read_tape
from benchmarks.campaign.teams import Tapes, opened_team
from lessonls.agents.roster import roster_of
from lessonls.config import ModelSettings, Settings
from lessonls.core.errors import AgentError, InputError, MachineError
from lessonls.core.events import RunFinished
from lessonls.core.options import Options
from lessonls.core.target import Mode
from lessonls.fakes import MemoryBank, TableJudge, WordEmbedder, correct, example_target
from lessonls.loop import optimize
from tests.openai_server import OpenAIServer, Reply, Status, in_turn

CODE = "void f(void) { int faster; }"
ANSWER = Reply(f"```c\n{CODE}\n```")


def settings_for(base_url: str) -> Settings:
    model = ModelSettings(model="m", base_url=base_url, timeout=5.0)
    return Settings(team="mine", agents={"ann": model}, teams={"mine": ("ann",)})


async def ran(settings: Settings, tapes: Tapes) -> RunFinished:
    roster = roster_of(settings)
    async with opened_team(roster, Mode.SERIAL, settings, None, tapes, "run") as team:
        events = optimize(
            example_target(),
            Mode.SERIAL,
            team=team.agents,
            judge=TableJudge({}, default=correct(2.0)),
            bank=MemoryBank(),
            embedder=WordEmbedder(),
            options=Options(rounds=1, remarks=False),
            meter=team.meter,
        )
        async with aclosing(events):
            every = [event async for event in events]
    assert isinstance(every[-1], RunFinished)
    return every[-1]


async def test_a_recording_gives_the_same_run_without_a_model(tmp_path: Path) -> None:
    """The same code and the same lesson, and what these used; nothing is sent."""
    async with OpenAIServer(in_turn(ANSWER, Reply("Shorter is faster."))) as server:
        settings = settings_for(server.base_url)
        before = await ran(settings, Tapes(record=tmp_path))
        assert len(server.requests) == 2
        after = await ran(settings, Tapes(replay=tmp_path))
        assert len(server.requests) == 2
    assert [one.code for one in after.attempts] == [one.code for one in before.attempts] == [CODE]
    assert [one.text for one in after.lessons] == ["Shorter is faster."]
    assert after.usage == before.usage


async def test_failures_of_a_model_are_recorded_too(tmp_path: Path) -> None:
    """They are played like answers."""
    async with OpenAIServer(in_turn(Status(400, "no such model"))) as server:
        settings = settings_for(server.base_url)
        with pytest.raises(MachineError, match="no such model"):
            await ran(settings, Tapes(record=tmp_path))
    with pytest.raises(MachineError, match="no such model"):
        await ran(settings, Tapes(replay=tmp_path))


async def test_a_recording_that_ends_is_told(tmp_path: Path) -> None:
    """The agent leaves the team, as one whose endpoint is gone."""
    with pytest.raises(AgentError, match="recording of ann ends here"):
        await Player("ann", [], PlayedMeter()).ask(())


@pytest.mark.parametrize(("text", "said"), [(None, "no recording"), ("{}\n", "not a recording")])
def test_what_is_no_recording_is_named(tmp_path: Path, text: str | None, said: str) -> None:
    """With its path."""
    tape = tmp_path / "run.jsonl"
    if text is not None:
        tape.write_text(text)
    with pytest.raises(InputError, match=said):
        read_tape(tape)
