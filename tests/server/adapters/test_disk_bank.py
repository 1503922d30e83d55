"""The lesson bank on a real disk."""

import os
import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lessonls.adapters.disk_bank import DiskBank
from lessonls.core.errors import BankError
from lessonls.fakes import example_lesson

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


async def test_only_lessons_that_are_still_there_are_updated(tmp_path: Path):
    """What the user forgot in between stays forgotten."""
    bank = DiskBank(tmp_path)
    await bank.add(A)
    used = A.model_copy(update={"times_used": 3})
    await bank.update([used, B])
    await bank.update([])
    assert await bank.lessons() == [used]


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
    "text", ["", "{", "[]", "{}", A.model_dump_json().replace('"schema_version":1', '"colour":1')]
)
async def test_rows_that_are_no_lessons_are_skipped_and_counted(tmp_path: Path, text: str):
    """A newer version of lessonls may have written them."""
    bank = DiskBank(tmp_path)
    await bank.add_all([A, B])
    tamper(bank, "UPDATE Cache SET value = ? WHERE key = ?", text, A.id)
    assert await bank.lessons() == [B]
    assert bank.unreadable == 1


async def test_lessons_of_a_newer_schema_are_left_alone(tmp_path: Path):
    """Not read, and not deleted."""
    bank = DiskBank(tmp_path)
    await bank.add_all([A.model_copy(update={"schema_version": 2}), B])
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


async def test_a_bank_with_tampered_settings_is_reported(tmp_path: Path):
    """diskcache hands them to the constructor."""
    bank = DiskBank(tmp_path)
    await bank.add(A)
    tamper(bank, "INSERT INTO Settings VALUES ('disk_colour', 'red')")
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
