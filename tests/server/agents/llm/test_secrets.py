"""Keys go to their endpoint and nowhere else."""

import base64
import copy
import logging
import pickle
import sys
from collections.abc import Callable, Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as FailingKeyring

from lessonls.agents.llm.connection import is_local
from lessonls.agents.llm.keys import Key, find_key
from lessonls.agents.llm.team import open_team
from lessonls.config import ModelSettings
from lessonls.core.errors import AgentError
from lessonls.core.usage import Budget
from tests.openai_server import OpenAIServer, Redirect, Reply, Status, always
from tests.server.agents.llm.asking import BRIEF, FENCED, KEY, QUICK, SECRET, settings_for


class Keeping(logging.Handler):
    """Keeps everything that is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture
def logged() -> Iterator[list[str]]:
    root, handler = logging.getLogger(), Keeping()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.lines
    root.setLevel(level)
    root.removeHandler(handler)


async def _ask(server: OpenAIServer, **changes: object) -> None:
    opened = open_team({"ann": settings_for(server, **changes)}, Budget(), patience=QUICK)
    async with opened as ((agent,), _):
        await agent.propose(BRIEF)


async def test_a_key_is_sent_to_its_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, f" {SECRET}\n")
    async with OpenAIServer(always(Reply(FENCED))) as server:
        await _ask(server, api_key_env=KEY)
    assert server.requests[0].headers["authorization"] == f"Bearer {SECRET}"


async def test_what_the_environment_holds_for_others_is_not_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID")
    for name in names:
        monkeypatch.setenv(name, f"{name}-value")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    async with OpenAIServer(always(Reply(FENCED))) as server:
        await _ask(server)
    headers = server.requests[0].headers
    assert not any(f"{name}-value" in str(headers) for name in names)
    assert set(headers) == {
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "host",
        "user-agent",
        "x-stainless-raw-response",
    }


async def test_a_server_on_this_machine_is_not_asked_through_a_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    async with OpenAIServer(always(Reply(FENCED))) as server:
        await _ask(server)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://127.0.0.1:8080/v1", True),
        ("http://[::1]/v1", True),
        ("http://localhost/v1", True),
        ("http://0.0.0.0:8000/v1", True),
        ("https://api.example.com/v1", False),
        ("https://10.0.0.1/v1", False),
        ("https://localhost.example.com/v1", False),
    ],
)
def test_this_machine_is_told_from_others(address: str, local: bool) -> None:
    assert is_local(address) is local


async def test_a_key_does_not_follow_a_redirect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, SECRET)
    async with OpenAIServer(always(Reply(FENCED))) as other:
        there = f"{other.base_url}/chat/completions"
        async with OpenAIServer(always(Redirect(there))) as server:
            with pytest.raises(AgentError, match="redirects to"):
                await _ask(server, api_key_env=KEY)
    assert other.requests == []


async def test_a_key_that_the_server_repeats_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, SECRET)
    said = (
        f"Incorrect key {SECRET}; also sk-other-key-12345 and Bearer abc.def\n\x1b[31m" + "x" * 999
    )
    async with OpenAIServer(always(Status(401, said))) as server:
        with pytest.raises(AgentError) as caught:
            await _ask(server, api_key_env=KEY)
    line = str(caught.value)
    assert SECRET not in line
    assert "Incorrect key [hidden]; also [hidden] and [hidden]" in line
    assert line.isprintable()
    assert len(line) < 300
    assert caught.value.__cause__ is None


async def test_a_key_that_the_model_repeats_is_not_passed_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(KEY, SECRET)
    async with OpenAIServer(always(Reply(f"```c\nvoid f(void) {{ g({SECRET}); }}\n```"))) as server:
        settings = settings_for(server, api_key_env=KEY)
        async with open_team({"ann": settings}, Budget(), patience=QUICK) as ((agent,), _):
            proposal = await agent.propose(BRIEF)
    assert SECRET not in repr(proposal)


def test_a_key_is_hidden_as_addresses_write_it() -> None:
    key = Key("a+b/c=d e-0123456789")
    assert key.line("at ?key=a%2Bb%2Fc%3Dd%20e-0123456789.") == "at ?key=[hidden]."
    assert key.line("a+b is no key") == "a+b is no key"


def test_a_short_key_is_a_word_like_any_other_in_code() -> None:
    assert Key("ollama").blot("int ollama;") == "int ollama;"
    assert Key("ollama").line("bad key ollama") == "bad key [hidden]"


async def test_nothing_is_logged(logged: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, SECRET)
    async with OpenAIServer(always(Reply(FENCED))) as server:
        await _ask(server, api_key_env=KEY)
    assert not any(SECRET in line or BRIEF.start in line or "HTTP" in line for line in logged)


def test_a_key_shows_nothing() -> None:
    key = Key(SECRET)
    assert SECRET not in f"{key!r} {key} {[key]} {vars(type(key))}"
    for write in (pickle.dumps, copy.copy):
        with pytest.raises(TypeError):
            write(key)
    assert key
    assert not Key()


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (f"a {SECRET} b", "a [hidden] b"),
        ("Authorization: Bearer tok.en-1", "Authorization: [hidden]"),
        ("key sk-ab***********yz.", "key [hidden]"),
        ("a task-force", "a task-force"),
        (f"decoded {base64.b64encode(SECRET.encode()).decode()}", "decoded [hidden]"),
        (f"key={SECRET[3:14]}... is unknown", "key=[hidden]... is unknown"),
        (f"ends in {SECRET[-9:]}", "ends in [hidden]"),
        ("two\nlines\x00\u202e", "two lines"),
    ],
)
def test_what_looks_like_a_key_is_hidden(text: str, hidden: str) -> None:
    assert Key(SECRET).line(text) == hidden


async def test_a_key_that_is_no_key_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "se\ncret")
    settings = ModelSettings(model="m", base_url="http://127.0.0.1/v1", api_key_env=KEY)
    with pytest.raises(
        AgentError, match=f"has characters that are not allowed in a key: check {KEY}."
    ) as caught:
        await find_key(settings)
    assert "cret" not in str(caught.value)


class MemoryKeyring(KeyringBackend):
    """A keyring that holds one key."""

    priority = 1.0  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride] - as keyring's manual says

    def get_password(self, service: str, username: str) -> str | None:
        return SECRET if (service, username) == ("lessonls", "work") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


def _in_the_keyring(name: str) -> ModelSettings:
    return ModelSettings(model="m", base_url="http://127.0.0.1/v1", api_key_keyring=name)


@pytest.fixture
def chosen() -> Iterator[Callable[[KeyringBackend], None]]:
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


async def test_a_key_may_be_in_the_keyring(chosen: Callable[[KeyringBackend], None]) -> None:
    chosen(MemoryKeyring())
    assert (await find_key(_in_the_keyring("work"))).reveal() == SECRET
    with pytest.raises(AgentError, match="run `keyring set lessonls home`"):
        await find_key(_in_the_keyring("home"))


async def test_a_keyring_that_fails_is_named(chosen: Callable[[KeyringBackend], None]) -> None:
    chosen(FailingKeyring())
    with pytest.raises(AgentError, match="did not return the API key"):
        await find_key(_in_the_keyring("work"))


async def test_without_the_package_the_keyring_cannot_be_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(AgentError, match="needs the package keyring"):
        await find_key(_in_the_keyring("work"))
