"""What the composition root makes of settings."""

import asyncio
from pathlib import Path

import pytest

from lessonls.adapters.disk_bank import DiskBank
from lessonls.adapters.lenient_bank import LenientBank
from lessonls.composition import compose, embedder_of
from lessonls.config import Settings
from lessonls.core.errors import BankError, SettingsError
from lessonls.core.target import Mode
from lessonls.fakes import MemoryBank, example_lesson

LESSON = example_lesson("one")


async def test_the_default_team_needs_no_configuration():
    """At least four specialists with names of their own, in every mode; nothing is asked."""
    services = compose(Settings(), print)
    for mode in Mode:
        async with services.team_for(mode) as team:
            names = [agent.name for agent in team.agents]
            assert len(set(names)) == len(names)
            assert len(names) >= 4
            assert team.meter.usage.requests == 0


def test_a_team_that_there_is_not_is_refused():
    """With the names that there are."""
    with pytest.raises(SettingsError, match=r"“dream”\. Known teams: builtin"):
        compose(Settings(team="dream"), print)


def test_a_limit_in_money_needs_prices():
    """Else it would never be reached, and nobody would know."""
    model = {"model": "m", "base_url": "http://127.0.0.1:9/v1"}
    chosen = {"team": "mine", "agents": {"a": model}, "teams": {"mine": ["a"]}, "cost": 1.0}
    with pytest.raises(SettingsError, match="needs prices for “a”"):
        compose(Settings.load(chosen), print)


def test_a_run_goes_on_without_its_bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """One warning, and the lessons stay until the end of the run."""
    (tmp_path / "home").write_text("a file where the folder should be")
    monkeypatch.setenv("LESSONLS_HOME", str(tmp_path / "home"))
    warnings: list[str] = []
    bank = compose(Settings(), warnings.append).bank

    async def use() -> None:
        assert list(await bank.get([LESSON.id])) == []
        await bank.add(LESSON)
        await bank.update([LESSON.id], lambda lesson: lesson)
        assert list(await bank.get([LESSON.id])) == [LESSON]
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
        asyncio.run(LenientBank(broken, broken, pytest.fail).get([LESSON.id]))


def test_an_embedder_that_does_not_answer_gives_way_to_words():
    """One warning; vectors of the two never meet, because the name changes with them."""
    model = {"model": "vectors", "base_url": "http://127.0.0.1:9/v1", "timeout": 5}
    warnings: list[str] = []
    embedder = embedder_of(Settings.load({"embedder": model}), warnings.append)
    assert embedder.name == "endpoint:vectors"
    (vector,) = asyncio.run(embedder.embed(["sum of squares"]))
    assert any(vector)
    assert embedder.name != "endpoint:vectors"
    assert len(warnings) == 1
    assert "compared by their words" in warnings[0]
