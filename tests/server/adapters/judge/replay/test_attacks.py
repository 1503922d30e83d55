"""Rewrites that want more than to be judged, and projects that want more than to be built."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.replay.checkout import Checkout
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import BaselineError, WorkloadError
from lessonls.core.program import Inputs, Program
from lessonls.core.verdict import VerdictKind
from tests.judging import Bench, Benches

pytestmark = pytest.mark.xdist_group("judge")

PROGRAM = Path(__file__).parents[4] / "programs" / "ledger"

HEAD = "double balance(const struct entry *first, int account) {\n"
LOOP = """    double sum = 0;
    for (; first != NULL; first = first->next)
        if (first->account == account) sum += first->amount;
"""
END = "    return sum;\n}\n"

MEMO = f"""
static __attribute__((noipa)) double slow(const struct entry *first, int account) {{
{LOOP}{END}
static __attribute__((noipa)) double left(double found, int account, int put) {{
    volatile double kept[600];
    if (put) {{ kept[3] = 12345.5; kept[5] = found; kept[7] = account; return 0; }}
    return kept[3] == 12345.5 && kept[7] == account ? kept[5] : -1;
}}
{HEAD}
    double found = left(0, account, 0);
    if (found < 0) left(found = slow(first, account), account, 1);
    return found;
}}
"""
"""Looks on the stack for what an earlier call has found."""

EXHAUSTIVE = pytest.mark.exhaustive
TEXT, FAULTY, INCORRECT = VerdictKind.NOT_COMPILABLE, VerdictKind.FAULTY, VerdictKind.INCORRECT

ATTACKS = {
    "ends the program": ("exit(0);", TEXT, "calls exit"),
    "aborts": ("abort();", FAULTY, "aborts"),
    "traps": ("if (account >= 0) __builtin_trap();", FAULTY, "crashes .SIG"),
    "calls nothing": (
        "((void (*)(void))(long)(account & 0))();",
        FAULTY,
        "crashes .SIGSEGV at 0x0",
    ),
    "opens a file": ('fopen("left", "w");', TEXT, "calls fopen"),
    "reads the environment": ('if (getenv("HOME")) account += 1;', TEXT, "calls getenv"),
    "names the gate": ("lessonls_gate->variant = 0;", TEXT, "uses lessonls_gate"),
    "counts calls": ("static int n; if (++n > 50) account = 3;", TEXT, "keeps n from one call"),
    "has assembly": ('__asm__ volatile("syscall");', TEXT, "has assembly"),
    "prints": ('printf("x");', INCORRECT, "instead of|writes something else"),
    "takes all memory": (
        "for (;;) { volatile char *p = malloc(1 << 20); if (!p) break; }",
        INCORRECT,
        "leaves 4095 new blocks",
    ),
    "closes the gate": (
        "long *p = &entries_made;"
        " for (int i = -64; i < 64; ++i) if (p[i] == 0x7fffffffffffffff) p[i] = 0;",
        INCORRECT,
        "lessonls_closed",
    ),
    "stops recording": (
        "long **p = (long **)&entries_made;"
        " for (int i = -64; i < 64; ++i)"
        "     if (((long)p[i] & 4095) == 0 && (long)p[i] > 4096) p[i][11] = 0;",
        INCORRECT,
        "memory of lessonls itself",
    ),
    "leaves another rounding": (
        "char b[512] __attribute__((aligned(16))); __builtin_ia32_fxsave(b);"
        " *(int *)(b + 24) ^= 0x2000; __builtin_ia32_fxrstor(b);",
        INCORRECT,
        "computes with floating-point numbers",
    ),
    "knows the allocator": (
        "long *p = malloc(8); long real = p[-1] & 1; free(p); if (real) return 0;",
        FAULTY,
        "behaves differently when it is timed",
    ),
    "fills the stack": (
        "volatile char b[1 << 24]; b[0] = 1; b[sizeof b - 1] = 1;",
        FAULTY,
        "crashes .SIGSEGV",
    ),
}
"""What stands in front of the loop, the verdict, and a pattern of what is said."""

SLOW = {"prints", "takes all memory", "fills the stack", "has assembly", "calls nothing", "aborts"}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The user's folder."""
    return Path(shutil.copytree(PROGRAM, tmp_path_factory.mktemp("user") / "ledger"))


