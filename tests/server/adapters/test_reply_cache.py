"""Answers of models on disk."""

import logging
from pathlib import Path

import pytest

from lessonls.adapters.reply_cache import DiskReplyCache


async def test_an_answer_is_found_again(tmp_path: Path):
    """Also by another process, and only under its own key."""
    await DiskReplyCache(tmp_path).put("key", "answer")
    again = DiskReplyCache(tmp_path)
    assert await again.get("key") == "answer"
    assert await again.get("other") is None


async def test_a_broken_disk_is_an_empty_cache(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """A run must not fail because it cannot save money; the log says why it does not."""
    (tmp_path / "replies").write_text("a file in the way")
    cache = DiskReplyCache(tmp_path)
    with caplog.at_level(logging.WARNING):
        await cache.put("key", "answer")
        assert await cache.get("key") is None
    assert "cannot be used" in caplog.text
