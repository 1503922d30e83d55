"""`strlen` in loops, asked once before them."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.blocks import around, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.tree import LOOPS, ancestors, inside
from lessonls.core.reading.syntax import text_of, walk

_NAMES = ("strlen", "std::strlen")


def _run(code: Code) -> Code:
    for call in code.nodes("call_expression"):
        name, loop = _measured(call), _outermost(call)
        if not name or loop is None or not in_block(loop) or _moves(code, loop, name):
            continue
        length = code.fresh(f"{name}_length")
        calls = [one for one in walk(loop) if _measured(one) == name]
        line = f"const size_t {length} = {text_of(call)};"
        edits = [replace(one, length) for one in calls]
        return _run(code.edited(*edits, *around(code, loop, [line], [])))
    return code


STRING_LENGTHS = Pass(
    "string lengths once",
    "asking for the length of a string once before the loop",
    "because every strlen walks through the whole string",
    _run,
)


def _measured(call: Node) -> str:
    """The name of the string that a call of strlen measures."""
    function, listed = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    if call.type != "call_expression" or function is None or listed is None:
        return ""
    arguments = listed.named_children
    plain = len(arguments) == 1 and arguments[0].type == "identifier"
    return text_of(arguments[0]) if plain and text_of(function) in _NAMES else ""


def _outermost(call: Node) -> Node | None:
    """The outermost loop around a call that is evaluated in its iterations or its head."""
    loops = [one for one in ancestors(call) if one.type in LOOPS]
    if any(one.type == "lambda_expression" for one in ancestors(call)) or not loops:
        return None
    return loops[-1]


def _moves(code: Code, loop: Node, name: str) -> bool:
    """Whether the name means another string in some iteration, or is handed to others.

    Elements may be written where a loop over the string visits them, but not shortened by hand.
    """
    found = lookup(name, loop)
    if name in code.assigned or found is None or inside(found.node, loop):
        return True
    for part in walk(loop):
        if part.type == "assignment_expression":
            left, right = part.child_by_field_name("left"), part.child_by_field_name("right")
            ends = right is not None and text_of(right) in ("0", "'\\0'", "NULL", "nullptr")
            if left is not None and text_of(left).startswith((f"{name}[", f"*{name}")) and ends:
                return True
        if part.type == "identifier" and text_of(part) == name and _handed(part):
            return True
    return False


def _handed(use: Node) -> bool:
    listed = use.parent
    call = listed.parent if listed is not None and listed.type == "argument_list" else None
    return call is not None and not _measured(call)
