"""Models at work together: at the same time, within their places, and stopped at once."""

import asyncio
import subprocess
import sys

import pytest

from lessonls.agents.llm.member import ModelAgent
from lessonls.agents.llm.memory import Answer
from lessonls.agents.llm.team import ask_for_a_word, open_team
from lessonls.config import ModelSettings
from lessonls.core.errors import AgentError, SettingsError
from lessonls.core.message import Messages
from lessonls.core.need import UnitTestNeed
from lessonls.core.target import Task
from lessonls.core.usage import Budget
from lessonls.fakes import example_target
from lessonls.ports import UnitTestAuthor
from tests.openai_server import (
    OpenAIServer,
    Reply,
    Request,
    Silence,
    Stall,
    Status,
    always,
    in_turn,
)
from tests.server.agents.llm.asking import (
    ATTEMPT,
    BRIEF,
    CODE,
    FENCED,
    KEY,
    QUICK,
    settings_for,
)


async def test_agents_ask_at_the_same_time() -> None:
    async with OpenAIServer(always(Reply(FENCED, before=0.5))) as server:
        members = {name: settings_for(server) for name in ("a", "b", "c")}
        async with open_team(members, Budget(), patience=QUICK) as (team, _):
            await team[0].propose(BRIEF)  # what is loaded once is loaded now
            await asyncio.gather(*(agent.propose(BRIEF) for agent in team))
    assert server.busiest == 3


async def test_an_address_gets_no_more_requests_at_once_than_it_has_places() -> None:
    async with OpenAIServer(always(Reply(FENCED, before=0.03))) as server:
        members = {name: settings_for(server, concurrency=2) for name in "abcdef"}
        members["g"] = settings_for(server, base_url=f"{server.base_url}/", concurrency=5)
        async with open_team(members, Budget(), patience=QUICK) as (team, _):
            answers = await asyncio.gather(*(agent.propose(BRIEF) for agent in team))
    assert all(answers)
    assert server.busiest == 2


async def test_waiting_for_a_place_does_not_use_up_the_timeout() -> None:
    async with OpenAIServer(always(Reply(FENCED, before=0.3))) as server:
        members = {name: settings_for(server, concurrency=1, timeout=0.8) for name in "abcd"}
        async with open_team(members, Budget(), patience=QUICK) as (team, _):
            assert all(await asyncio.gather(*(agent.propose(BRIEF) for agent in team)))


@pytest.mark.parametrize(
    "answer",
    [Silence(), Stall(), Reply(FENCED * 99, between=0.02)],
    ids=["silent", "stalled", "streaming"],
)
async def test_cancelling_closes_the_connection_at_once(
    answer: Silence | Stall | Reply,
) -> None:
    async with (
        OpenAIServer(always(answer)) as server,
        open_team({"ann": settings_for(server)}, Budget()) as ((agent,), meter),
    ):
        task = asyncio.create_task(agent.propose(BRIEF))
        await server.arrival.wait()
        await asyncio.sleep(0.05)  # so that an answer that comes has begun
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with asyncio.timeout(1):
            await server.leaving.wait()
        assert meter.usage.requests == 1


async def test_a_connection_is_used_again() -> None:
    async with OpenAIServer(always(Reply(FENCED))) as server:
        async with open_team({"ann": settings_for(server)}, Budget(), patience=QUICK) as (
            (agent,),
            _,
        ):
            for _ in range(3):
                await agent.propose(BRIEF)
        assert len(server.requests) == 3
        assert server.connections == 1


async def test_a_brief_becomes_a_prompt_and_an_answer_code_or_a_lesson() -> None:
    def script(request: Request) -> Reply:
        return Reply(FENCED if len(server.requests) < 3 else "Declare y before it is used.")

    async with OpenAIServer(script) as server:
        members = {"ann": settings_for(server, extra_body={"top_p": 0.9})}
        async with open_team(members, Budget(), patience=QUICK) as ((agent,), _):
            proposal = await agent.propose(BRIEF)
            second = await agent.repair(BRIEF, ATTEMPT)
            lesson = await agent.explain(BRIEF, ATTEMPT)
    assert agent.name == "ann"
    assert proposal is not None
    assert proposal.code.strip() == CODE
    assert second == proposal
    assert lesson == "Declare y before it is used."
    assert BRIEF.start in server.requests[0].prompt
    assert "'y' undeclared" in server.requests[1].prompt
    body = server.requests[0].body
    sent = (body["model"], body["temperature"], body["max_tokens"], body["top_p"], body["stream"])
    assert sent == ("m", 0.2, 4096, 0.9, True)


