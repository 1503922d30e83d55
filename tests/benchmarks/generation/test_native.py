"""Functions of C and C++ in MultiPL-E's form, written by scripted models."""

import json
from pathlib import Path

import pytest

from benchmarks.generation.scores import passes
from tests.benchmarks.generation.test_campaign import Campaign
from tests.openai_server import OpenAIServer, Reply, Request, Script
from tests.tiers import few_of

pytestmark = pytest.mark.xdist_group("judge")

PROMPTS = {
    "cpp": """#include<assert.h>
#include<bits/stdc++.h>
// The sum of the numbers that are even.
// >>> even_sum((std::vector<long>({(long)1, (long)2})))
// (2)
long even_sum(std::vector<long> numbers) {
""",
    "c": """#include <assert.h>
// The sum of the first n numbers that are even.
long even_sum(const long *numbers, int n) {
""",
}
TESTS = {
    "cpp": """}
int main() {
    auto candidate = even_sum;
    assert(candidate((std::vector<long>({(long)1, (long)2, (long)-4}))) == (-2));
    assert(candidate((std::vector<long>())) == (0));
}
""",
    "c": """}
int main() {
    long numbers[] = {1, 2, -4};
    assert(even_sum(numbers, 3) == -2);
    assert(even_sum(numbers, 0) == 0);
    return 0;
}
""",
}
HEADS = {language: prompt.splitlines()[-1] for language, prompt in PROMPTS.items()}
BODIES = {
    "cpp": "long s = 0; for (long one : numbers) if (WANTED) s += one; return s; }",
    "c": "long s = 0; for (int i = 0; i < n; i++) { long one = numbers[i]; if (WANTED) s += one; }"
    " return s; }",
}
ASSERTS = {
    "cpp": "assert(even_sum({2, 3}) == 2);",
    "c": "assert(even_sum((long[]){2, 3}, 2) == 2);",
}


def script(language: str, *, right: bool) -> Script:
    """The first model is right in its second round, or never: then it forgets negative ones."""
    asked: list[str] = []

    def answer(request: Request) -> Reply:
        if "Write the tests." in request.prompt:
            return Reply(f"```{language}\n{ASSERTS[language]}\n```")
        if "# What to explain" in request.prompt:
            return Reply("Even is what two divides.")
        asked.append(request.prompt)
        wanted = "one > 2" if len(asked) == 1 else "one % 2 == 0"
        wanted = wanted if right or len(asked) == 1 else "one > 0 && one % 2 == 0"
        body = BODIES[language].replace("WANTED", wanted)
        return Reply(f"```{language}\n{HEADS[language]} {body}\n```")

    return answer


@pytest.mark.parametrize("language", few_of(["c", "cpp"], "c"))
@pytest.mark.parametrize("right", [True, pytest.param(False, marks=pytest.mark.exhaustive)])
async def test_what_is_written_is_compiled_and_graded(
    language: str, tmp_path: Path, *, right: bool
):
    row = {
        "name": "even_sum",
        "language": language,
        "prompt": PROMPTS[language],
        "tests": TESTS[language],
    }
    data = tmp_path / "problems.jsonl"
    data.write_text(json.dumps(row) + "\n")
    campaign = Campaign(tmp_path, data)
    async with OpenAIServer(script(language, right=right)) as server:
        table = await campaign.run(server, "new", "--strategy", "single", "--rounds", "2")
    (record,) = campaign.records("new")
    assert record.problem == ""
    assert passes(record) is right
    assert "pass@1 after each round: 0.000, " + ("1.000" if right else "0.000") in table
    assert record.grades is not None
    assert (record.grades.tests, record.grades.wrong) == (1, None)
    assert [mark.passed for mark in record.grades.marks] == [0, 1]
