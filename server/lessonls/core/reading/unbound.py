"""Parameters of which the text says already that no inputs can be made for them."""

import re
from collections.abc import Iterable, Iterator

from lessonls.core.reading.records import records
from lessonls.core.target import Parameter, Target

_WORD = re.compile(r"(?<!std::)\b[A-Za-z_]\w*")
_NOTHING = re.compile(r"\s*(?:const\s+)?void\s*(?:const\s*)?\*")
_CERTAIN = ("private data", "is a union")
_STREAM = re.compile(r"\s*(?:std\s*::\s*)?FILE\s*\*")


def unbound(target: Target, headers: Iterable[str]) -> str:
    """Why no inputs can be made, as far as the texts of the file and its headers tell; else “”."""
    reasons = [reason for one in target.parameters if (reason := _plain_reason(one))]
    return "; ".join(reasons or dict.fromkeys(_excluded(target, headers)))


def _plain_reason(parameter: Parameter) -> str:
    if _NOTHING.match(parameter.text):
        return f"{parameter.name} is a void *, so that nothing says what it points to"
    if _STREAM.match(parameter.text):
        return f"{parameter.name} is a stream"
    return ""


def _excluded(target: Target, headers: Iterable[str]) -> Iterator[str]:
    """Types of parameters whose data are out of reach, where nothing else has that name."""
    named = {word for one in target.parameters for word in _WORD.findall(one.text)}
    texts = [*headers, target.before + target.code + target.after]
    found = records(texts, target.language, named)
    known = [*found.structs, *found.enums, *found.aliases]
    others = {_simple(one.name) for one in known}
    for name, reason in found.excluded.items():
        if _simple(name) in named - others and reason.endswith(_CERTAIN):
            yield f"{name}: {reason}"


def _simple(name: str) -> str:
    return re.split(r"::|\s", name.partition("<")[0])[-1]
