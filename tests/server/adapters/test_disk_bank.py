"""The lesson bank on a real disk."""

import asyncio
import json
import os
import pickle
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lessonls.adapters.disk_bank import GONE, READ_DIRECTLY, DiskBank
from lessonls.adapters.lenient_embedder import LenientEmbedder
from lessonls.core.errors import AgentError, BankError
from lessonls.core.lesson import Lesson
from lessonls.core.selection import Setting
from lessonls.core.target import Language, Mode
from lessonls.fakes import WordEmbedder, example_lesson
from lessonls.ports import Embedder

A, B = example_lesson("a", created=1.0), example_lesson("b", created=2.0)

WRITER = """
import asyncio, sys
from itertools import count
from pathlib import Path
from lessonls.adapters.disk_bank import DiskBank
from lessonls.fakes import example_lesson

async def write(home, name, most):
    bank = DiskBank(home)
    for number in range(most):
        lesson = example_lesson(f"{name}{number}", text=f"{name}{number} " + "x" * 1900)
        await bank.add(lesson)
        print(lesson.id, flush=True)

asyncio.run(write(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
"""


def writer(home: Path, name: str, most: int) -> subprocess.Popen[str]:
    """Another process that banks lessons and prints the id of each that it has banked."""
    command = [sys.executable, "-c", WRITER, str(home), name, str(most)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def database(bank: DiskBank) -> Path:
    return bank.directory / "cache.db"


def tamper(bank: DiskBank, statement: str, *values: object) -> None:
    connection = sqlite3.connect(database(bank))
    with connection:
        connection.execute(statement, values)
    connection.close()


async def test_lessons_survive_a_restart_oldest_first(tmp_path: Path):
    """Whole, in whatever order they came."""
    await DiskBank(tmp_path).add(B)
    await DiskBank(tmp_path).add(A)
    assert await DiskBank(tmp_path).lessons() == [A, B]


async def test_the_same_lesson_is_kept_once(tmp_path: Path):
    """The newest form replaces the older."""
    bank = DiskBank(tmp_path)
    newer = A.model_copy(update={"text": "Newer."})
    await bank.add_all([A, newer])
    assert await bank.lessons() == [newer]


def used(lesson: Lesson) -> Lesson:
    return lesson.model_copy(update={"times_used": lesson.times_used + 1})


async def test_only_lessons_that_are_still_there_are_updated(tmp_path: Path):
    """What the user forgot in between stays forgotten."""
    bank = DiskBank(tmp_path)
    await bank.add(A)
    await bank.update([A.id, B.id], used)
    await bank.update([], used)
    assert await bank.lessons() == [used(A)]


async def test_uses_in_several_runs_are_all_counted(tmp_path: Path):
    """Also where one of them began before the other ended."""
    await DiskBank(tmp_path).add(A)
    await asyncio.gather(*(DiskBank(tmp_path).update([A.id], used) for _ in range(8)))
    assert [one.times_used for one in await DiskBank(tmp_path).lessons()] == [A.times_used + 8]


async def test_forgetting_says_how_many_there_were(tmp_path: Path):
    """Ids that are not there count nothing."""
    bank = DiskBank(tmp_path)
    await bank.add_all([A, B])
    assert await bank.forget([A.id, "unknown"]) == 1
    assert await bank.lessons() == [B]


async def test_nobody_else_may_look_into_the_bank(tmp_path: Path):
    """Also where the folder was there before."""
    bank = DiskBank(tmp_path)
    bank.directory.mkdir(mode=0o755)
    await bank.add(A)
    assert bank.directory.stat().st_mode & 0o777 == 0o700


async def test_several_processes_bank_at_the_same_time(tmp_path: Path):
    """Nothing is lost."""
    writers = [writer(tmp_path, name, 8) for name in "abc"]
    banked = {line.strip() for one in writers for line in one.communicate()[0].splitlines()}
    assert [one.returncode for one in writers] == [0, 0, 0]
    assert len(banked) == 24
    assert {lesson.id for lesson in await DiskBank(tmp_path).lessons()} == banked


async def test_a_process_killed_while_it_writes_loses_nothing_that_was_banked(tmp_path: Path):
    """At most the lesson in flight, three times over; no row is half there."""
    banked: set[str] = set()
    for name in "abc":
        with writer(tmp_path, name, 10_000) as process:
            assert process.stdout is not None
            banked |= {process.stdout.readline().strip() for _ in range(5)}
            process.kill()
            # The last line may be half a line: such an id was not announced.
            said = process.stdout.read().split("\n")[:-1]
            banked |= set(said)
    bank = DiskBank(tmp_path)
    found = {lesson.id for lesson in await bank.lessons()}
    assert banked <= found
    assert len(found - banked) <= 3
    assert bank.unreadable == 0


class Mine:
    """Makes a folder when it is unpickled."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self._folder),)


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("UPDATE Cache SET mode = 4, value = ? WHERE key = ?", "pickle key"),
        ("UPDATE Cache SET mode = 1, value = ? WHERE key = ?", "pickle key"),
        ("UPDATE Cache SET raw = 0, key = ? WHERE key = ?", "pickle key"),
        ("UPDATE Cache SET value = CAST(? AS TEXT) WHERE key = ?", "pickle key"),
        ("UPDATE Cache SET key = CAST(? AS TEXT) WHERE key = ?", "pickle key"),
        ("UPDATE Cache SET mode = 4, value = NULL, filename = ? WHERE key = ?", "file key"),
        ("UPDATE Cache SET mode = 3, value = NULL, filename = ? WHERE key = ?", "file key"),
        ("UPDATE Cache SET mode = 2, value = NULL, filename = ? WHERE key = ?", "file key"),
    ],
)
async def test_a_tampered_row_is_skipped_and_never_unpickled(
    tmp_path: Path, statement: str, values: str
):
    """Wherever the pickle hides; the other lessons are read, and the row is counted."""
    trap = pickle.dumps(Mine(tmp_path / "trapped"))
    (tmp_path / "outside").write_bytes(trap)
    bank = DiskBank(tmp_path)
    await bank.add_all([A, B])
    known: dict[str, object] = {"pickle": trap, "file": "../outside", "key": A.id}
    tamper(bank, statement, *(known[name] for name in values.split()))
    assert await bank.lessons() == [B]
    assert bank.unreadable == 1
    assert not (tmp_path / "trapped").exists()


@pytest.mark.parametrize("act", ["replace", "forget"])
async def test_a_tampered_row_cannot_have_a_file_deleted(tmp_path: Path, act: str):
    """diskcache deletes the file of a row that goes away; no row of ours has one."""
    outside = tmp_path / "outside"
    outside.write_text("precious")
    bank = DiskBank(tmp_path)
    await bank.add(A)
    tamper(bank, "UPDATE Cache SET filename = ?", "../outside")
    await (bank.add(A) if act == "replace" else bank.forget([A.id]))
    assert outside.read_text() == "precious"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", A.model_dump_json().replace('"schema_version":3', '"colour":1')]
)
async def test_rows_that_are_no_lessons_are_skipped_and_counted(tmp_path: Path, text: str):
    """A newer version of lessonls may have written them."""
    bank = DiskBank(tmp_path)
    await bank.add_all([A, B])
    tamper(bank, "UPDATE Cache SET value = ? WHERE key = ?", text, A.id)
    assert await bank.lessons() == [B]
    assert bank.unreadable == 1


@pytest.mark.parametrize(
    ("schema", "later"),
    [
        (1, {"code", "project", "source", "imported"}),
        (2, {"diff", "predicate", "flags", "tied", "half"}),
    ],
)
async def test_lessons_of_earlier_schemas_are_upgraded(
    tmp_path: Path, schema: int, later: set[str]
):
    """What they lack is empty; help and harm that were counted without a comparison start anew."""
    bank = DiskBank(tmp_path)
    await bank.add_all([A, B])
    old = A.model_dump(exclude=later, mode="json") | {"helpful": 3, "harmful": 9}
    tamper(
        bank,
        "UPDATE Cache SET value = ? WHERE key = ?",
        json.dumps(old | {"schema_version": schema}),
        A.id,
    )
    assert await bank.lessons() == [A, B]
    assert await bank.get([A.id]) == [A]
    assert bank.unreadable == 0


async def test_lessons_of_a_newer_schema_are_left_alone(tmp_path: Path):
    """Not read, and not deleted."""
    bank = DiskBank(tmp_path)
    await bank.add_all([A.model_copy(update={"schema_version": 4}), B])
    assert await bank.lessons() == [B]
    assert await bank.forget([A.id]) == 1


@pytest.mark.parametrize(
    "content", [b"not a database" * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
async def test_a_damaged_bank_is_reported_and_nothing_is_deleted(tmp_path: Path, content: bytes):
    """With a sentence that says what to do."""
    bank = DiskBank(tmp_path)
    bank.directory.mkdir()
    database(bank).write_bytes(content)
    with pytest.raises(BankError, match=r"damaged.*move that folder away.*nothing was deleted"):
        await bank.lessons()
    assert database(bank).read_bytes() == content


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO Settings VALUES ('disk_colour', 'red')",
        "INSERT INTO Settings VALUES ('transact', 1)",
        "UPDATE Settings SET value = 'boom' WHERE key = 'count'",
        "UPDATE Settings SET value = -4 WHERE key = 'count'",
    ],
)
async def test_a_bank_with_tampered_settings_is_reported(tmp_path: Path, statement: str):
    """diskcache hands them to the constructor, or makes attributes of them."""
    bank = DiskBank(tmp_path)
    await bank.add(A)
    tamper(bank, statement)
    with pytest.raises(BankError, match="damaged"):
        await bank.lessons()


async def test_a_home_that_cannot_be_written_is_reported(tmp_path: Path):
    """A file stands in for a folder without permission: the superuser has every permission."""
    home = tmp_path / "home"
    home.write_text("")
    bank = DiskBank(home / "deeper")
    with pytest.raises(BankError, match="LESSONLS_HOME"):
        await bank.add(A)
    with pytest.raises(BankError, match="LESSONLS_HOME"):
        await bank.lessons()


async def test_a_lesson_of_more_than_a_megabyte_is_refused(tmp_path: Path):
    """And nothing of what came with it is stored."""
    bank = DiskBank(tmp_path)
    with pytest.raises(BankError, match="megabyte"):
        await bank.add_all([A, B.model_copy(update={"reason": "x" * 2_000_000})])
    assert await bank.lessons() == []


SETTING = Setting("here", Language.C, Mode.SERIAL, "gcc 13", "Example 2", WordEmbedder.name)


def vector(slot: int) -> tuple[float, ...]:
    return tuple(float(place == slot) for place in range(8))


def about(name: str, slot: int, **changes: object) -> Lesson:
    """A lesson whose words and function lie in one direction."""
    known = {"embedder": WordEmbedder.name, "embedding": vector(slot), "source": vector(slot)}
    return example_lesson(name, **(known | changes))


def opened(home: Path) -> DiskBank:
    return DiskBank(home, WordEmbedder())


async def found(home: Path, slot: int, most: int = 2) -> list[Lesson]:
    return list(await opened(home).related(vector(slot), SETTING, most))


def crowd(count: int) -> list[Lesson]:
    """Lessons in directions from 0 to 5."""
    return [about(f"crowd {number}", number % 6) for number in range(count)]


@pytest.mark.parametrize("crowded", [0, READ_DIRECTLY - 5, READ_DIRECTLY + 1, 5000])
async def test_related_lessons_are_found_however_many_there_are(tmp_path: Path, crowded: int):
    """Old and new ones, and never those from another world or on the function itself."""
    bank = opened(tmp_path)
    old, new = about("old", 7), about("new", 7, created=2.0, helpful=1, harmful=1)
    await bank.add_all([old, about("itself", 7, target_digest="here"), *crowd(crowded)])
    await bank.index_all()
    await bank.add_all([new, about("elsewhere", 7, mode=Mode.OPENMP)])
    assert sorted(await found(tmp_path, 7), key=lambda one: one.created) == [old, new]
    assert await found(tmp_path, 7, 0) == []
    assert len(await found(tmp_path, 7, 1)) == 1


async def test_many_lessons_that_come_at_once_are_found_newest_first(tmp_path: Path):
    """One selection fills as many as it can, the next ones go on."""
    await opened(tmp_path).add_all([about("oldest", 7), *crowd(5000), about("newest", 6)])
    assert [one.text for one in await found(tmp_path, 6, 1)] == ["newest helps."]
    await found(tmp_path, 7, 1)
    last = await found(tmp_path, 7, 1)
    assert [one.text for one in last] == ["oldest helps."]


async def test_forgotten_lessons_are_not_found(tmp_path: Path):
    """One, or more than the index holds on to."""
    lessons = [about(f"lesson {number}", 7) for number in range(GONE + 3)]
    kept = about("kept", 7)
    bank = opened(tmp_path)
    await bank.add_all([*lessons, kept, *crowd(200)])
    await bank.index_all()
    await bank.forget([lessons[0].id])
    assert lessons[0] not in await found(tmp_path, 7, 60)
    await bank.forget([one.id for one in lessons])
    assert (await found(tmp_path, 7, 60))[0] == kept
    assert not set(lessons) & set(await found(tmp_path, 7, 60))


async def test_another_embedder_gives_lessons_new_vectors_one_after_the_other(tmp_path: Path):
    """In their rows; the record of a lesson stays, and the rewrite stands in for the function."""
    old = [
        example_lesson(
            f"old {n}", text="Hoist it.", code="Hoist", embedder="e", embedding=(1.0,), helpful=3
        )
        for n in range(300)
    ]
    await opened(tmp_path).add_all(old)
    (text, code) = await WordEmbedder().embed(["Hoist it.", "Hoist"])
    first = await opened(tmp_path).related(code, SETTING, 5)
    assert len(first) == 5
    assert {(one.embedding, one.source, one.helpful) for one in first} == {(text, code, 3)}
    done = [one.embedder for one in await opened(tmp_path).lessons()]
    assert 0 < done.count("e") < 300
    await opened(tmp_path).index_all()
    assert {one.embedder for one in await opened(tmp_path).lessons()} == {WordEmbedder.name}


class BrokenEmbedder(WordEmbedder):
    """Its endpoint is down."""

    async def embed(self, texts: Sequence[str]) -> Sequence[tuple[float, ...]]:
        raise AgentError(f"{len(texts)} texts find nobody")


async def test_an_embedder_that_fails_leaves_lessons_for_another_time(tmp_path: Path):
    """Those that have vectors are found."""
    broken: Embedder = BrokenEmbedder()
    bank = DiskBank(tmp_path, broken)
    good = about("good", 7)
    await bank.add_all([good, example_lesson("other", embedder="e", embedding=(1.0,))])
    assert await bank.related(vector(7), SETTING, 5) == [good]
    await bank.index_all()


class Other(WordEmbedder):
    name = "other"


async def test_lessons_are_found_when_an_earlier_embedder_comes_back(tmp_path: Path):
    """Its index is older than their vectors."""
    await opened(tmp_path).add_all(crowd(READ_DIRECTLY + 20))
    assert len(await found(tmp_path, 3, 9)) == 9
    other = replace(SETTING, embedder=Other.name)
    await DiskBank(tmp_path, Other()).index_all()
    assert len(await DiskBank(tmp_path, Other()).related(vector(3), other, 9)) == 9
    assert len(await found(tmp_path, 3, 9)) == 9


async def test_lessons_are_found_when_the_embedder_gives_way(tmp_path: Path):
    """The plainer one has vectors and an index of its own."""
    await opened(tmp_path).add_all(crowd(READ_DIRECTLY + 20))
    await found(tmp_path, 3)
    embedder = LenientEmbedder(BrokenEmbedder(), Other(), print)
    bank = DiskBank(tmp_path, embedder)
    await embedder.embed(["anything"])
    setting = replace(SETTING, embedder=embedder.name)
    assert len(await bank.related(vector(3), setting, 9)) == 9


async def test_a_setting_of_another_embedder_finds_nothing(tmp_path: Path):
    """Vectors of different names never meet."""
    bank = opened(tmp_path)
    await bank.add(about("a", 7))
    other = Setting("here", Language.C, Mode.SERIAL, "gcc 13", "Example 2", "other")
    assert await bank.related(vector(7), other, 5) == []


@pytest.mark.parametrize("content", [b"", b"garbage" * 5000])
async def test_a_tampered_index_is_built_again(tmp_path: Path, content: bytes):
    """Or one that is gone: nothing but time is lost."""
    bank = opened(tmp_path)
    await bank.add_all([about("a", 7), *crowd(500)])
    await bank.index_all()
    (index,) = bank.directory.glob("index-*.bin")
    good = index.read_bytes()
    for damaged in (content, good[:-3], good[:24] + b"\xff" * 8 + good[32:]):
        index.write_bytes(damaged)
        assert (await found(tmp_path, 7, 1))[0].text == "a helps."
    body = len(good) - 64
    index.write_bytes(good[:-body] + b"\xff" * body)
    await found(tmp_path, 7, 1)
    await bank.index_all()
    assert (await found(tmp_path, 7, 1))[0].text == "a helps."


async def test_a_row_under_another_ones_key_is_no_lesson(tmp_path: Path):
    """Nobody gets what they did not ask for."""
    bank = opened(tmp_path)
    await bank.add_all([A, B])
    tamper(bank, "UPDATE Cache SET value = ? WHERE key = ?", A.model_dump_json(), B.id)
    assert await bank.get([B.id, A.id, "unknown"]) == [A]


async def test_the_newest_are_read_alone(tmp_path: Path):
    """Oldest first, and the count is of all."""
    bank = opened(tmp_path)
    await bank.add_all([A, B, *crowd(300)])
    assert [one.text for one in await bank.newest(2)] == ["crowd 298 helps.", "crowd 299 helps."]
    assert await bank.count() == 302


async def test_a_lesson_that_proved_harmful_is_forgotten(tmp_path: Path):
    """When its record is written back."""
    bank = opened(tmp_path)
    await bank.add_all([A.model_copy(update={"harmful": 6}), B.model_copy(update={"harmful": 3})])
    await bank.update([A.id, B.id], lambda one: one.model_copy(update={"harmful": one.harmful + 1}))
    assert [one.harmful for one in await bank.lessons()] == [4]


FILLER = """
import asyncio, sys
from pathlib import Path
from lessonls.adapters.disk_bank import DiskBank
from lessonls.core.errors import BankError
from lessonls.fakes import example_lesson

async def fill(home):
    bank = DiskBank(home)
    for number in range(10_000):
        try:
            await bank.add(example_lesson(f"lesson {number}", text="x" * 1900))
        except BankError as error:
            print("error", error, flush=True)
            return
        print("banked", flush=True)

asyncio.run(fill(Path(sys.argv[1])))
"""


def small_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))


async def test_a_full_disk_is_said_in_one_sentence_and_loses_nothing(tmp_path: Path):
    """A limit on the size of files stands in for it."""
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", FILLER, str(tmp_path)],
        capture_output=True, text=True, check=True, preexec_fn=small_files,
    )  # fmt: skip
    *said, last = done.stdout.splitlines()
    assert set(said) == {"banked"}
    assert last.startswith("error The lesson bank in ")
    assert "make room" in last
    lessons = await DiskBank(tmp_path).lessons()
    assert len(lessons) >= len(said)
    assert DiskBank(tmp_path).unreadable == 0
