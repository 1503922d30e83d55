"""Passes that are said, not programmed: what fits a pattern becomes a text.

A rule has a pattern with holes, preconditions on them by name, and texts with the same holes. The
model is the structural search and replace of rust-analyzer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tree_sitter import Node

from lessonls.agents.specialists.passes.preconditions import Precondition
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import repeatedly
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import Helper, with_helper
from lessonls.agents.specialists.rewriting.patterns import Match, Pattern
from lessonls.agents.specialists.rewriting.templates import placed

_MOST = 32
Text = str | Callable[[Code, Match], str]
"""A template with the pattern's holes, or what makes the text."""


@dataclass(frozen=True)
class Rule:
    """`rewrite` is what becomes of all that fits, `parts` what becomes of its holes instead.

    `$helper` in it is the name of the helper, which is put in front of the function once.
    """

    pattern: Pattern
    rewrite: Text = ""
    where: tuple[Precondition, ...] = ()
    parts: Mapping[str, Text] = field(default_factory=dict[str, Text])
    helper: Helper | None = None
    headers: tuple[str, ...] = ()

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
        parts = self.parts or {"": self.rewrite}
        places = {hole: match.at(hole) if hole else match.node for hole in parts}
        edits = [
            replace(place, _text(code, match, place, parts[hole], name))
            for hole, place in places.items()
        ]
        after = code.edited(*edits)
        if self.helper is not None and not known:
            after = self.helper.put(after, name)
        return with_helper(after, self.headers) if self.headers else after


def _text(code: Code, match: Match, place: Node, text: Text, helper: str) -> str:
    if isinstance(text, str):
        return placed(code, place, text, helper=helper, **match.texts)
    return text(code, match)


def said(
    label: str, change: str, why: str, *rules: Rule, example: Example, cpp_only: bool = False
) -> Pass:
    """The pass that applies rules until none fits any more; of several, the first one counts."""

    def once(code: Code) -> Code | None:
        return next((after for rule in rules if (after := rule.applied(code)) is not None), None)

    def run(code: Code) -> Code:
        return code if cpp_only and not code.cpp else repeatedly(code, once, _MOST)

    return Pass(label, change, why, run, example=example)
