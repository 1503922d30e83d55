"""What a source has before it includes a header: what the header may count on."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

_INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"\n]+)[>\"].*$", re.MULTILINE)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\\r?\n|\\)*$", re.MULTILINE)
_DEEPEST = 8


def preceding(
    source: Path, headers: Mapping[Path, str], header: Path
) -> tuple[str, Sequence[Path]]:
    """The directives before the header is included, and the files that they stand in.

    `headers` are the texts of a source and of what it includes, by path. The way from the source
    to the header may lead through others; where none leads there, there is nothing before it.
    """
    way = _way(source, headers, header)
    if not way:
        return "", ()
    names = [*(one.name for one in way[1:]), header.name]
    texts = [_before(headers[one], name) for one, name in zip(way, names, strict=True)]
    return "".join(texts), way


def _way(source: Path, headers: Mapping[Path, str], header: Path) -> Sequence[Path]:
    """The files from the source on of which each includes the next, and the last the header."""
    ways = [[header]]
    seen = {header}
    for _ in range(_DEEPEST):
        longer: list[list[Path]] = []
        for way in ways:
            for path, text in headers.items():
                if path in seen or _include_of(text, way[0].name) is None:
                    continue
                if path == source:
                    return [path, *way[:-1]]
                seen.add(path)
                longer.append([path, *way])
        ways = longer
    return []


def _include_of(text: str, name: str) -> re.Match[str] | None:
    found = _INCLUDE.finditer(text)
    return next((one for one in found if one[1].rpartition("/")[2] == name), None)


def _before(text: str, name: str) -> str:
    """A text's directives before it includes a file of that name."""
    include = _include_of(text, name)
    before = text[: include.start()] if include is not None else ""
    found = [f"{match[0]}\n" for match in _DIRECTIVE.finditer(before)]
    return "".join(found) + "#endif\n" * _still_open(found)


def _still_open(directives: Sequence[str]) -> int:
    words = [re.sub(r"[\s#]+", " ", line).split()[:1] for line in directives]
    opened = sum(1 for word in words if word and word[0].startswith("if"))
    return max(0, opened - words.count(["endif"]))
