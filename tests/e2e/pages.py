"""What the pages of the documentation tell users to copy: fenced blocks, by their headings."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def snippets(page: str, *headings: str) -> str:
    """The fenced blocks under these headings, as one text; each must have some."""
    found = _blocks((DOCS / page).read_text(encoding="utf-8"))
    return "\n".join(block for heading in headings for block in found[heading])


def keys(page: str) -> dict[str, str]:
    """The key of each code action, of a table with the columns `key` and `code action`."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return {action: key for key, action in re.findall(r"^\| `(\S+)` \| ([^|]+?) \|", text, re.M)}


def _blocks(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for section in re.split(r"^#+ ", text, flags=re.M)[1:]:
        heading, _, body = section.partition("\n")
        blocks = re.findall(r"^```\w+\n(.*?)^```", body, re.M | re.S)
        if blocks:
            found[heading] = blocks
    return found
