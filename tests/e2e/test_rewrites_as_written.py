"""A model's rewrite with helpers, statement macros and includes is judged as it was written: from
the command line, with a real server for the model and the real judge.
"""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from tests.openai_server import Answer, OpenAIServer, Reply, Request

pytestmark = [pytest.mark.xdist_group("judge"), pytest.mark.exhaustive]

HEAD = """void gemm_nn(int M, int N, int K, float ALPHA,
        float *A, int lda,
        float *B, int ldb,
        float *C, int ldc)
"""
SOURCE = f"""#include <stdlib.h>
#include <math.h>

{HEAD}{{
    int i,j,k;
    #pragma omp parallel for
    for(i = 0; i < M; ++i){{
        for(k = 0; k < K; ++k){{
            register float A_PART = ALPHA*A[i*lda+k];
            for(j = 0; j < N; ++j){{
                C[i*ldc+j] += A_PART*B[k*ldb+j];
            }}
        }}
    }}
}}
"""
HELPERS = """#define GNN_STEP(r, c) \\
    c[j] += ALPHA * A[(r) * lda + k] * B[k * ldb + j];

static int gemm_nn_apart(const float *p, size_t n, const float *q, size_t m)
{
    return (uintptr_t)(p + n) <= (uintptr_t)q || (uintptr_t)(q + m) <= (uintptr_t)p;
}

static void gemm_nn_blocked(int M, int N, int K, float ALPHA, const float *A, int lda,
                            const float *B, int ldb, float *C, int ldc)
{
    int i = 0;
    for (; i + 1 < M; i += 2) {
        float *one = C + i * ldc, *two = one + ldc;
        for (int k = 0; k < K; ++k)
            for (int j = 0; j < N; ++j) {
                GNN_STEP(i, one)
                GNN_STEP(i + 1, two)
            }
    }
    for (; i < M; ++i)
        for (int k = 0; k < K; ++k) {
            float *one = C + i * ldc;
            for (int j = 0; j < N; ++j) { GNN_STEP(i, one) }
        }
}
"""
FUNCTION = f"""__attribute__((optimize("O3")))
{HEAD}{{
    if (M > 0 && N > 0 && K > 0 && gemm_nn_apart(A, (size_t)M * lda, C, (size_t)M * ldc)
        && gemm_nn_apart(B, (size_t)K * ldb, C, (size_t)M * ldc)) {{
        gemm_nn_blocked(M, N, K, ALPHA, A, lda, B, ldb, C, ldc);
        return;
    }}
    for (int i = 0; i < M; ++i)
        for (int k = 0; k < K; ++k) {{
            float a = ALPHA * A[i * lda + k];
            for (int j = 0; j < N; ++j) C[i * ldc + j] += a * B[k * ldb + j];
        }}
}}
"""
REPLY = f"""Helpers first:

```c
#include <stddef.h>
#include <stdint.h>
#include <stdint.h>
#include <stdlib.h>

{HELPERS}
{FUNCTION}```
"""


def script(request: Request) -> Answer:
    """The rewrite, and one sentence on it."""
    return Reply("Blocks of rows." if "# What to explain" in request.prompt else REPLY)


async def test_helpers_with_statement_macros_are_judged_as_written(tmp_path: Path):
    """And shown as written to their author, who is told that nothing was left out."""
    (tmp_path / "gemm.c").write_text(SOURCE)
    async with OpenAIServer(script) as models:
        (tmp_path / "config.toml").write_text(
            'team = "mine"\n[teams]\nmine = ["coder"]\n'
            f'[agents.coder]\nmodel = "coder"\nbase_url = "{models.base_url}"\n'
        )
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "lessonls.cli", "optimize", "--json", "--rounds", "1"),
            str(tmp_path / "gemm.c") + ":gemm_nn",
            env={
                **os.environ,
                "LESSONLS_CONFIG": str(tmp_path / "config.toml"),
                "LESSONLS_HOME": str(tmp_path / "home"),
            },
            stdout=asyncio.subprocess.PIPE,
        )
        said, _ = await process.communicate()
    (candidate,) = json.loads(said)["candidates"]
    code = candidate["code"]
    assert HELPERS.strip() in code
    assert FUNCTION.strip() in code
    assert code.endswith("\n#undef GNN_STEP")
    assert code.count("#include <stdint.h>") == 1
    assert candidate["verdict"] == "correct", candidate
    (asked,) = (one.prompt for one in models.requests if "# What to explain" in one.prompt)
    assert HELPERS.strip() in asked
    assert "was left out and not" not in asked
