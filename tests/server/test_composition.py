"""What the composition root makes of settings."""

import asyncio
from pathlib import Path

import pytest

from lessonls.adapters.disk_bank import DiskBank
from lessonls.adapters.lenient_bank import LenientBank
from lessonls.composition import compose
from lessonls.config import Settings
from lessonls.core.errors import BankError, SettingsError
from lessonls.core.lesson import Lesson
from lessonls.core.target import Language, Mode
from lessonls.core.verdict import Outcome
from lessonls.fakes import MemoryBank

LESSON = Lesson(
    id="1",
    text="One.",
    outcome=Outcome.SLOWER,
    agent="a",
    round=0,
    function="f",
    target_digest="1",
    language=Language.C,
    mode=Mode.SERIAL,
)


def test_the_default_team_needs_no_configuration():
    """At least four specialists with names of their own, in every mode."""
    services = compose(Settings(), print)
    for mode in Mode:
        names = [agent.name for agent in services.team_for(mode)]
        assert len(set(names)) == len(names)
    assert len(services.team_for(Mode.OPENMP)) >= 4


def test_a_team_that_there_is_not_is_refused():
    """With the names that there are."""
    with pytest.raises(SettingsError, match="“dream”; the teams are: builtin"):
        compose(Settings(team="dream"), print)


def test_a_run_goes_on_without_its_bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """One warning, and the lessons stay until the end of the run."""
    (tmp_path / "home").write_text("a file where the folder should be")
    monkeypatch.setenv("LESSONLS_HOME", str(tmp_path / "home"))
    warnings: list[str] = []
    bank = compose(Settings(), warnings.append).bank

    async def use() -> None:
        assert list(await bank.lessons()) == []
        await bank.add(LESSON)
        await bank.update([LESSON])
        assert list(await bank.lessons()) == [LESSON]
        assert await bank.forget([LESSON.id]) == 1

    asyncio.run(use())
    assert len(warnings) == 1
    assert "kept in memory only" in warnings[0]


def test_a_healthy_bank_is_the_users_own(tmp_path: Path):
    """Nothing goes to memory, nobody is warned."""
    disk, memory = DiskBank(tmp_path), MemoryBank()
    bank = LenientBank(disk, memory, pytest.fail)
    asyncio.run(bank.add(LESSON))
    assert list(asyncio.run(disk.lessons())) == [LESSON]
    assert list(asyncio.run(memory.lessons())) == []


def test_a_spare_bank_that_fails_as_well_is_an_error(tmp_path: Path):
    """There is nothing left to go on with."""
    (tmp_path / "file").write_text("")
    broken = DiskBank(tmp_path / "file")
    with pytest.raises(BankError):
        asyncio.run(LenientBank(broken, broken, pytest.fail).lessons())
