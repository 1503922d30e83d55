"""Rewrites judged inside a program: a ledger in C and C++ with callbacks, state, living memory."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.replay.schedule import spread
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import BaselineError, WorkloadError
from lessonls.core.program import Inputs, Program
from lessonls.core.target import Target
from lessonls.core.verdict import Verdict, VerdictKind
from tests.judging import Bench, Benches

pytestmark = pytest.mark.xdist_group("judge")

PROGRAM = Path(__file__).parents[4] / "programs" / "ledger"
LEDGER = Program(run="./ledger", build="make")

Edit = tuple[str, str]

RIGHT: dict[tuple[str, str], Edit] = {
    ("ledger.c", "checksum"): ("sum * 31 +", "(sum << 5) - sum +"),
    ("ledger.c", "enter"): ("entries_made += 1;", "++entries_made;"),
    ("ledger.c", "balance"): ("double sum = 0;", "double sum = -0.0;"),
    ("ledger.c", "interest"): ("sum += first->amount", "sum = sum + first->amount"),
    ("ledger.c", "report"): ("lines += 1;", "++lines;"),
    ("ledger.c", "close_books"): ("first != NULL", "first"),
    ("book.hpp", "Index::find"): ("found;", "found; found.reserve(keys_.size());"),
    ("book.hpp", "Index::add"): ("keys_.push_back", "keys_.emplace_back"),
    ("book.cpp", "Book::announce"): (
        "index_.find(name).size()",
        "std::to_string(index_.find(name).size())",
    ),
    ("book.cpp", "Book::total"): ("sum += amounts_[at]", "sum = amounts_[at] + sum"),
}
"""Edits of functions of every kind that change nothing."""

WRONG: dict[tuple[str, str, str], tuple[Edit, VerdictKind, str]] = {
    ("ledger.c", "checksum", "an element"): (
        ("i < n;", "i + 1 < n;"),
        VerdictKind.INCORRECT,
        "its result",
    ),
    ("ledger.c", "enter", "a global variable"): (
        ("entries_made += 1;", "entries_made += 2;"),
        VerdictKind.INCORRECT,
        "the global variable entries_made is 2 instead of 1",
    ),
    ("ledger.c", "enter", "what a new block holds"): (
        ("made->account = account;", "made->account = account + 1;"),
        VerdictKind.INCORRECT,
        "a new block of 24 bytes",
    ),
    ("ledger.c", "enter", "a zero that is left to chance"): (
        ("made->next = first;", "if (first) made->next = first;"),
        VerdictKind.INCORRECT,
        "a new block of 24 bytes",
    ),
    ("ledger.c", "enter", "a block that nobody has"): (
        ("made->next = first;", "void *volatile lost = malloc(8); made->next = first;"),
        VerdictKind.INCORRECT,
        "it leaves 1 new block",
    ),
    ("ledger.c", "balance", "a crash"): (
        ("first = first->next)", "first = first->next->next)"),
        VerdictKind.FAULTY,
        "crashes .SIGSEGV",
    ),
    ("ledger.c", "balance", "no end"): (
        ("first = first->next)", "first = first)"),
        VerdictKind.FAULTY,
        "does not return within",
    ),
    ("ledger.c", "report", "what it prints"): (
        ("%d %.2f", "%d %.3f"),
        VerdictKind.INCORRECT,
        "writes something else|is .* instead of",
    ),
    ("ledger.c", "close_books", "what it frees"): (
        ("free(first);", "if (next) free(first);"),
        VerdictKind.INCORRECT,
        "frees different blocks",
    ),
    ("book.hpp", "Index::add", "what it throws"): (
        ("if (key.empty())", "if (false)"),
        VerdictKind.INCORRECT,
        "returns where the original throws",
    ),
    ("book.hpp", "Index::find", "an element of a container"): (
        ("at = 0;", "at = 1;"),
        VerdictKind.INCORRECT,
        "instead of",
    ),
}
"""Edits that change something, each with its verdict and a pattern of what is said."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The user's folder."""
    return Path(shutil.copytree(PROGRAM, tmp_path_factory.mktemp("user") / "ledger"))


@pytest.fixture(scope="module")
def benches() -> Iterator[Benches]:
    with closing(Benches()) as opened:
        yield opened


def target_of(path: Path, name: str) -> Target:
    finder = TreeSitterFinder(CompileCommands())
    return finder.named(path, path.read_text(encoding="utf-8"), name)


def opened(benches: Benches, source: Path, file: str, name: str) -> Bench:
    program = LEDGER.model_copy(update={"root": source})
    return benches.of(target_of(source / file, name), program=program, inputs=Inputs.PROGRAM)


def judged(bench: Bench, edit: Edit) -> Verdict:
    code = bench.target.code
    assert edit[0] in code
    return bench.judge(code.replace(*edit))


FUNCTIONS = sorted({what[:2] for what in WRONG} | set(RIGHT))
_EVERYDAY = {"checksum", "enter", "Index::find", "Book::announce"}
CASES = [
    pytest.param(
        file,
        name,
        what,
        id=f"{name}: {what or 'the same'}",
        marks=() if name in _EVERYDAY else pytest.mark.exhaustive,
    )
    for file, name in FUNCTIONS
    for what in ("", *(other[2] for other in WRONG if other[:2] == (file, name)))
]
"""By function, so that each is opened once, and built once with all its rewrites."""


