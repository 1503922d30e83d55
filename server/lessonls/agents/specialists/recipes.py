"""What a specialist is made of: passes over code, put together to recipes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from lessonls.agents.specialists.analysis.source import Code


@dataclass(frozen=True)
class Pass:
    """One rewrite: `run` gives the code unchanged where it does not apply.

    `change` says in a gerund what it does, `why` in half a sentence why that may be faster.
    A `supporting` pass makes no variant unless another pass of the recipe applies as well.
    `answers` are reasons for which the compiler does not vectorize a loop and that it removes.
    """

    label: str
    change: str
    why: str
    run: Callable[[Code], Code]
    supporting: bool = False
    answers: tuple[str, ...] = ()

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
        """The gerund phrase of all passes, which lessons begin with."""
        changes = [one.change for one in self.passes]
        text = " and ".join([", ".join(changes[:-1]), changes[-1]] if changes[1:] else changes)
        return text[:1].upper() + text[1:]

    @property
    def why(self) -> str:
        return next((one for one in self.passes if not one.supporting), self.passes[0]).why


@lru_cache(maxsize=256)
def applied(one: Pass, code: Code) -> Code | None:
    """The code after a pass; None where the pass does not apply. Recipes share beginnings."""
    after = one.run(code)
    return after if after.text != code.text and after.sound else None


@lru_cache(maxsize=256)
def variants(code: Code, recipes: tuple[tuple[Pass, ...], ...]) -> tuple[Variant, ...]:
    """What the recipes make of `code`, without repetitions and without broken syntax.

    Remembered, because agents ask again in every round about the codes of earlier rounds.
    """
    return tuple(_variants(code, recipes))


def _variants(code: Code, recipes: tuple[tuple[Pass, ...], ...]) -> Iterator[Variant]:
    seen = {code.text}
    for recipe in recipes if code.sound else ():
        made, used = code, list[Pass]()
        for one in recipe:
            after = applied(one, made)
            if after is not None:
                made = after
                used.append(one)
        if made.text not in seen and not all(one.supporting for one in used):
            seen.add(made.text)
            yield Variant(tuple(used), made.text)
