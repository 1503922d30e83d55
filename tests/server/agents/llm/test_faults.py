"""Everything that an endpoint can do wrong, what the user reads, and how often it was asked."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

import pytest

from lessonls.agents.llm.team import open_team
from lessonls.core.errors import AgentError
from lessonls.core.events import AgentLeft, CandidateJudged, Event, RunFinished
from lessonls.core.options import Options
from lessonls.core.target import Mode
from lessonls.core.usage import Budget
from lessonls.fakes import MemoryBank, TableJudge, WordEmbedder, correct, example_target
from lessonls.loop import optimize
from tests.openai_server import (
    Answer,
    Broken,
    Events,
    OpenAIServer,
    Raw,
    Redirect,
    Reply,
    Silence,
    Stall,
    Status,
    always,
    in_turn,
    make_certificate,
)
from tests.server.agents.llm.asking import (
    BRIEF,
    CODE,
    FENCED,
    KEY,
    QUICK,
    SECRET,
    outcome_of,
    settings_for,
)

_EVENTS = "text/event-stream"
_V1 = "check `base_url`, which ends in /v1 for most servers."
_GARBAGE = b"garbage!" * 128

FAULTS: Sequence[tuple[str, Answer, int, str]] = [
    ("wrong key", Status(401, "no"), 1, f"rejected the API key (401, “no”): check {KEY}."),
    ("no money", Status(402), 1, "has no credit left (402): check the account at its provider."),
    ("forbidden", Status(403), 1, "denied access (403): check what the API key is authorized for."),
    (
        "bad request",
        Status(400, "no such field"),
        1,
        "rejected the request (400, “no such field”): check the settings with"
        " `lessonls team check`.",
    ),
    (
        "long prompt",
        Status(400, "maximum context length is 4096 tokens"),
        1,
        "rejected the prompt as too long (400, “maximum context length is 4096 tokens”):"
        " set a smaller `context` or `max_tokens`.",
    ),
    (
        "no such model",
        Status(404, "no model m"),
        1,
        "was not found (404, “no model m”): check the model's name, and `base_url`.",
    ),
    (
        "rate limit",
        Status(429, "slow down", {"Retry-After": "0.05"}),
        3,
        "received too many requests (429, 3 times in a row, “slow down”): set a smaller"
        " `concurrency`, or try again later.",
    ),
    (
        "long rest",
        Status(429, "slow down", {"Retry-After": "60"}),
        1,
        "received too many requests and wants 60 s of rest, which its timeout does not allow"
        " (429, “slow down”): set a longer `timeout`, or try again later.",
    ),
    (
        "no quota",
        Status(429, "You exceeded it", more={"code": "insufficient_quota"}),
        1,
        "has no credit left (429, “You exceeded it”): check the account at its provider.",
    ),
    (
        "internal error",
        Status(500, "boom"),
        3,
        "had an internal error (500, 3 times in a row, “boom”): try again later.",
    ),
    (
        "page instead of an error",
        Raw(b"<html>Bad gateway</html>", "text/html", 502),
        3,
        "had an internal error (502, 3 times in a row): try again later.",
    ),
    (
        "loading",
        Status(503, "Loading model"),
        3,
        "is not ready (503, 3 times in a row, “Loading model”): wait until its server has"
        " loaded it.",
    ),
    (
        "overloaded",
        Status(529, "busy"),
        3,
        "is overloaded (529, 3 times in a row, “busy”): try again later.",
    ),
    (
        "stalled stream",
        Stall(),
        2,
        "fell silent for 0.5 s in the middle of its answer (2 times in a row): try again later.",
    ),
    (
        "dropped connection",
        Broken(),
        2,
        "closed the connection (2 times in a row): try again later.",
    ),
    (
        "stream without an end",
        Reply("int", finish=None, done=False),
        2,
        "broke off in the middle of its answer (2 times in a row): try again later.",
    ),
    ("invalid JSON", Raw(b"{no"), 2, f"sent JSON that is not valid (2 times in a row): {_V1}"),
    (
        "invalid JSON in a stream",
        Raw(b"data: {no\n\n", _EVENTS),
        2,
        f"sent JSON that is not valid (2 times in a row): {_V1}",
    ),
    (
        "other JSON",
        Raw(b'{"choices": "none"}'),
        2,
        f"returned a response that is not a chat completion (2 times in a row): {_V1}",
    ),
    (
        "choices: null",
        Raw(b'{"id": "1", "choices": null}'),
        2,
        f"returned a completion without choices (2 times in a row): {_V1}",
    ),
    (
        "choices: null in a stream",
        Raw(b'data: {"choices": null}\n\ndata: [DONE]\n\n', _EVENTS),
        2,
        f"returned a completion without choices (2 times in a row): {_V1}",
    ),
    (
        "error with the status of an answer",
        Raw(b'{"error": {"message": "upstream died"}, "choices": null}'),
        2,
        "reported an error (2 times in a row, “upstream died”): try again later.",
    ),
    (
        "error in a stream",
        Raw(b'data: {"error": {"message": "upstream died"}}\n\n', _EVENTS),
        2,
        "reported an error (2 times in a row, “upstream died”): try again later.",
    ),
    (
        "5 MB of garbage",
        Raw(_GARBAGE, times=5_000),
        2,
        f"sent more than 1000000 bytes (2 times in a row): {_V1}",
    ),
    (
        "5 MB of garbage as one event",
        Raw(_GARBAGE, _EVENTS, times=5_000),
        2,
        f"sent an unterminated event (2 times in a row): {_V1}",
    ),
    (
        "wrong content type",
        Reply(FENCED, content_type="text/html"),
        2,
        f"returned a response that is not a completion (2 times in a row, “text/html”): {_V1}",
    ),
    (
        "compressed answer",
        Raw(b"?", headers={"content-encoding": "gzip"}),
        2,
        f"returned a response that cannot be decoded (2 times in a row): {_V1}",
    ),
    (
        "redirect",
        Redirect("http://other.example:81/v1/chat/completions"),
        1,
        "redirects to other.example:81, to which no API key is sent (307): set `base_url` to"
        " the address of the model.",
    ),
]


@pytest.mark.parametrize(
    ("answer", "requests", "line"), [fault[1:] for fault in FAULTS], ids=[one[0] for one in FAULTS]
)
async def test_a_fault_is_one_sentence_that_says_what_to_do(
    answer: Answer, requests: int, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, SECRET)
    outcome = await outcome_of(answer, api_key_env=KEY)
    assert outcome.line == f"The model “m” at HOST {line}"
    assert len(outcome.server.requests) == requests
    assert outcome.usage.requests == requests
    assert outcome.usage.retries == requests - 1


@pytest.mark.parametrize(
    "fault",
    [
        Status(408),
        Status(429, headers={"Retry-After": "0.01"}),
        Status(429, headers={"retry-after-ms": "10"}),
        Status(500),
        Status(503, headers={"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}),
        Status(529),
        Stall(),
        Broken(),
        Raw(b"{no"),
    ],
    ids=str,
)
async def test_what_passes_costs_a_retry_and_nothing_else(fault: Answer) -> None:
    outcome = await outcome_of(fault, Reply(FENCED))
    assert outcome.proposal is not None
    assert outcome.proposal.code.strip() == CODE
    assert (outcome.usage.requests, outcome.usage.retries) == (2, 1)


async def test_a_server_may_forbid_a_retry() -> None:
    outcome = await outcome_of(Status(500, headers={"x-should-retry": "false"}))
    assert outcome.usage.requests == 1


async def test_retry_after_is_waited_for() -> None:
    async with OpenAIServer(
        in_turn(Status(429, headers={"Retry-After": "0.3"}), Reply(FENCED))
    ) as server:
        times: list[float] = []
        clock = asyncio.get_running_loop().time
        async with open_team({"ann": settings_for(server)}, Budget(), patience=QUICK) as (
            (agent,),
            _,
        ):
            times.append(clock())
            await agent.propose(BRIEF)
            times.append(clock())
    assert times[1] - times[0] >= 0.3


async def test_who_never_answers_is_given_up_at_the_deadline() -> None:
    outcome = await outcome_of(Silence(), timeout=0.3)
    assert outcome.line == (
        "The model “m” at HOST did not answer within 0.3 s: set a longer `timeout`,"
        " or ask a faster model."
    )
    assert outcome.usage.requests == 1


async def test_who_cannot_be_reached_is_named() -> None:
    outcome = await outcome_of(Silence(), base_url="http://127.0.0.1:1/v1")
    assert outcome.line == (
        "The model “m” at 127.0.0.1:1 cannot be reached (3 times in a row):"
        " start its server, or check `base_url`."
    )


@pytest.mark.parametrize("host", ["a..b", "-é-", "é" * 80, "xn--a", "1.2.3.4.5", "%zz"])
async def test_a_name_that_no_host_has_is_that_agents_problem(host: str) -> None:
    outcome = await outcome_of(Silence(), base_url=f"http://{host}/v1")
    assert f"The model “m” at {host} " in outcome.line
    assert "check `base_url`" in outcome.line


async def test_a_proxy_that_is_none_is_that_agents_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "gopher://me:secret@proxy")
    outcome = await outcome_of(Silence(), base_url="http://model.invalid/v1")
    assert outcome.line == (
        "The model “m” at model.invalid cannot be reached through the proxy:"
        " check HTTPS_PROXY and NO_PROXY."
    )


async def test_certificates_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    outcome = await outcome_of(Silence(), base_url="https://model.invalid/v1")
    assert outcome.line == (
        "The certificates for “m” cannot be read: check SSL_CERT_FILE and SSL_CERT_DIR."
    )


async def test_tls_to_a_server_without_it_is_named() -> None:
    async with OpenAIServer() as server:
        address = server.base_url.replace("http:", "https:")
        outcome = await outcome_of(Silence(), base_url=address)
    assert "failed the TLS handshake: check `base_url`." in outcome.line
    assert outcome.usage.requests == 1


async def test_a_certificate_that_signs_itself_is_refused_unless_it_is_named(
    tmp_path: Path,
) -> None:
    certificate = make_certificate(tmp_path)
    async with OpenAIServer(always(Reply(FENCED)), certificate.context) as server:
        stranger, friend = settings_for(server), settings_for(server, ca_file=certificate.file)
        lost = settings_for(server, ca_file=tmp_path / "none.pem")
        members = {"stranger": stranger, "friend": friend, "lost": lost}
        async with open_team(members, Budget(), patience=QUICK) as (agents, meter):
            with pytest.raises(AgentError, match="is not accepted") as refused:
                await agents[0].propose(BRIEF)
            assert meter.usage.requests == 1
            assert await agents[1].propose(BRIEF) is not None
            with pytest.raises(AgentError, match="cannot be read: check `ca_file`"):
                await agents[2].propose(BRIEF)
    assert str(refused.value).endswith(
        "has a certificate that is not accepted (self-signed certificate):"
        " set `ca_file` to the certificate to trust."
    )


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply(""), "The answer was empty."),
        (Reply(" \n", whole=True), "The answer was empty."),
        (
            Reply("", finish="length", reasoning="hm, hm"),
            "The answer was cut off before it said anything.",
        ),
        (
            Reply("", refusal="I\ncannot."),
            "The model refused to answer: “I cannot.”.",
        ),
        (Reply("", finish="content_filter"), "The model refused to answer."),
    ],
    ids=["empty", "blank", "only thoughts", "refusal", "filter"],
)
async def test_an_answer_without_code_is_something_to_learn_from(
    reply: Reply, problem: str
) -> None:
    outcome = await outcome_of(reply)
    assert outcome.proposal is not None
    assert (outcome.proposal.code, outcome.proposal.problem) == ("", problem)
    assert outcome.usage.requests == 1


def _said(content: object, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": content}, "finish_reason": finish}
    return f"data: {json.dumps({'choices': [choice]})}\n\n".encode()


_SIGN = b": PROCESSING\n\n"
_SLOW: Sequence[tuple[str, Sequence[bytes]]] = [
    ("comments before the answer", [*[_SIGN] * 5, _said(FENCED, "stop")]),
    ("comments in the answer", [_said(FENCED), *[_SIGN] * 5, _said("", "stop")]),
    ("an announcement, then a long prompt", [_said(""), *[b""] * 5, _said(FENCED, "stop")]),
    ("one event, byte by byte", [_said(FENCED), *(bytes([b]) for b in b"data: "), b"[DONE]\n\n"]),
]


@pytest.mark.parametrize(("_kind", "pieces"), _SLOW, ids=[kind for kind, _ in _SLOW])
async def test_a_server_that_gives_signs_of_life_is_waited_for(
    _kind: str, pieces: Sequence[bytes]
) -> None:
    """All of these take longer than an answer that has begun may be silent."""
    outcome = await outcome_of(Events(pieces, between=0.12), timeout=1.5)
    assert outcome.line == ""
    assert outcome.proposal is not None
    assert outcome.proposal.code.strip() == CODE


async def test_content_in_parts_is_put_together() -> None:
    """Thoughts come in parts, too, and are none of the answer."""
    thinking = {"type": "thinking", "thinking": [{"type": "text", "text": "int g(void);"}]}
    parts = [thinking, {"type": "text", "text": FENCED}]
    outcome = await outcome_of(Events([_said(parts[:1]), _said(parts[1:], "stop")]))
    assert outcome.proposal is not None
    assert outcome.proposal.code.strip() == CODE
    outcome = await outcome_of(Raw(json.dumps(_whole(parts)).encode()))
    assert outcome.proposal is not None
    assert outcome.proposal.code.strip() == CODE


def _whole(content: object) -> object:
    return {"choices": [{"index": 0, "message": {"content": content}, "finish_reason": "stop"}]}


async def test_what_an_answer_without_choices_cost_is_counted() -> None:
    usage = {"prompt_tokens": 11, "completion_tokens": 7}
    body = json.dumps({"choices": None, "usage": usage}).encode()
    outcome = await outcome_of(Raw(body))
    assert outcome.usage.requests == 2
    assert (outcome.usage.prompt_tokens, outcome.usage.completion_tokens) == (22, 14)


async def test_unknown_fields_do_no_harm() -> None:
    outcome = await outcome_of(Reply(FENCED, more={"new": [1, {"a": None}], "index": 0}))
    assert outcome.proposal is not None
    assert outcome.proposal.code.strip() == CODE


async def test_a_server_that_does_not_stream_is_understood() -> None:
    outcome = await outcome_of(Reply(FENCED, whole=True))
    assert outcome.proposal is not None
    assert outcome.proposal.code.strip() == CODE
    assert outcome.usage.completion_tokens == 7


async def test_five_megabytes_of_text_are_not_read_to_the_end() -> None:
    async with (
        OpenAIServer(always(Reply("x " * 2_500_000, piece=20_000))) as server,
        open_team({"ann": settings_for(server)}, Budget(), patience=QUICK) as ((agent,), _),
    ):
        proposal = await agent.propose(BRIEF)
        assert proposal is not None
        assert proposal.problem
        assert len(proposal.code) <= 400_000
        async with asyncio.timeout(1):
            await server.leaving.wait()


async def test_a_dead_agent_leaves_and_the_others_go_on() -> None:
    async with (
        OpenAIServer(always(Status(401, "no"))) as dead,
        OpenAIServer(always(Reply(FENCED))) as alive,
    ):
        members = {"dead": settings_for(dead), "alive": settings_for(alive)}
        events: list[Event] = []
        async with open_team(members, Budget(), patience=QUICK) as (team, meter):
            run = optimize(
                example_target(),
                Mode.SERIAL,
                team=team,
                meter=meter,
                judge=TableJudge({}, default=correct(2.0)),
                bank=MemoryBank(),
                embedder=WordEmbedder(),
                options=Options(rounds=2),
            )
            async with aclosing(run) as stream:
                events = [event async for event in stream]
    left = [event for event in events if isinstance(event, AgentLeft)]
    assert [event.agent for event in left] == ["dead"]
    assert "requires an API key (401, “no”): set `api_key_env`." in left[0].reason
    assert [one.attempt.agent for one in events if isinstance(one, CandidateJudged)]
    last = events[-1]
    assert isinstance(last, RunFinished)
    assert last.best is not None
