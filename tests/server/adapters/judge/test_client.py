"""The judge in a process of its own, seen through the port."""

from pathlib import Path

import pytest

from lessonls.adapters.judge.client import ProcessJudge
from lessonls.core.errors import BaselineError
from lessonls.core.target import Mode
from lessonls.core.verdict import VerdictKind
from tests.server.adapters.judge.conftest import target_in

pytestmark = pytest.mark.xdist_group("judge")

RUNNING = """void add_up(int n, double *a) {
    for (int i = 1; i < n; ++i) a[i] = a[i - 1] * 0.5 + a[i];
}
"""


async def test_one_bench_answers_different_questions_one_after_the_other(tmp_path: Path):
    target = target_in(tmp_path / "code.c", RUNNING, "add_up")
    async with ProcessJudge().open(target, Mode.SERIAL) as bench:
        assert (await bench.judge("not code")).kind is VerdictKind.NOT_COMPILABLE
        (remark,) = await bench.remarks()
        assert remark.startswith("line 2 (for (int i = 1; i < n; ++i) ")
        assert "dependence" in remark
        assert list(await bench.remarks()) == [remark]
        same = await bench.judge(target.code)
        assert (same.kind, same.speedup) == (VerdictKind.CORRECT, 1.0)
        assert (await bench.confirm(target.code)).kind is VerdictKind.CORRECT


async def test_a_baseline_that_does_not_compile_is_an_error_with_its_reason(tmp_path: Path):
    target = target_in(tmp_path / "code.c", "int f(int n) {\n    return nobody + n;\n}\n", "f")
    with pytest.raises(BaselineError, match="nobody"):
        async with ProcessJudge().open(target, Mode.SERIAL):
            pass