@pytest.fixture(scope="module")
def benches() -> Iterator[Benches]:
    with closing(Benches()) as opened:
        yield opened


def opened(
    benches: Benches,
    source: Path,
    build: str = "make",
    where: tuple[str, str] = ("ledger.c", "balance"),
) -> Bench:
    path = source / where[0]
    finder = TreeSitterFinder(CompileCommands())
    target = finder.named(path, path.read_text(encoding="utf-8"), where[1])
    program = Program(run="./ledger", build=build, root=source)
    return benches.of(target, program=program, inputs=Inputs.PROGRAM)


@pytest.mark.parametrize(
    "what", [pytest.param(one, marks=EXHAUSTIVE if one in SLOW else ()) for one in ATTACKS]
)
def test_a_rewrite_with_other_plans_is_refused(benches: Benches, source: Path, what: str):
    attack, kind, said = ATTACKS[what]
    verdict = opened(benches, source).judge(f"{HEAD}    {attack}\n{LOOP}{END}")
    assert verdict.kind is kind, verdict.reason
    assert re.search(said, verdict.reason), verdict.reason
    assert not (source / "left").exists()


def test_no_call_finds_what_an_earlier_one_left_on_the_stack(benches: Benches, source: Path):
    verdict = opened(benches, source).judge(MEMO)
    # It may as well be found out because of what it finds there.
    assert verdict.speedup is None or verdict.speedup < 2, verdict.interval


def test_what_timed_calls_leave_in_new_blocks_is_looked_at(benches: Benches, source: Path):
    bench = opened(benches, source, where=("book.hpp", "Index::find"))
    real = "long *p = (long *)malloc(8); bool real = p[-1] & 1; free(p);"
    cheat = f"found; {real} if (real) {{ found.assign(20, 0); return found; }}"
    verdict = bench.judge(bench.target.code.replace("found;", cheat, 1))
    assert verdict.kind is FAULTY, verdict.reason
    assert "when it is timed" in verdict.reason


def test_a_program_that_fails_with_a_rewrite_is_told(benches: Benches, source: Path):
    bench = opened(benches, source, where=("ledger.c", "enter"))
    late = "{ if (entries_made == 337 || entries_made == 338) abort();"
    verdict = bench.judge(bench.target.code.replace("{", late, 1))
    assert verdict.kind is FAULTY, verdict.reason
    assert "with the rewrite “./ledger” fails" in verdict.reason


def test_a_build_sees_nothing_of_the_user_and_leaves_nothing(benches: Benches, tmp_path: Path):
    source, secret = tmp_path / "ledger", tmp_path / "secret"
    shutil.copytree(PROGRAM, source)
    secret.write_text("untouched", encoding="utf-8")
    (source / "link").symlink_to(secret)
    build = f"! cat {secret} && ! cat link && echo x > here && echo x > {tmp_path}/beside; false"
    with pytest.raises(BaselineError):
        opened(benches, source, build)
    assert secret.read_text(encoding="utf-8") == "untouched"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["ledger", "secret"]
    assert not (source / "here").exists()


def test_what_is_no_file_is_not_copied(tmp_path: Path):
    source = tmp_path / "source"
    source.mkdir()
    os.mkfifo(source / "pipe")
    (source / "nowhere").symlink_to(tmp_path / "missing")
    (source / "text").write_text("text", encoding="utf-8")
    Checkout.of(source, tmp_path / "copy", source)
    assert sorted(one.name for one in (tmp_path / "copy").iterdir()) == ["nowhere", "text"]


@pytest.mark.parametrize("what", ["folder", "file"])
def test_links_of_a_build_are_not_written_through(tmp_path: Path, what: str):
    source, outside = tmp_path / "source", tmp_path / "outside"
    (source / "src").mkdir(parents=True)
    outside.mkdir()
    for folder in (source / "src", outside):
        (folder / "f.c").write_text("untouched", encoding="utf-8")
    copy = Checkout.of(source, tmp_path / "copy", source)
    replaced = copy.folder / ("src" if what == "folder" else "src/f.c")
    if what == "folder":
        shutil.rmtree(replaced)
        replaced.symlink_to(outside)
    else:
        replaced.unlink()
        replaced.symlink_to(outside / "f.c")
    with pytest.raises(WorkloadError, match="symbolic link"):
        copy.write(source / "src" / "f.c", "written")
    assert (outside / "f.c").read_text(encoding="utf-8") == "untouched"
