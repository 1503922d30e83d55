"""A bank that goes on in memory."""

from pathlib import Path

from lessonls.adapters.disk_bank import DiskBank
from lessonls.adapters.lenient_bank import LenientBank
from lessonls.core.selection import Setting
from lessonls.core.target import Language, Mode
from lessonls.fakes import MemoryBank, WordEmbedder, example_lesson

SETTING = Setting("here", Language.C, Mode.SERIAL, "gcc 13", "Example 2", WordEmbedder.name)
LESSON = example_lesson("a", embedder=WordEmbedder.name, embedding=(1.0, 0.0))


async def test_what_a_healthy_bank_has_is_found(tmp_path: Path):
    """Through the same port."""
    warnings: list[str] = []
    bank = LenientBank(DiskBank(tmp_path, WordEmbedder()), MemoryBank(), warnings.append)
    await bank.add(LESSON)
    assert list(await bank.related((1.0, 0.0), SETTING, 2)) == [LESSON]
    assert list(await bank.get([LESSON.id, "unknown"])) == [LESSON]
    assert await bank.forget([LESSON.id]) == 1
    assert warnings == []


async def test_a_broken_bank_is_replaced_in_every_question(tmp_path: Path):
    """With one warning."""
    (tmp_path / "file").write_text("")
    warnings: list[str] = []
    broken = DiskBank(tmp_path / "file", WordEmbedder())
    bank = LenientBank(broken, MemoryBank([LESSON]), warnings.append)
    assert list(await bank.related((1.0, 0.0), SETTING, 2)) == [LESSON]
    assert list(await bank.get([LESSON.id])) == [LESSON]
    assert len(warnings) == 1
