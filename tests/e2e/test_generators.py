"""A function for which no inputs are found, and a model that writes what makes them: from the
command line, with a real server for the model and the real judge.
"""

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.openai_server import Answer, OpenAIServer, Reply, Request

pytestmark = pytest.mark.xdist_group("generators")

HEADER = """#include <stddef.h>
struct header { unsigned magic, entries, offsets[]; };
"""
SOURCE = """#include <stdlib.h>
#include <string.h>
#include "names.h"

unsigned checksum(const unsigned char *file, size_t bytes) {
    const struct header *h = (const struct header *)file;
    if (bytes < sizeof *h || h->magic != 0x4c535431u) abort();
    unsigned sum = 0;
    for (unsigned i = 0; i < h->entries; i++) {
        const unsigned char *s = file + h->offsets[i];
        for (size_t k = 0; k < strlen((const char *)s); k++) sum = sum * 31 + s[k];
    }
    return sum;
}

unsigned checksum_of(struct header *h, size_t bytes) {
    h->magic = 0x4c535431u;
    return checksum((unsigned char *)h, bytes);
}
"""
RIGHT = """```c
void lessonls_generate(uint64_t seed, uint64_t size) {
    unsigned entries = 1 + seed % 3;
    size_t head = sizeof(struct header) + entries * sizeof(unsigned);
    size_t bytes = head + entries * (size + 1);
    struct header *h = calloc(1, bytes);
    h->magic = 0x4c535431u;
    h->entries = entries;
    unsigned char *at = (unsigned char *)h + head;
    for (unsigned i = 0; i < entries; i++) {
        h->offsets[i] = (unsigned)(at - (unsigned char *)h);
        for (uint64_t k = 0; k < size; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            *at++ = 1 + (seed >> 33) % 255;
        }
        at++;
    }
    lessonls_call((unsigned char *)h, bytes);
}
```"""
CHEATING = """```c
void lessonls_generate(uint64_t seed, uint64_t size) {
    struct header *h = calloc(1, sizeof *h);
    h->magic = 0x4c535431u;
    lessonls_call((unsigned char *)h, sizeof *h);
}
```"""
BROKEN = """```c
void lessonls_generate(uint64_t seed, uint64_t size) { lessonls_call(malloc(size), size) }
```"""
FASTER = """```c
unsigned checksum(const unsigned char *file, size_t bytes) {
    const struct header *h = (const struct header *)file;
    if (bytes < sizeof *h || h->magic != 0x4c535431u) abort();
    unsigned sum = 0;
    for (unsigned i = 0; i < h->entries; i++)
        for (const unsigned char *s = file + h->offsets[i]; *s != 0; s++) sum = sum * 31 + *s;
    return sum;
}
```"""


async def run(folder: Path, generators: Sequence[str]) -> tuple[int, str, list[str]]:
    """The command's exit status, what it says, and the questions about generators."""
    asked: list[str] = []

    def script(request: Request) -> Answer:
        if "lessonls_generate" in request.prompt:
            asked.append(request.prompt)
            return Reply(generators[min(len(asked), len(generators)) - 1])
        if "# What to explain" in request.prompt:
            return Reply("Do not ask for a length again that does not change.")
        return Reply(FASTER)

    (folder / "names.h").write_text(HEADER)
    (folder / "names.c").write_text(SOURCE)
    async with OpenAIServer(script) as server:
        (folder / "config.toml").write_text(
            f'team = "one"\nrounds = 1\n[teams]\none = ["model"]\n[agents.model]\nmodel = "m"\n'
            f'base_url = "{server.base_url}"\napi_key_env = "MODELS_KEY"\n'
        )
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "lessonls.cli", "optimize", "names.c:checksum"),
            cwd=folder,
            env={
                **os.environ,
                "LESSONLS_CONFIG": str(folder / "config.toml"),
                "LESSONLS_HOME": str(folder / "home"),
                "MODELS_KEY": "sk-for-the-endpoint",
                "COLUMNS": "400",
            },
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
    return process.returncode or 0, said.decode(), asked


@pytest.mark.exhaustive
async def test_one_that_counts_opens_the_function_and_is_kept(tmp_path: Path):
    """The model sees types, callers and the failure, and mends its first answer by what is said of
    it; the next run asks for no other.
    """
    status, said, asked = await run(tmp_path, [BROKEN, RIGHT])
    assert status == 0, said
    assert "speedup" in said
    assert "inputs were made by a generator" in said
    first, second = asked
    assert "struct header { unsigned magic, entries, offsets[]; };" in first
    assert "unsigned checksum_of(struct header *h, size_t bytes)" in first
    assert "could not generate inputs on which checksum passes the sanitizers" in first
    assert "does not compile" in second
    kept = tmp_path / ".lessonls" / "workloads" / "checksum.c"
    assert kept.read_text() == RIGHT.removeprefix("```c\n").removesuffix("\n```")
    status, said, asked = await run(tmp_path, [])
    assert status in (0, 1), said  # it opens; what was faster once may be within the noise now
    assert not asked


@pytest.mark.exhaustive
async def test_none_that_cheats_or_does_not_compile_opens_it(tmp_path: Path):
    """The sentence has both reasons, and nothing is kept."""
    status, said, asked = await run(tmp_path, [CHEATING, BROKEN])
    assert status == 2
    assert "could not generate inputs on which checksum passes the sanitizers" in said
    assert "the generator does not compile" in said
    assert "do not depend on the inputs that the generator makes" in asked[1]
    assert not (tmp_path / ".lessonls").exists()
