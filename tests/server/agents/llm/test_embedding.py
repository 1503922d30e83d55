"""Vectors from an endpoint, and what happens without it."""

from math import hypot, nan

import pytest

from lessonls.adapters.endpoint_embedder import EndpointEmbedder
from lessonls.adapters.lenient_embedder import LenientEmbedder
from lessonls.agents.llm.embedding import vectors_of
from lessonls.core.errors import AgentError, SettingsError
from lessonls.fakes import WordEmbedder
from tests.openai_server import (
    Answer,
    OpenAIServer,
    Raw,
    Request,
    Status,
    Vectors,
    always,
    in_turn,
)
from tests.server.agents.llm.asking import KEY, QUICK, SECRET, settings_for


def _by_length(request: Request) -> Answer:
    return Vectors([(float(len(text)), 1.0, 0.0) for text in request.body["input"]])


def _embedder(server: OpenAIServer, **changes: object) -> EndpointEmbedder:
    return EndpointEmbedder("m", vectors_of(settings_for(server, **changes), QUICK))


async def test_texts_become_vectors_of_unit_length_in_batches() -> None:
    async with OpenAIServer(_by_length) as server:
        embedder = _embedder(server)
        texts = [f"{'x' * size} word" for size in range(70)]
        vectors = await embedder.embed(texts)
    assert embedder.name == "endpoint:m"
    assert len(vectors) == 70
    assert all(hypot(*vector) == pytest.approx(1) for vector in vectors)
    assert [round(vector[0] / vector[1]) for vector in vectors] == [len(text) for text in texts]
    assert [len(one.body["input"]) for one in server.requests] == [32, 32, 6]
    assert server.requests[0].path == "/v1/embeddings"


async def test_a_text_without_words_is_not_sent() -> None:
    async with OpenAIServer(_by_length) as server:
        vectors = await _embedder(server).embed(["", "word", " \n"])
        assert await _embedder(server).embed([" "]) == [(0.0,)]
        assert await _embedder(server).embed([]) == []
    assert [hypot(*vector) for vector in vectors] == [0.0, pytest.approx(1), 0.0]
    assert {len(vector) for vector in vectors} == {3}
    assert len(server.requests) == 1


async def test_a_failure_that_passes_is_retried() -> None:
    async with OpenAIServer(in_turn(Status(503), Vectors([(1.0, 0.0)]))) as server:
        assert await _embedder(server).embed(["word"]) == [(1.0, 0.0)]


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (Status(401, f"bad {SECRET}"), f"rejected the API key (401, “bad [hidden]”): check {KEY}."),
        (Status(404, "no"), "was not found (404, “no”): check the model's name, and `base_url`."),
        (Raw(b"{"), "returned a response that is not a list of vectors (2 times in a row): check"),
        (Vectors([]), "returned vectors that do not match the texts (2 times in a row): check"),
        (Vectors([(1.0,), (2.0, 3.0)]), "returned vectors that do not match the texts"),
        (Vectors([(nan,), (nan,)]), "returned a response that is not a list of vectors"),
        (Vectors([(), ()]), "returned a response that is not a list of vectors"),
        (Raw(b"[1,2]" * 1000, times=1000), "sent more than 750000 bytes"),
    ],
    ids=["key", "model", "json", "none", "sizes", "nan", "empty", "5 MB"],
)
async def test_a_failure_is_one_sentence(
    answer: Answer, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, SECRET)
    async with OpenAIServer(always(answer)) as server:
        with pytest.raises(AgentError) as caught:
            await _embedder(server, api_key_env=KEY).embed(["one", "two"])
        assert f"The model “m” at 127.0.0.1:{server.port} {line}" in str(caught.value)


async def test_extra_body_cannot_change_the_texts() -> None:
    async with OpenAIServer() as server:
        with pytest.raises(SettingsError):
            vectors_of(settings_for(server, extra_body={"input": "other"}))


async def test_without_its_endpoint_an_embedder_gives_way_once() -> None:
    warnings: list[str] = []
    async with OpenAIServer(always(Status(404))) as server:
        spare = WordEmbedder()
        embedder = LenientEmbedder(_embedder(server), spare, warnings.append)
        assert embedder.name == "endpoint:m"
        assert await embedder.embed(["loop"]) == await spare.embed(["loop"])
        assert await embedder.embed(["tile"]) == await spare.embed(["tile"])
    assert embedder.name == spare.name
    assert len(warnings) == 1
    assert warnings[0].endswith("Lessons are compared by their words instead.")
    assert len(server.requests) == 1
