"""Identical questions are answered from the cache where that is wanted."""

from typing import Any

import pytest

from lessonls.agents.llm.team import open_team
from lessonls.core.usage import Budget
from tests.openai_server import Answer, OpenAIServer, Reply, always
from tests.server.agents.llm.asking import BRIEF, CODE, FENCED, QUICK, settings_for


class DictCache:
    """Implements ports.ReplyCache in memory."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}

    async def get(self, key: str) -> str | None:
        return self.answers.get(key)

    async def put(self, key: str, answer: str) -> None:
        self.answers[key] = answer


async def _ask(server: OpenAIServer, cache: DictCache, *, always: bool = False, **chosen: Any):
    name = chosen.pop("name", "ann")
    opened = open_team(
        {name: settings_for(server, **chosen)},
        Budget(),
        cache,
        cache_always=always,
        patience=QUICK,
    )
    async with opened as ((agent,), meter):
        return await agent.propose(BRIEF), meter.usage


async def test_a_question_at_temperature_0_is_asked_once() -> None:
    cache = DictCache()
    async with OpenAIServer(always(Reply(FENCED))) as server:
        first, _ = await _ask(server, cache, temperature=0)
        again, usage = await _ask(server, cache, temperature=0)
    assert first == again
    assert first is not None
    assert first.code.strip() == CODE
    assert len(server.requests) == 1
    assert (usage.requests, usage.cached, usage.tokens) == (0, 1, 0)


async def test_warm_answers_are_kept_only_on_demand() -> None:
    cache = DictCache()
    async with OpenAIServer(always(Reply(FENCED))) as server:
        await _ask(server, cache)
        assert cache.answers == {}
        await _ask(server, cache, always=True)
        await _ask(server, cache, always=True)
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"model": "n"},
        {"temperature": 0.1},
        {"max_tokens": 99},
        {"extra_body": {"seed": 2}},
        {"name": "bob"},
    ],
    ids=str,
)
async def test_whatever_an_answer_depends_on_makes_another_question(change: Any) -> None:
    cache = DictCache()
    async with OpenAIServer(always(Reply(FENCED))) as server:
        await _ask(server, cache, always=True)
        await _ask(server, cache, always=True, **change)
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "reply",
    [
        Reply(FENCED, finish="length"),
        Reply(""),
        Reply("I", refusal="cannot"),
        Reply("I", finish="content_filter"),
    ],
    ids=["cut off", "empty", "refusal", "filter"],
)
async def test_only_complete_answers_are_kept(reply: Answer) -> None:
    cache = DictCache()
    async with OpenAIServer(always(reply)) as server:
        await _ask(server, cache, temperature=0)
    assert cache.answers == {}


@pytest.mark.parametrize("stored", ["", "{", "[]", '{"text": 1}', '{"text": "x", "evil": true}'])
async def test_what_cannot_be_read_is_asked_again(stored: str) -> None:
    cache = DictCache()
    async with OpenAIServer(always(Reply(FENCED))) as server:
        await _ask(server, cache, temperature=0)
        cache.answers = dict.fromkeys(cache.answers, stored)
        found, _ = await _ask(server, cache, temperature=0)
    assert found is not None
    assert found.code.strip() == CODE
    assert len(server.requests) == 2
