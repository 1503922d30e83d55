"""Why clang would not vectorize loops, as its optimizer says it in plain words."""

import re
from collections.abc import Iterator, Mapping

_REMARK = re.compile(
    r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): remark: loop not vectorized"
    r"(?:: (?P<reason>.+?))? \[-Rpass-(?:missed|analysis)=loop-vectorize\]"
)
_ELSEWHERE = re.compile(
    r".*: note: could not determine the original source location for"
    r" (?P<file>.+):(?P<line>\d+):(?P<column>\d+)"
)
"""Where a remark is meant whose line a #line has changed."""
_ADVICE = re.compile(r"[;.] .*")
_MOST = 2

Place = tuple[str, int, int]


def second_opinions(notes: str, file: str) -> Mapping[tuple[int, int], str]:
    """Line and column of each loop of `file` -> why clang does not vectorize it.

    `notes` are those of Toolchain.missed. clang gives reasons first, at the statements that
    they are about, and names the loop itself at the end.
    """
    found: dict[tuple[int, int], str] = {}
    reasons: list[str] = []
    for (where, line, column), reason in _remarks(notes):
        if reason:
            reasons.append(reason)
            continue
        if where == file and reasons:
            found.setdefault((line, column), ", ".join(list(dict.fromkeys(reasons))[:_MOST]))
        reasons = []
    return found


def _remarks(notes: str) -> Iterator[tuple[Place, str]]:
    """Places and reasons; the remark that names a loop has no reason."""
    said: list[tuple[Place, str]] = []
    for row in notes.splitlines():
        if match := _REMARK.match(row):
            said.append((_place(match), _ADVICE.sub("", match["reason"] or "")))
        elif said and (match := _ELSEWHERE.match(row)):
            said[-1] = (_place(match), said[-1][1])
    return iter(said)


def _place(match: re.Match[str]) -> Place:
    return match["file"], int(match["line"]), int(match["column"])
