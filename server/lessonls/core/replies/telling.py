"""From a reply to the lesson in it: one or two plain sentences."""

import re

from lessonls.core.reading.limits import LARGEST
from lessonls.core.replies.blocks import blocks
from lessonls.core.replies.cleaning import readable, without_reasoning
from lessonls.core.replies.structured import strings_in

LONGEST = 600
_MOST_SENTENCES = 3
_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")
_MARKUP = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+•][ \t]+|\d{1,2}[.)][ \t]+)+")
_EMPHASIS = re.compile(
    r"\*{2,3}|(?<!\w)\*(?=\w)|(?<=[\w.!?])\*(?!\w)"
    r"|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|`+"
)
_LABEL = re.compile(
    r"^(?:(?:here(?:'s| is)|this is)\b[^.:]{0,60}:"
    r"|(?:the |a |key |main )?(?:lessons?|takeaways?|answer|summary|explanation)"
    r"(?: learned| learnt)?(?: \(?\d{1,2}\)?)?[ \t]*(?::|\u2014|-(?=\s)|$))[ \t]*",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])")


def lesson_text(text: str) -> str:
    """The first paragraph of a reply as at most three sentences, without markup and code."""
    answer = without_reasoning(readable(text[:LARGEST])).text
    prose = _in_json(answer) or _without_fences(answer)
    for paragraph in re.split(r"\n[ \t]*\n", prose):
        plain = _plain(paragraph)
        if plain:
            return _capped(plain)
    return ""


def _without_fences(text: str) -> str:
    kept, fence = list[str](), ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark is None:
            kept += [] if fence else [line]
        elif not fence:
            fence = mark[0].strip(" \t>")[0]
            kept.append("")
        elif mark[0].strip(" \t>")[0] == fence:
            fence = ""
    return "\n".join(kept)


def _in_json(text: str) -> str:
    """The sentence of an answer in JSON such as {"lesson": "..."}."""
    inside = [block.text for block in blocks(text)] if "```" in text else []
    strings = (string for part in [text, *inside] for string in strings_in(part))
    return readable(next(strings, ""))


def _plain(paragraph: str) -> str:
    lines = paragraph[: 8 * LONGEST].split("\n")
    return " ".join(" ".join(map(_unlabelled, lines)).split())


def _unlabelled(line: str) -> str:
    """A line without markup and without a heading such as `Lesson:`."""
    plain = _EMPHASIS.sub("", _MARKUP.sub("", line)).strip()
    while (label := _LABEL.match(plain)) is not None and label.end() > 0:
        plain = plain[label.end() :].strip()
    return plain


def _capped(line: str) -> str:
    starts = [0, *(match.end() for match in _SENTENCES.finditer(line)), len(line)]
    ends = [end for end in starts[1 : _MOST_SENTENCES + 1] if end <= LONGEST]
    text = line[: ends[-1]].rstrip() if ends else line
    return text if len(text) <= LONGEST else text[: LONGEST - 3].rsplit(maxsplit=1)[0] + "..."
