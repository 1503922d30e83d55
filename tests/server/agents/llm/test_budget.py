"""What a run may use, and what it is told that it has used."""

import asyncio

import pytest

from lessonls.agents.llm.meter import RunMeter
from lessonls.agents.llm.team import open_team
from lessonls.config import ModelSettings
from lessonls.core.errors import AgentError
from lessonls.core.usage import Budget, Usage
from tests.openai_server import OpenAIServer, Reply, Stall, Status, always, in_turn
from tests.server.agents.llm.asking import ATTEMPT, BRIEF, FENCED, QUICK, settings_for

MODEL = ModelSettings(
    model="m",
    base_url="http://127.0.0.1/v1",
    max_tokens=1000,
    prompt_price=2.0,
    completion_price=10.0,
)


async def test_the_servers_counts_and_the_prices_make_the_cost() -> None:
    reply = Reply(FENCED, usage={"prompt_tokens": 1000, "completion_tokens": 500})
    async with OpenAIServer(always(reply)) as server:
        settings = settings_for(server, prompt_price=2.0, completion_price=10.0)
        async with open_team({"ann": settings}, Budget(), patience=QUICK) as ((agent,), meter):
            await agent.propose(BRIEF)
            await agent.repair(BRIEF, ATTEMPT)
            await agent.explain(BRIEF, ATTEMPT)
    usage = meter.usage
    assert (usage.requests, usage.retries, usage.repairs) == (3, 0, 1)
    assert (usage.prompt_tokens, usage.completion_tokens) == (3000, 1500)
    assert usage.cost == pytest.approx(0.021)


@pytest.mark.parametrize(
    "usage", [None, "many", {"prompt_tokens": -1}, {"prompt_tokens": 10**30}, {"total": 1}], ids=str
)
async def test_without_the_servers_counts_tokens_are_estimated(usage: object) -> None:
    async with OpenAIServer(always(Reply("x" * 400, usage=usage))) as server:
        members = {"ann": settings_for(server)}
        async with open_team(members, Budget(), patience=QUICK) as ((agent,), meter):
            await agent.propose(BRIEF)
            length = len(server.requests[0].prompt)
    assert meter.usage.completion_tokens == 100
    assert meter.usage.prompt_tokens == pytest.approx(length / 4, abs=2)


async def test_a_server_without_stream_options_is_asked_without_them_from_then_on() -> None:
    refusal = Status(400, "Unrecognized request argument supplied: stream_options")
    async with OpenAIServer(in_turn(refusal, Reply(FENCED))) as server:
        members = {"ann": settings_for(server), "bob": settings_for(server)}
        async with open_team(members, Budget(), patience=QUICK) as ((ann, bob), meter):
            await ann.propose(BRIEF)
            await ann.propose(BRIEF)
            await bob.propose(BRIEF)
    assert ["stream_options" in one.body for one in server.requests] == [True, False, False, False]
    assert (meter.usage.requests, meter.usage.retries) == (4, 1)


async def test_a_server_that_wants_other_words_gets_them() -> None:
    length = Status(400, "'max_tokens' is not supported. Use 'max_completion_tokens' instead.")
    warmth = Status(400, "'temperature' does not support 0.2 with this model.")
    async with OpenAIServer(in_turn(length, warmth, Reply(FENCED))) as server:
        members = {"ann": settings_for(server)}
        async with open_team(members, Budget(), patience=QUICK) as ((agent,), _):
            assert await agent.propose(BRIEF) is not None
    body = server.requests[-1].body
    assert "temperature" not in body
    assert "max_tokens" not in body
    assert body["max_completion_tokens"] == 4096


async def test_the_limit_on_requests_holds_for_several_agents_at_once() -> None:
    async with OpenAIServer(always(Reply(FENCED, before=0.05))) as server:
        members = {name: settings_for(server, concurrency=9) for name in "abcdefg"}
        async with open_team(members, Budget(requests=3), patience=QUICK) as (team, meter):
            answers = await asyncio.gather(*(agent.propose(BRIEF) for agent in team))
            assert await team[0].repair(BRIEF, ATTEMPT) is None
            assert await team[0].explain(BRIEF, ATTEMPT) == ""
    assert sum(answer is not None for answer in answers) == 3
    assert len(server.requests) == 3
    assert meter.spent == "The run stopped at its limit of 3 requests."


