"""The server itself, seen by the client that everybody uses."""

from openai import AsyncOpenAI

from tests.openai_server import OpenAIServer, Reply, Vectors, always, in_turn


def _client(server: OpenAIServer) -> AsyncOpenAI:
    return AsyncOpenAI(api_key="k", base_url=server.base_url, max_retries=0)


async def test_it_lists_its_model() -> None:
    async with OpenAIServer() as server, _client(server) as client:
        assert [model.id async for model in client.models.list()] == ["served"]


async def test_it_completes_whole_and_streamed() -> None:
    async with OpenAIServer(always(Reply("int f(void);"))) as server, _client(server) as client:
        whole = await client.chat.completions.create(
            model="m", messages=[{"role": "user", "content": "hi"}]
        )
        streamed = await client.chat.completions.create(
            model="m", messages=[{"role": "user", "content": "hi"}], stream=True
        )
        pieces = [piece.choices[0].delta.content or "" async for piece in streamed]
    assert whole.choices[0].message.content == "int f(void);"
    assert "".join(pieces) == "int f(void);"
    assert len(pieces) > 2
    assert [one.prompt for one in server.requests] == ["hi", "hi"]


async def test_answers_come_in_turn() -> None:
    script = in_turn(Vectors([(1.0, 2.0)]), Vectors([(3.0,)]))
    async with OpenAIServer(script) as server, _client(server) as client:
        found = [
            (await client.embeddings.create(model="m", input="x", encoding_format="float"))
            for _ in range(3)
        ]
    assert [one.data[0].embedding for one in found] == [[1.0, 2.0], [3.0], [3.0]]
