"""Results that wait for an answer survive the program."""

import os
from pathlib import Path

import pytest

from lessonls.adapters import result_files
from lessonls.adapters.result_files import ResultFiles
from lessonls.core.kept import KeptResult
from lessonls.core.target import Mode
from lessonls.fakes import correct

FILE = Path("/project/a.c")


def result(code: str = "new", **changes: object) -> KeptResult:
    kept = KeptResult(
        path=str(FILE), original="old", mode=Mode.SERIAL, code=code, verdict=correct(2.0)
    )
    return kept.model_copy(update=changes)


async def test_a_result_is_there_until_it_is_dropped(tmp_path: Path):
    """For its own file, also in another process."""
    await ResultFiles(tmp_path).put(result())
    again = ResultFiles(tmp_path)
    assert await again.of(FILE) == [result()]
    assert await again.of(Path("/project/b.c")) == []
    await again.drop(result())
    assert await again.of(FILE) == []
    await again.drop(result())


async def test_a_newer_answer_takes_the_place_of_the_older(tmp_path: Path):
    """Another mode, another text of the function and the simpler rewrite are other questions."""
    shelf = ResultFiles(tmp_path)
    others = [result(mode=Mode.OPENMP), result(original="older"), result(simpler=True)]
    for one in (result("first"), result("second"), *others):
        await shelf.put(one)
    kept = await shelf.of(FILE)
    assert {one.code for one in kept if one not in others} == {"second"}
    assert len(kept) == 4


async def test_only_so_many_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Nobody cleans up answers that were never given."""
    monkeypatch.setattr(result_files, "_MOST", 3)
    shelf = ResultFiles(tmp_path)
    for number in range(5):
        one = result(original=str(number))
        await shelf.put(one)
        os.utime(tmp_path / "results" / f"{one.name}.json", (number, number))
    assert [one.original for one in await shelf.of(FILE)] == ["2", "3", "4"]


@pytest.mark.parametrize("content", [b"", b"{", b"null", b'{"schema_version": 99}', b"\xff" * 9])
async def test_a_file_that_is_none_of_ours_is_left_out(tmp_path: Path, content: bytes):
    """Whatever somebody put there; the others are found."""
    shelf = ResultFiles(tmp_path)
    await shelf.put(result())
    name = result(original="other").name
    (tmp_path / "results" / f"{name}.json").write_bytes(content)
    assert await shelf.of(FILE) == [result()]


async def test_a_folder_that_cannot_be_used_is_no_reason_to_fail(tmp_path: Path):
    """The suggestion is in the editor all the same."""
    (tmp_path / "results").write_text("a file in the way")
    shelf = ResultFiles(tmp_path)
    await shelf.put(result())
    await shelf.drop(result())
    assert await shelf.of(FILE) == []