def rewrites(code: str, file: str, name: str) -> list[str]:
    edits = [RIGHT[file, name], *(edit for what, (edit, *_) in WRONG.items() if what[1] == name)]
    return [code.replace(*edit) for edit in edits]


@pytest.mark.parametrize(("file", "name", "what"), CASES)
def test_a_rewrite_is_judged_by_what_its_calls_do(
    benches: Benches, source: Path, file: str, name: str, what: str
):
    bench = opened(benches, source, file, name)
    bench.expect(rewrites(bench.target.code, file, name))
    if what:
        edit, kind, said = WRONG[file, name, what]
        verdict = judged(bench, edit)
        assert verdict.kind is kind, verdict.reason
        assert re.search(said, verdict.reason), verdict.reason
        return
    verdict = judged(bench, RIGHT[file, name])
    assert verdict.kind is VerdictKind.CORRECT, verdict.reason
    told = verdict.evidence.program
    assert told is not None
    assert 0 < told.compared <= told.calls
    assert any("calls that “./ledger” makes" in phrase for phrase in verdict.evidence.phrases)


def test_what_does_not_compile_is_told_with_the_compilers_words(benches: Benches, source: Path):
    bench = opened(benches, source, "ledger.c", "balance")
    verdict = judged(bench, ("sum +=", "total +="))
    assert verdict.kind is VerdictKind.NOT_COMPILABLE
    assert "total" in verdict.reason


def test_what_no_call_reaches_is_told_and_a_rewrite_of_it_has_a_condition(
    benches: Benches, source: Path
):
    bench = opened(benches, source, "ledger.c", "report")
    (line,) = (at for at, one in enumerate(bench.target.code.split("\n")) if "lines = -1" in one)
    line += bench.target.line
    told = judged(bench, RIGHT["ledger.c", "report"]).evidence
    assert told.never == (f"line {line} never ran",)
    assert told.program is not None
    assert told.program.blocks == 2 / 3
    assert not told.conditions
    changed = judged(bench, ("lines = -1;", "lines = -2;"))
    assert changed.kind is VerdictKind.CORRECT
    (condition,) = changed.evidence.conditions
    assert condition.startswith(f"line {line} of the original does not run: no call")


def test_what_only_a_call_that_was_not_looked_at_changes_shows_in_what_the_program_prints(
    benches: Benches, source: Path
):
    bench = opened(benches, source, "ledger.c", "enter")
    looked_at = spread(400, 120)
    at = next(call for call in range(200, 300) if not {call, call + 1} & set(looked_at))
    verdict = judged(
        bench, ("entries_made += 1;", f"entries_made += entries_made == {at - 1} ? 2 : 1;")
    )
    assert verdict.kind is VerdictKind.CORRECT, verdict.reason
    assert "the program prints something else with it" in verdict.evidence.phrases
    right = judged(bench, RIGHT["ledger.c", "enter"])
    assert not any("prints something else" in phrase for phrase in right.evidence.phrases)


def test_the_users_folder_stays_as_it_is(benches: Benches, source: Path):
    bench = opened(benches, source, "ledger.c", "balance")
    judged(bench, RIGHT["ledger.c", "balance"])
    names = sorted(path.name for path in source.iterdir())
    assert names == sorted(path.name for path in PROGRAM.iterdir())
    assert (source / "ledger.c").read_bytes() == (PROGRAM / "ledger.c").read_bytes()


@pytest.mark.exhaustive
def test_made_up_inputs_and_the_program_decide_together(benches: Benches, source: Path):
    program = LEDGER.model_copy(update={"root": source})
    target = target_of(source / "ledger.c", "checksum")
    bench = benches.of(target, program=program, inputs=Inputs.BOTH)
    right = target.code.replace(*RIGHT["ledger.c", "checksum"])
    wrong = target.code.replace("i < n;", "i + 1 < n;")
    worse = target.code.replace("bytes[i]", "nothing[i]")
    also = target.code.replace("sum * 31 +", "31 * sum +")
    bench.expect([right, wrong, worse, also])
    found = [bench.judge(code) for code in (right, wrong, worse, also)]
    kinds = [VerdictKind.CORRECT, VerdictKind.INCORRECT, VerdictKind.NOT_COMPILABLE]
    assert [one.kind for one in found] == [*kinds, VerdictKind.CORRECT]
    assert bench.confirm(right).kind is VerdictKind.CORRECT


@pytest.mark.parametrize(
    ("run", "build", "error", "said"),
    [
        ("true", "make", WorkloadError, "no program that “true” starts was built from ledger.c"),
        ("./ledger", "false", BaselineError, "“false” does not build the program"),
        ("./missing", "make", WorkloadError, "fails with exit code 127"),
    ],
)
def test_commands_of_no_use_are_told(
    benches: Benches, source: Path, run: str, build: str, error: type[Exception], said: str
):
    program = Program(run=run, build=build, root=source)
    target = target_of(source / "ledger.c", "balance")
    with pytest.raises(error, match=said):
        benches.of(target, program=program, inputs=Inputs.PROGRAM)
