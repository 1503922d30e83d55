"""From a reply to the generator in it."""

from lessonls.core.reading.limits import LARGEST
from lessonls.core.replies.blocks import blocks
from lessonls.core.replies.cleaning import readable, without_reasoning

_NAME = "lessonls_generate"
_LONGEST = 50_000


def generator_text(text: str) -> str:
    """The last block that defines the generator; "" if there is none. Any text is allowed."""
    if len(text) > LARGEST:
        return ""
    answer = without_reasoning(readable(text)).text
    found = [block.text for block in blocks(answer) if _NAME in block.text]
    return found[-1] if found and len(found[-1]) <= _LONGEST else ""
