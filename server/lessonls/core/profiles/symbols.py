"""Names of functions as profilers write them: `heat::step(double*, int) [clone .isra.0]`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LONGEST = 20_000
_CLONE = re.compile(r" ?\[(?:clone |abi:)[^\]]*\]")
_UNNAMED = re.compile(r"(?:\(anonymous namespace\)|\{anonymous\}|<unnamed>)::")
_NEVER_MATCHED = re.compile(r"\boperator\b|\{|'lambda|\$_\d|@plt")
_QUALIFIERS = re.compile(r"(?:\s*(?:const|volatile|noexcept|&&?))*\s*(?:'\d+)?$")
_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_OPENING, _CLOSING = "<([", ">)]"


@dataclass(frozen=True)
class Symbol:
    """A name in its parts, without template arguments and the compiler's suffixes.

    `parameters` are None if the profiler does not say them, as for every C function.
    """

    path: tuple[str, ...]
    parameters: tuple[str, ...] | None = None


def symbol(text: str) -> Symbol | None:
    """The parts of a name; None for what no function of a source is called.

    Lambdas, operators and members of local classes are None as well. Anonymous namespaces are
    left out of the path, as sources do not spell them.
    """
    if len(text) > _LONGEST or _NEVER_MATCHED.search(text):
        return None
    plain = _UNNAMED.sub("", _CLONE.sub("", text)).strip()
    plain = plain[: _qualifiers_at(plain)]
    head, inside = _split_parameters(plain)
    named = re.split(r"\s", without_arguments(head))[-1]
    path = named.split("::")
    # No identifier holds a dot: the compiler marks copies and parts of a function with it.
    path[-1] = path[-1].partition(".")[0]
    if not all(_IDENTIFIER.fullmatch(part) for part in path):
        return None
    return Symbol(tuple(path), None if inside is None else tuple(parameter_list(inside)))


def parameter_list(text: str) -> Iterator[str]:
    """`int, std::pair<int, int>` parted at the commas that part parameters."""
    depth = start = 0
    for at, letter in enumerate(text):
        depth += (letter in _OPENING) - (letter in _CLOSING)
        if letter == "," and depth == 0:
            yield text[start:at].strip()
            start = at + 1
    last = text[start:].strip()
    if last not in {"", "void"}:
        yield last


def _qualifiers_at(text: str) -> int:
    # Only the end can match; searching all of a long name would take long.
    start = max(0, len(text) - 60)
    match = _QUALIFIERS.search(text, start)
    at = match.start() if match else len(text)
    return at if text[:at].endswith(")") else len(text)


def _split_parameters(text: str) -> tuple[str, str | None]:
    """The text before the brackets at its end, and what is between them."""
    if not text.endswith(")"):
        return text.partition("'")[0], None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            return text[:at], text[at + 1 : -1]
    return text, None


def without_arguments(text: str) -> str:
    """Without everything in angle brackets."""
    kept: list[str] = []
    depth = 0
    for letter in text:
        depth += letter == "<"
        if depth == 0:
            kept.append(letter)
        depth -= letter == ">" and depth > 0
    return "".join(kept)
