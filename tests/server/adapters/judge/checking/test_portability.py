"""Rewrites that need more than the project's flags turn on, through the judge process."""

from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.protocol import ProcessJudge
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.target import Mode, Target
from lessonls.core.verdict import VerdictKind

SLOW = """long ones(const unsigned *x, int n) {
    long found = 0;
    for (int i = 0; i < n; i++)
        for (int bit = 0; bit < 32; bit++)
            found += x[i] >> bit & 1u;
    return found;
}
"""
FAST = """__attribute__((target("popcnt"))) long ones(const unsigned *x, int n) {
    long found = 0;
    for (int i = 0; i < n; i++)
        found += __builtin_popcount(x[i]);
    return found;
}
"""
NATIVE = "timed with -march=native, which the project's own flags do not have"


def target_in(folder: Path, *flags: str) -> Target:
    path = folder / "ones.c"
    path.write_text(SLOW, encoding="utf-8")
    target = TreeSitterFinder(CompileCommands()).named(path, SLOW, "ones")
    return target.model_copy(update={"flags": flags}) if flags else target


@pytest.mark.parametrize(
    ("portable", "flags", "notes"),
    [
        (False, (), (NATIVE,)),
        # Flags of the project's own that name a processor.
        (None, ("-O2", "-march=x86-64"), ()),
    ],
)
@pytest.mark.exhaustive
async def test_the_evidence_says_what_is_needed_where_that_is_allowed(
    tmp_path: Path, portable: bool | None, flags: tuple[str, ...], notes: tuple[str, ...]
):
    judge = ProcessJudge(portable=portable, ahead=False)
    async with judge.open(target_in(tmp_path, *flags), Mode.SERIAL) as bench:
        verdict = await bench.judge(FAST)
        assert (verdict.kind, verdict.reason) == (VerdictKind.CORRECT, "")
        assert verdict.evidence.needs == ("POPCNT",)
        assert verdict.evidence.notes == notes
        assert "needs POPCNT" in verdict.evidence.phrases


async def test_what_is_portable_is_wanted_whatever_the_flags_name(tmp_path: Path):
    target = target_in(tmp_path, "-O2", "-march=x86-64")
    async with ProcessJudge(portable=True, ahead=False).open(target, Mode.SERIAL) as bench:
        verdict = await bench.judge(FAST)
    assert verdict.kind is VerdictKind.NOT_COMPILABLE
    assert verdict.reason.startswith("it needs POPCNT, which the project's own flags")
    assert "portable = false" in verdict.reason
