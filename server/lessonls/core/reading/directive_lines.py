"""A file's directives alone, and what the preprocessor's answer to them says of conditionals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from lessonls.core.reading.masking import SKIPPED, condition_words, goes_on
from lessonls.core.reading.stretches import remembered, scanned

MARK = "lessonls_at_"
_DIRECTIVE = r"(?P<directive>^[ \t]*\#(?:/\*(?:(?!\*/).)*\*/|\\\r?\n|[^\n])*)"
_SCANNER = re.compile(f"{SKIPPED}|{_DIRECTIVE}", re.DOTALL | re.VERBOSE | re.MULTILINE)
_DROPPED = ("error", "warning", "pragma", "line", "ident")
_MARKED = re.compile(rf"\b{MARK}(\d+)\b")
_OF_THE_MODE = re.compile(r"\b_OPENMP\b")
"""What the same file answers differently from run to run."""


@dataclass(frozen=True)
class Skeleton:
    """`text` has the directives, with a mark behind each; `words` are theirs, in order."""

    text: str
    words: tuple[str, ...]

    def conditions(self, said: str) -> tuple[tuple[str, bool], ...]:
        """Which conditionals hold, by their words, from the marks that came out; those are left
        out that hold at one place and not at another.
        """
        seen = {int(number) for number in _MARKED.findall(said)}
        found: dict[str, bool | None] = {}
        for words, holds in self._held(seen):
            known = found.setdefault(words, holds)
            found[words] = known if known is holds else None
        return tuple((words, holds) for words, holds in found.items() if holds is not None)

    def _held(self, seen: set[int]) -> Iterator[tuple[str, bool]]:
        chains: list[list[int]] = []
        for at, words in enumerate(self.words):
            kind = words.partition(" ")[0]
            if kind in {"if", "ifdef", "ifndef"}:
                chains.append([at])
            elif kind.startswith("el") and chains:
                chains[-1].append(at)
            elif kind == "endif" and chains:
                branches = chains.pop()
                # Behind one that is not reached nothing is known.
                if at in seen:
                    yield from self._branches(branches, seen)

    def _branches(self, branches: list[int], seen: set[int]) -> Iterator[tuple[str, bool]]:
        for at in branches:
            words = self.words[at]
            if words == "else" or _OF_THE_MODE.search(words):
                return
            yield words, at in seen
            if at in seen:
                return


@lru_cache(maxsize=4)
def skeleton(text: str) -> Skeleton:
    """The directives of a text."""
    lines: list[str] = []
    found: list[str] = []
    for directive, words in chain.from_iterable(scanned(text, _directives)):
        lines += [directive, f"{MARK}{len(found)}"]
        found.append(words)
    return Skeleton("\n".join([*lines, ""]), tuple(found))


def _directives(stretch: str, last: bool) -> Sequence[tuple[str, str]] | None:
    found, is_whole = _found(stretch)
    return found if is_whole or last else None


@remembered
def _found(stretch: str) -> tuple[Sequence[tuple[str, str]], bool]:
    """Directives with their words, and whether all ends that begins in the stretch."""
    found: list[tuple[str, str]] = []
    is_whole = True
    for match in _SCANNER.finditer(stretch):
        is_whole = is_whole and not goes_on(match)
        if match.lastgroup != "directive":
            continue
        words = condition_words(match[0])
        if words.partition(" ")[0] not in _DROPPED:
            found.append((match[0], words))
    return found, is_whole
