"""Passes that are said, not programmed: what fits a pattern becomes a text.

A rule has a pattern with holes, preconditions on them by name, and texts with the same holes. The
model is the structural search and replace of rust-analyzer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lessonls.agents.specialists.passes.preconditions import Precondition, loop_of
from lessonls.agents.specialists.recipes import Example, Need, Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import repeatedly
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import Helper
from lessonls.agents.specialists.rewriting.patterns import Match, Pattern
from lessonls.agents.specialists.rewriting.templates import lines_of, placed

_MOST = 32
Text = str | Callable[[Code, Match], str]
"""A template with the pattern's holes, or what makes the text."""


@dataclass(frozen=True)
class Rule:
    """`rewrite` is what becomes of all that fits, `parts` what becomes of its holes instead.

    `before` are lines in front of the loop around it. In all texts, `$helper` is the name of the
    helper, which is put in front of the function once, and the names in `fresh` are new ones.
    """

    pattern: Pattern
    rewrite: Text = ""
    where: tuple[Precondition, ...] = ()
    parts: Mapping[str, Text] = field(default_factory=dict[str, Text])
    before: str = ""
    fresh: tuple[str, ...] = ()
    helper: Helper | None = None

    def applied(self, code: Code) -> Code | None:
        """The code after the first place that fits; None where there is none."""
        for node in code.nodes(*self.pattern.types):
            match = self._match(code, self.pattern.match(node, code.language))
            after = self._rewritten(code, match) if match is not None else code
            if after.text != code.text:
                return after
        return None

    def _match(self, code: Code, match: Match | None) -> Match | None:
        for condition in self.where:
            match = condition(code, match) if match is not None else None
        return match

    def _rewritten(self, code: Code, match: Match) -> Code:
        known = self.helper.found(code) if self.helper is not None else None
        name = known[0] if known else self.helper.fresh(code) if self.helper is not None else ""
        values = match.texts | {one: code.fresh(one) for one in self.fresh} | {"helper": name}
        edits = [
            replace(
                place, text(code, match) if callable(text) else placed(code, place, text, **values)
            )
            for hole, text in (self.parts or {"": self.rewrite}).items()
            for place in [match.at(hole) if hole else match.node]
        ]
        loop = loop_of(match.node) if self.before else None
        if loop is not None:
            edits += around(code, loop, lines_of(code, self.before, **values), [])
        after = code.edited(*edits)
        return self.helper.put(after, name) if self.helper is not None and not known else after


def said(
    label: str,
    change: str,
    why: str,
    *rules: Rule,
    example: Example,
    needs: frozenset[Need] = frozenset(),
) -> Pass:
    """The pass that applies rules until none fits any more; of several, the first one counts."""

    def once(code: Code) -> Code | None:
        return next((after for rule in rules if (after := rule.applied(code)) is not None), None)

    def run(code: Code) -> Code:
        return repeatedly(code, once, _MOST)

    return Pass(label, change, why, run, needs=needs, example=example)
