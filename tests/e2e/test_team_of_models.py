"""Three models and a function, through the language server, with the real compiler and judge.

The models are a server on loopback whose replies are scripted; everything else is real.
"""

import os
import re
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import register_lsp_features

from lessonls.adapters.disk_bank import DiskBank
from lessonls.core.lesson import Lesson
from lessonls.core.verdict import Outcome
from tests.openai_server import Answer, OpenAIServer, Reply, Request, Stall, Status, always
from tests.server.lsp.conftest import Editor, converter, until

pytestmark = pytest.mark.xdist_group("judge")

HEAD = "void product(const double *restrict a, const double *restrict b, double *restrict c, int n)"
SLOW = f"""{HEAD} {{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++)
                c[i * n + j] += a[i * n + k] * b[k * n + j];
}}
"""
FAST = f"""{HEAD} {{
    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++) {{
            const double x = a[i * n + k];
            for (int j = 0; j < n; j++) c[i * n + j] += x * b[k * n + j];
        }}
}}
"""
WRONG = FAST.replace("k < n", "k + 1 < n")
TYPO = FAST.replace("const double x", "const double y")
KEY = "sk-only-for-the-endpoint-0123456789"
WORDS = {
    "alpha": "Let the innermost loop run along memory, because lines of the cache are used whole.",
    "beta": "Keep the last iteration when loops change places.",
    "gamma": "Declare every name that the new inner loop uses.",
}


def script(request: Request) -> Answer:
    """What the three say: in round 0 a win, a mistake and a typo; later the best there is."""
    name, prompt = request.body["model"], request.prompt
    if request.headers.get("authorization") != f"Bearer {KEY}":
        return Status(401, "no key")
    if "# What to explain" in prompt:
        return Reply(WORDS[name])
    if "# Lessons from rewrites of this function" in prompt:
        return Reply(f"```c\n{FAST}```")
    first = {"alpha": FAST, "beta": WRONG, "gamma": TYPO}[name]
    text = f"<think>Hm.</think>Here it is:\n```c\n{first}```\nIt is faster."
    return Reply(text, between=0.02 if name == "alpha" else 0)


@pytest_asyncio.fixture
async def models(request: pytest.FixtureRequest) -> AsyncIterator[OpenAIServer]:
    """The server of the three; a test may give it another script."""
    async with OpenAIServer(getattr(request, "param", script)) as server:
        yield server


@pytest_asyncio.fixture
async def editor(models: OpenAIServer, tmp_path: Path) -> AsyncIterator[Editor]:
    """An editor at the real server, whose user has a team of three models."""
    agents = "\n".join(
        f'[agents.{name}]\nmodel = "{name}"\nbase_url = "{models.base_url}"\n'
        f'api_key_env = "MODELS_KEY"\nprompt_price = 1.0\ncompletion_price = 2.0\n'
        for name in WORDS
    )
    (tmp_path / "config.toml").write_text(
        f'team = "three"\nrounds = 2\n[teams]\nthree = ["alpha", "beta", "gamma"]\n{agents}'
    )
    client = LanguageClient(converter_factory=converter)
    register_lsp_features(client)
    environment = {
        **os.environ,
        "LESSONLS_CONFIG": str(tmp_path / "config.toml"),
        "LESSONLS_HOME": str(tmp_path / "home"),
        "MODELS_KEY": KEY,
    }
    await client.start_io(  # pyright: ignore[reportUnknownMemberType] - its *args are bare
        sys.executable, "-m", "lessonls.cli", "serve", env=environment
    )
    editor = Editor(client, tmp_path)
    await editor.start(client_capabilities("visual-studio-code"))
    yield editor
    await editor.shut_down()


async def test_one_agents_success_is_in_every_agents_next_prompt(
    editor: Editor, models: OpenAIServer, tmp_path: Path
):
    """Ranked before the failures of the others, worded by its outcome; it wins, and is accepted."""
    editor.open(SLOW)
    run = await editor.optimize()
    await until(lambda: editor.progress(run)[-1:] and editor.progress(run)[-1].kind == "end")
    assert re.fullmatch(r"\d+\.\d\dx speedup", editor.progress(run)[-1].message)

    later = [one for one in models.requests if "# Lessons from rewrites" in one.prompt]
    assert sorted(one.body["model"] for one in later) == ["alpha", "beta", "gamma"]
    for request in later:
        _, _, lessons = request.prompt.partition("# Lessons from rewrites of this function")
        won, lost = lessons.index(WORDS["alpha"]), lessons.index(WORDS["beta"])
        assert won < min(lost, lessons.index(WORDS["gamma"]))
        assert re.search(r"- Significantly faster, \d+\.\d\dx", lessons[:won])
        assert lessons[won:lost].count("- Incorrect:") == 1
        assert "- Not accepted by the compiler" in lessons[won:]

    assert {lesson.text: lesson.outcome for lesson in (await bank(tmp_path))} == {
        WORDS["alpha"]: Outcome.SIGNIFICANTLY_FASTER,
        WORDS["beta"]: Outcome.INCORRECT,
        WORDS["gamma"]: Outcome.NOT_COMPILABLE,
    }
    (accept,) = (one for title, one in (await editor.lenses()).items() if "Accept" in title)
    assert await editor.execute(accept) == {"applied": True}
    assert "c[i * n + j] += x * b[k * n + j]" in editor.text

    told = "\n".join(report.message or "" for report in editor.progress(run)[1:])
    assert re.search(r"waiting for alpha · .*3 requests, .* tokens", told)
    logged = "\n".join(message.message for message in editor.client.log_messages)
    assert re.search(r"requests, .*tokens, cost", logged)
    assert KEY not in logged + told
    assert KEY.encode() not in everything_in(tmp_path)


@pytest.mark.parametrize("models", [always(Stall())], indirect=True)
@pytest.mark.exhaustive
async def test_a_cancel_in_the_middle_of_their_answers_closes_all_connections(
    editor: Editor, models: OpenAIServer
):
    """At once, and the server goes on."""
    editor.open(SLOW)
    run = await editor.optimize()
    await until(lambda: len(models.requests) == len(WORDS))
    editor.client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token=run))
    assert await editor.ended(run) == "cancelled"
    await until(lambda: models.left == len(WORDS))
    assert any(title.startswith("Optimize") for title in await editor.actions())


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def bank(folder: Path) -> Sequence[Lesson]:
    return await DiskBank(folder / "home").lessons()
