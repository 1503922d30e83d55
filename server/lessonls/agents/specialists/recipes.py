"""What a specialist is made of: passes over code, put together to recipes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from itertools import count

from lessonls.agents.specialists.rewriting.blocks import detached
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.core.target import Language


class Need(StrEnum):
    """What a rewrite relies on that not every compiler, library or processor has."""

    GCC = "gcc, whose attributes and pragmas it has"
    GNU = "gcc or clang, whose built-in functions or keywords it has"
    LIBSTDCXX = "libstdc++, whose vector<bool> it looks into"
    CLONES = "x86 without AVX2 in the flags, and a system where programs choose among clones"
    AVX512 = "a processor with AVX-512"


@dataclass(frozen=True)
class Example:
    """A function before and after a pass: documentation, and a test that they compute the same.

    `after` has no helpers and headers that the pass puts in front; `context` precedes the function
    in its file.
    """

    before: str
    after: str
    language: Language = Language.CPP
    context: str = ""


@dataclass(frozen=True)
class Pass:
    """One rewrite: `run` gives the code unchanged where it does not apply.

    `change` says in a gerund what it does, `why` in half a sentence why that may be faster.
    A `supporting` pass makes no variant unless another pass of the recipe applies as well.
    `answers` are reasons for which the compiler does not vectorize a loop and that it removes;
    what it `needs` keeps it away from projects that are also built where that is not.
    """

    label: str
    change: str
    why: str
    run: Callable[[Code], Code]
    supporting: bool = False
    answers: tuple[str, ...] = ()
    needs: frozenset[Need] = frozenset()
    example: Example | None = field(default=None, compare=False)

    def as_support(self) -> "Pass":
        """The same pass, but no reason for a variant by itself."""
        return replace(self, supporting=True)


@dataclass(frozen=True)
class Variant:
    """A rewritten code and the passes that had a part in it."""

    passes: tuple[Pass, ...]
    code: str

    @property
    def label(self) -> str:
        return " + ".join(one.label for one in self.passes)

    @property
    def change(self) -> str:
        """The phrases of all passes, for the middle of a sentence."""
        changes = [one.change for one in self.passes]
        return " and ".join([", ".join(changes[:-1]), changes[-1]] if changes[1:] else changes)

    @property
    def why(self) -> str:
        return next((one for one in self.passes if not one.supporting), self.passes[0]).why


class Variants(Iterable[Variant]):
    """What recipes make of a code: made when it is asked for, and remembered.

    Most of it is never asked for: agents propose one variant a round, the first ones mostly.
    """

    def __init__(self, source: Iterator[Variant]) -> None:
        self._source = source
        self._made: list[Variant] = []

    def __iter__(self) -> Iterator[Variant]:
        for place in count():
            if place == len(self._made):
                found = next(self._source, None)
                if found is None:
                    return
                self._made.append(found)
            yield self._made[place]


@lru_cache(maxsize=1024)
def _applied(run: Callable[[Code], Code], code: Code) -> Code | None:
    """The code after a pass; None where it does not apply, or parts a pragma from its loop.
    Recipes share beginnings, and passes that are supporting in one recipe and not in another.
    """
    after = run(code)
    sound = after.text != code.text and after.sound
    return after if sound and detached(after.root) <= detached(code.root) else None


@lru_cache(maxsize=256)
def variants(code: Code, recipes: tuple[tuple[Pass, ...], ...]) -> Variants:
    """What the recipes make of `code`, without repetitions and without broken syntax.

    Remembered, because agents ask again in every round about the codes of earlier rounds.
    """
    return Variants(_variants(code, recipes))


def _variants(code: Code, recipes: tuple[tuple[Pass, ...], ...]) -> Iterator[Variant]:
    seen = {code.text}
    for recipe in recipes if code.sound else ():
        made, used = code, list[Pass]()
        for one in recipe:
            after = _applied(one.run, made)
            if after is not None:
                made = after
                used.append(one)
        if made.text not in seen and not all(one.supporting for one in used):
            seen.add(made.text)
            yield Variant(tuple(used), made.text)
