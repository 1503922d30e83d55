"""`strlen` in loops, asked once before them."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.tree import LOOPS, ancestors, inside, named
from lessonls.agents.specialists.rewriting.views import Assign, Call
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.target import Language

_ENDS = ("0", "'\\0'", "NULL", "nullptr")


def _run(code: Code) -> Code:
    for call in code.nodes("call_expression"):
        name, loop = _measured(call), _outermost(call)
        if not name or loop is None or not in_block(loop) or _moves(code, loop, name):
            continue
        length = code.fresh(f"{name}_length")
        line = f"const size_t {length} = {text_of(call)};"
        edits = [replace(one, length) for one in walk(loop) if _measured(one) == name]
        return _run(code.edited(*edits, *around(code, loop, [line], [])))
    return code


STRING_LENGTHS = Pass(
    "string lengths once",
    "asking for the length of a string once before the loop",
    "because every strlen walks through the whole string",
    _run,
    example=Example(
        """\
int f(const char *text) {
    int spaces = 0;
    for (size_t i = 0; i < strlen(text); i++) {
        spaces += text[i] == ' ';
    }
    return spaces;
}
""",
        """\
int f(const char *text) {
    int spaces = 0;
    const size_t text_length = strlen(text);
    for (size_t i = 0; i < text_length; i++) {
        spaces += text[i] == ' ';
    }
    return spaces;
}
""",
        Language.C,
    ),
)


def _measured(node: Node) -> str:
    """The name of the string that a call of strlen measures."""
    call = Call.of(node)
    arguments = call.arguments if call is not None and call.name == "strlen" else []
    plain = len(arguments) == 1 and arguments[0].type == "identifier"
    return text_of(arguments[0]) if plain else ""


def _outermost(call: Node) -> Node | None:
    """The outermost loop around a call that is evaluated in its iterations or its head."""
    around_it = list(ancestors(call))
    loops = [one for one in around_it if one.type in LOOPS]
    later = any(one.type == "lambda_expression" for one in around_it)
    return loops[-1] if loops and not later else None


def _moves(code: Code, loop: Node, name: str) -> bool:
    """Whether the name means another string in some iteration, or is handed to others.

    Elements may be written where a loop over the string visits them, but not shortened by hand.
    """
    found = lookup(name, loop)
    if name in code.assigned or found is None or inside(found.node, loop):
        return True
    return any(map(_handed, named(loop, name))) or any(_shortens(one, name) for one in walk(loop))


def _shortens(node: Node, name: str) -> bool:
    found = Assign.of(node) if node.type == "assignment_expression" else None
    if found is None or found.value is None or text_of(found.value) not in _ENDS:
        return False
    return text_of(found.target).startswith((f"{name}[", f"*{name}"))


def _handed(use: Node) -> bool:
    listed = use.parent
    call = listed.parent if listed is not None and listed.type == "argument_list" else None
    return call is not None and not _measured(call)
