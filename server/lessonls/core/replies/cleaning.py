"""A reply without what is not meant for us: odd characters, and the thoughts before the answer."""

import re
from dataclasses import dataclass

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("\r+\n?|[\u2028\u2029]")
_NAMES = (
    "think|thinking|thoughts?|reasoning|reflection|analysis|scratchpad|seed:think|inner_monologue"
)
# An opening tag begins a line, since `vector<think>` is code.
_OPENING = re.compile(
    rf"^[ \t]*(?:<(?P<tag>{_NAMES})(?:[ \t][^>\n]*)?>|◁(?P<bars>think)▷|\[(?P<square>THINK)\])",
    re.MULTILINE | re.IGNORECASE,
)
_CLOSING = re.compile(rf"</(?:{_NAMES})>|◁/think▷|\[/THINK\]", re.IGNORECASE)
_CHANNEL = re.compile(r"<\|channel\|>(?P<name>[^<\n]{0,200})<\|message\|>")
_MARK = re.compile(r"<\|(?:end|return|start|call|channel)\|>")


@dataclass(frozen=True)
class Answer:
    """What is left of a reply; `unfinished` where its thoughts never ended."""

    text: str
    unfinished: bool = False


def readable(text: str) -> str:
    """`text` with plain line ends and spaces, and without characters that cannot be seen."""
    plain = _SPACES.sub(" ", _LINE_ENDS.sub("\n", text))
    return _INVISIBLE.sub("", plain)


def without_reasoning(text: str) -> Answer:
    """The answer without the thoughts before it, however they are marked."""
    channels = _channels(text)
    if channels is not None:
        return channels
    kept, at = list[str](), 0
    while (opened := _OPENING.search(text, at)) is not None:
        kept.append(text[at : opened.start()])
        closed = _closing(opened).search(text, opened.end())
        if closed is None:
            return Answer(_after_thoughts("".join(kept)), unfinished=True)
        at = closed.end()
    return Answer(_after_thoughts("".join([*kept, text[at:]])))


def without_tags(text: str) -> str:
    """The text with its thoughts: some models put the answer among them."""
    return _CLOSING.sub("\n", _OPENING.sub("", text))


def _closing(opened: re.Match[str]) -> re.Pattern[str]:
    if opened["tag"]:
        return re.compile(rf"</{re.escape(opened['tag'])}>", re.IGNORECASE)
    return re.compile("◁/think▷" if opened["bars"] else r"\[/THINK\]")


def _after_thoughts(text: str) -> str:
    """What follows the last closing tag: some servers leave the opening one out."""
    end = max((closed.end() for closed in _CLOSING.finditer(text)), default=0)
    rest = text[end:]
    return rest if rest.strip() else _CLOSING.sub("", text)


def _channels(text: str) -> Answer | None:
    """The final channel of a reply that comes in channels."""
    found = list(_CHANNEL.finditer(text))
    if not found:
        return None
    final = [channel for channel in found if channel["name"].strip().startswith("final")]
    if not final:
        return Answer("", unfinished=True)
    begun = final[-1].end()
    end = _MARK.search(text, begun)
    return Answer(text[begun : end.start() if end else len(text)])
