"""Prompts as texts, compared with those in snapshots/.

To rewrite them: LESSONLS_SNAPSHOTS=write .venv/bin/pytest tests/server/core/test_prompts.py
"""

import os
from pathlib import Path

from lessonls.core.message import Messages

SNAPSHOTS = Path(__file__).parent / "snapshots"


def said(messages: Messages) -> str:
    return "".join(f"===== {m.role} =====\n{m.content}\n" for m in messages)


def check(name: str, messages: Messages) -> None:
    file = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("LESSONLS_SNAPSHOTS") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(said(messages), encoding="utf-8")
    assert said(messages) == file.read_text(encoding="utf-8")


def outside(text: str) -> str:
    """What a reader of Markdown takes for our words: neither fenced nor quoted."""
    kept, fence = list[str](), ""
    for line in text.split("\n"):
        if fence:
            fence = "" if line == fence else fence
        elif line.startswith("```"):
            fence = line[: len(line) - len(line.lstrip("`"))]
        elif not line.lstrip().startswith(">"):
            kept.append(line)
    assert not fence
    return "\n".join(kept)