async def test_retries_count_as_requests() -> None:
    async with OpenAIServer(always(Status(500))) as server:
        members = {"ann": settings_for(server)}
        async with open_team(members, Budget(requests=2), patience=QUICK) as ((agent,), meter):
            assert await agent.propose(BRIEF) is None
    assert len(server.requests) == 2
    assert meter.spent


async def test_a_refused_request_costs_no_tokens() -> None:
    async with OpenAIServer(always(Status(401))) as server:
        members = {"ann": settings_for(server)}
        async with open_team(members, Budget(), patience=QUICK) as ((agent,), meter):
            with pytest.raises(AgentError):
                await agent.propose(BRIEF)
    assert meter.usage == Usage(requests=1)


async def test_an_answer_gets_no_more_tokens_than_are_left() -> None:
    async with OpenAIServer(always(Reply(FENCED))) as server:
        members = {"ann": settings_for(server)}
        async with open_team(members, Budget(tokens=3000), patience=QUICK) as ((agent,), _):
            await agent.propose(BRIEF)
            estimate = -(-len(server.requests[0].prompt) // 4)
    assert server.requests[0].body["max_tokens"] == pytest.approx(3000 - estimate, abs=2)


async def test_the_meter_runs_while_tokens_arrive() -> None:
    reply = Reply(FENCED * 5, between=0.02, usage={"prompt_tokens": 9, "completion_tokens": 999})
    async with OpenAIServer(always(reply)) as server:
        members = {"ann": settings_for(server)}
        async with open_team(members, Budget(), patience=QUICK) as ((agent,), meter):
            seen: list[int] = []
            task = asyncio.create_task(agent.propose(BRIEF))
            while not task.done():
                seen.append(meter.usage.completion_tokens)
                await asyncio.sleep(0.01)
            await task
            assert meter.usage.completion_tokens == 999
    assert seen == sorted(seen)
    assert len(set(seen)) > 5


async def test_thoughts_count_as_tokens() -> None:
    async with OpenAIServer(always(Reply("yes", reasoning="hm, " * 100, usage=None))) as server:
        members = {"ann": settings_for(server)}
        async with open_team(members, Budget(), patience=QUICK) as ((agent,), meter):
            await agent.propose(BRIEF)
    assert meter.usage.completion_tokens == 101


async def test_what_broke_off_is_still_counted() -> None:
    async with OpenAIServer(always(Stall("x" * 40))) as server:
        members = {"ann": settings_for(server)}
        async with open_team(members, Budget(), patience=QUICK) as ((agent,), meter):
            with pytest.raises(AgentError):
                await agent.propose(BRIEF)
    assert meter.usage.completion_tokens == 20


def test_a_prompt_that_leaves_no_room_is_not_sent() -> None:
    meter = RunMeter(Budget(tokens=100))
    assert meter.admit(MODEL, 400) is None
    assert meter.spent == "The limit of 100 tokens leaves no room for another request."
    assert meter.usage == Usage()


def test_money_limits_the_answer() -> None:
    meter = RunMeter(Budget(cost=0.003))
    entry = meter.admit(MODEL, 2000)  # 500 tokens for 0.001
    assert entry is not None
    assert entry.most == pytest.approx(200, abs=1)
    entry.settle(500, 180)
    meter.close(entry)
    assert meter.admit(MODEL, 400) is None
    assert meter.spent == "The limit of 0.003 in money leaves no room for another request."


def test_without_a_budget_everything_is_admitted() -> None:
    meter = RunMeter()
    entry = meter.admit(MODEL, 10**7)
    assert entry is not None
    assert entry.most == MODEL.max_tokens
    assert meter.spent == ""
