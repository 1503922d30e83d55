"""Source text with `$holes`, written with four spaces a level and put where it belongs."""

import re
from string import Template

from tree_sitter import Node

from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit

_LEVELS = re.compile(r"^(?: {4})+", re.MULTILINE)


def filled(template: str, unit: str = "    ", /, **values: object) -> str:
    """The text with values in the holes, and `unit` for each level of indentation.

    A line that is nothing but an empty hole goes; further lines of a value are indented as its
    first one is.
    """
    lines: list[str] = []
    for line in template.removeprefix("\n").rstrip("\n").split("\n"):
        text = Template(line).substitute({key: str(value) for key, value in values.items()})
        indent = line[: len(line) - len(line.lstrip())]
        if text.strip() or not line.strip():
            lines.append(text.replace("\n", f"\n{indent}"))
    return _LEVELS.sub(lambda found: unit * (len(found[0]) // 4), "\n".join(lines))


def placed(code: Code, node: Node, template: str, /, **values: object) -> str:
    """The text in the place of a node: indented as that is, and with the code's own unit."""
    text = filled(template, indent_unit(code.text), **values)
    return text.replace("\n", f"\n{indent_of(code.text, node)}")


def lines_of(code: Code, template: str, /, **values: object) -> list[str]:
    """The lines of the text, to be put around a statement."""
    return filled(template, indent_unit(code.text), **values).split("\n")
