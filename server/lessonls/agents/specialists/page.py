"""The page about all passes, docs/passes.md: `python -m lessonls.agents.specialists.page`."""

import sys
from collections.abc import Iterator
from textwrap import fill

from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.specialist import Specialist
from lessonls.agents.specialists.team import SPECIALISTS
from lessonls.core.target import Language

_HEAD = """\
# Passes of the built-in team

Each specialist of the built-in team combines passes. This page shows every pass once, under the
first specialist that uses it, with one example: a function before the pass and after it. Helper
functions and headers that a pass adds are left out. The page is generated from the passes
(`python -m lessonls.agents.specialists.page > docs/passes.md`); a test compiles all examples and
checks that both versions compute the same.
"""
_FENCES = {Language.C: "c", Language.CPP: "cpp"}


def page() -> str:
    """The page as Markdown."""
    shown: set[str] = set()
    parts = [_HEAD]
    for specialist in SPECIALISTS:
        new = {one.label: one for one in _passes(specialist) if one.label not in shown}
        shown |= new.keys()
        if new:
            name, about = specialist.name.capitalize(), specialist.description
            parts += [f"## {name}\n\n{about[:1].upper()}{about[1:]}.\n", *map(_entry, new.values())]
    return "\n".join(parts)


def _passes(specialist: Specialist) -> Iterator[Pass]:
    return (one for recipe in specialist.recipes for one in recipe)


def _entry(one: Pass) -> str:
    label, change = (f"{text[:1].upper()}{text[1:]}" for text in (one.label, one.change))
    needs = f" Needs {'; '.join(sorted(one.needs))}." if one.needs else ""
    lines = [f"### {label}\n", fill(f"{change}, {one.why}.{needs}", 100)]
    if one.example is not None:
        fence = _FENCES[one.example.language]
        lines.append(f"\n```{fence}\n{one.example.context}{one.example.before}```\n\nbecomes\n")
        lines.append(f"```{fence}\n{one.example.after}```")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
