"""Macros with parameters written out, so that what they compute can be seen and rewritten.

`#define AT(i, j) a[(i) * n + (j)]` hides from every other pass which element is meant.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import edited_repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.tree import LOOPS, inside, is_in
from lessonls.agents.specialists.rewriting.views import Call
from lessonls.core.reading.syntax import text_of
from lessonls.core.target import Language

_DEFINITION = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)\(([^()]*)\)[ \t]+(.+)$", re.MULTILINE)
_STATEMENT = re.compile(r"[#;{}\"]|\+\+|--|(?<![=!<>])=(?!=)|\b(do|if|for|while|return)\b")
_WHOLE = ("assignment_expression", "init_declarator", "argument_list", "subscript_argument_list")
_PLAIN = ("identifier", "number_literal", "subscript_expression", "field_expression")


@dataclass(frozen=True)
class _Macro:
    """A macro whose body is an expression."""

    parameters: tuple[str, ...]
    body: str


def _run(code: Code) -> Code:
    macros = _macros(code.context)
    return edited_repeatedly(code, lambda before: _expanded(before, macros), 4) if macros else code


MACROS = Pass(
    "macros written out",
    "expanding macros",
    "because the accesses inside them become visible",
    _run,
    supporting=True,
    example=Example(
        """\
void f(int n, double *a) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            AT(i, j) = 2 * AT(i, j);
        }
    }
}
""",
        """\
void f(int n, double *a) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            a[i * n + j] = 2 * a[i * n + j];
        }
    }
}
""",
        Language.C,
        context="""\
#define AT(i, j) a[(i) * n + (j)]
""",
    ),
)


def _macros(context: str) -> Mapping[str, _Macro]:
    """The macros of a file that are defined once, as an expression."""
    found: dict[str, _Macro] = {}
    again: set[str] = set()
    for name, listed, body in _DEFINITION.findall(context.replace("\\\n", " ")):
        again |= {name} & found.keys()
        parameters = tuple(part.strip() for part in listed.split(","))
        plain = re.sub(r"//.*|/\*.*?\*/", "", body).strip()
        found[name] = _Macro(parameters, "" if _STATEMENT.search(plain) else plain)
    return {name: one for name, one in found.items() if one.body and name not in again}


def _expanded(code: Code, macros: Mapping[str, _Macro]) -> Sequence[Edit]:
    """Edits for the calls that are not within the arguments of another one."""
    edits: list[Edit] = []
    done: list[Node] = []
    for call in filter(None, map(Call.of, code.nodes("call_expression"))):
        macro = macros.get(text_of(call.function))
        if macro is None or len(call.arguments) != len(macro.parameters):
            continue
        if is_in(call.node, LOOPS) and not any(inside(call.node, outer) for outer in done):
            done.append(call.node)
            edits.append(replace(call.node, _text(macro, call.node, call.arguments)))
    return edits


def _text(macro: _Macro, call: Node, arguments: Sequence[Node]) -> str:
    """What the preprocessor makes of the call, without needless brackets."""
    nodes = dict(zip(macro.parameters, arguments, strict=True))
    values = {name: text_of(node) for name, node in nodes.items()}
    plain = {name for name, node in nodes.items() if node.type in _PLAIN}
    bare = re.sub(r"\((\w+)\)", lambda m: m[1] if m[1] in plain else m[0], macro.body)
    text = re.sub(r"\b\w+\b", lambda word: values.get(word[0], word[0]), bare)
    whole = call.parent is not None and call.parent.type in _WHOLE
    return text[1:-1].strip() if whole and _bracketed(text) else text


def _bracketed(text: str) -> bool:
    """Whether one pair of brackets is around all of it."""
    depth = 0
    for at, sign in enumerate(text):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0:
            return at == len(text) - 1 and sign == ")"
    return False