async def test_the_event_loop_goes_on_while_prompts_are_made_and_replies_are_read() -> None:
    """Files of a megabyte take half a second to read, and the editor asks meanwhile."""
    turns: list[bool] = []

    class Asked:
        async def ask(
            self, messages: Messages, *, repair: bool = False, temperature: float | None = None
        ) -> Answer:
            turns.append(others)
            assert len(messages) == 2
            del repair, temperature
            return Answer(text="")

    async def other() -> None:
        nonlocal others
        others = True

    agent = ModelAgent("ann", ModelSettings(model="m", base_url="http://h"), Asked())
    for ask in (
        lambda: agent.propose(BRIEF),
        lambda: agent.repair(BRIEF, ATTEMPT),
        lambda: agent.explain(BRIEF, ATTEMPT),
    ):
        others = False
        await asyncio.gather(ask(), other())
    assert turns == [True, True, True]


async def test_a_lesson_that_is_refused_is_none() -> None:
    async with (
        OpenAIServer(always(Reply("", refusal="no"))) as server,
        open_team({"ann": settings_for(server)}, Budget(), patience=QUICK) as ((agent,), _),
    ):
        assert await agent.explain(BRIEF, ATTEMPT) == ""


async def test_half_a_character_is_no_reason_to_stop() -> None:
    brief = BRIEF.model_copy(update={"start": "void f(void) { /* \udcff */ }"})
    async with (
        OpenAIServer(always(Reply(FENCED))) as server,
        open_team({"ann": settings_for(server)}, Budget(), patience=QUICK) as ((agent,), _),
    ):
        assert await agent.propose(brief) is not None


@pytest.mark.parametrize(
    "name",
    [
        "messages",
        "model",
        "n",
        "stream",
        "stream_options",
        "max_tokens",
        "max_completion_tokens",
        "temperature",
    ],
)
async def test_extra_body_cannot_change_the_question(name: str) -> None:
    async with OpenAIServer() as server:
        settings = settings_for(server, extra_body={name: "other"})
        with pytest.raises(SettingsError, match=f"cannot contain “{name}”"):
            async with open_team({"ann": settings}, Budget()):
                pass
        with pytest.raises(SettingsError):
            await ask_for_a_word(settings)
    assert server.requests == []


async def test_a_missing_key_is_that_agents_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY, raising=False)
    async with OpenAIServer(always(Reply(FENCED))) as server:
        members = {"ann": settings_for(server, api_key_env=KEY), "bob": settings_for(server)}
        async with open_team(members, Budget(), patience=QUICK) as ((ann, bob), _):
            with pytest.raises(AgentError, match=f"No API key for “m”: set {KEY}."):
                await ann.propose(BRIEF)
            assert await bob.propose(BRIEF) is not None
    assert len(server.requests) == 1


async def test_a_word_says_how_fast_a_model_answers() -> None:
    async with OpenAIServer(always(Reply("ready", before=0.1, between=0.05, piece=1))) as server:
        word = await ask_for_a_word(settings_for(server))
    assert word.model == "served"
    assert 0.1 <= word.first < word.seconds
    assert word.seconds >= 0.3
    assert server.requests[0].body["max_tokens"] == 16


async def test_a_word_is_asked_for_once() -> None:
    async with OpenAIServer(always(Status(503, "Loading model"))) as server:
        with pytest.raises(AgentError, match="“Loading model”"):
            await ask_for_a_word(settings_for(server))
    assert len(server.requests) == 1


async def test_a_team_without_models_opens() -> None:
    async with open_team({}, Budget()) as (team, meter):
        assert (team, meter.spent) == ((), "")


def test_openai_is_loaded_only_when_a_team_opens() -> None:
    program = (
        "import sys, lessonls.agents.llm.team, lessonls.agents.llm.embedding;"
        "print([one for one in ('openai', 'httpx2', 'keyring') if one in sys.modules])"
    )
    run = [sys.executable, "-c", program]
    assert subprocess.run(run, check=True, capture_output=True, text=True).stdout == "[]\n"


async def test_functions_to_implement_are_asked_for_in_their_own_words() -> None:
    """Their unit tests come first, at a low temperature whatever the agent's own is."""
    stub = example_target().model_copy(update={"task": Task.IMPLEMENT})
    brief = BRIEF.model_copy(update={"target": stub})
    tests = "```c\nassert((f(), 1));\n```"
    answers = in_turn(Reply(tests), Reply(FENCED), Reply(FENCED), Reply("Mind the end."))
    async with OpenAIServer(answers) as server:
        members = {"ann": settings_for(server, temperature=0.7)}
        async with open_team(members, Budget(), patience=QUICK) as ((agent,), _):
            assert isinstance(agent, UnitTestAuthor)
            written = await agent.unit_tests(UnitTestNeed(stub, 6))
            proposal = await agent.propose(brief)
            second = await agent.repair(brief, ATTEMPT)
            lesson = await agent.explain(brief, ATTEMPT)
    assert list(written) == ["assert((f(), 1));"]
    assert proposal is not None
    assert proposal.code.strip() == CODE
    assert second == proposal
    assert lesson == "Mind the end."
    words = ["Write the tests.", "Write the function.", "'y' undeclared", "Explain why"]
    assert all(word in one.prompt for word, one in zip(words, server.requests, strict=True))
    assert [one.body["temperature"] for one in server.requests] == [0.2, 0.7, 0.7, 0.7]
