"""A sum in a local variable put back to where it is stored in the end.

`double s = 0; for (k…) s += e; C[i][j] = s;` becomes `C[i][j] = 0; for (k…) C[i][j] += e;`,
which by itself is no gain, but lets the loops around it change places. What is done with the sum
in the end, `C[i][j] = s / n;`, is done with the place then.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.access_paths import Place, place_of, resolved
from lessonls.agents.specialists.analysis.dependence import independence
from lessonls.agents.specialists.analysis.loops import Loop, loop_at
from lessonls.agents.specialists.analysis.nests import loop_from
from lessonls.agents.specialists.analysis.shapes import declarations, lookup
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, drop_line, replace
from lessonls.agents.specialists.rewriting.tree import mentions, named
from lessonls.agents.specialists.rewriting.views import Assign
from lessonls.core.reading.syntax import text_of, walk


def expanded(code: Code, loop: Loop) -> Code | None:
    """The code with the sum in `loop`'s body put back, None where there is none."""
    body = loop.statements
    if len(body) != 3 or body[0].type != "declaration" or body[1].type != "for_statement":
        return None
    declared = list(declarations(body[0]))
    inner = loop_at(body[1])
    if len(declared) != 1 or declared[0].init is None or inner is None:
        return None
    name, init = declared[0].name, declared[0].init
    stored = _stored(body[2], name)
    if stored is None or declared[0].shape.element != _element(stored[0]):
        return None
    place, adds = text_of(stored[0]), stored[1]
    if adds and text_of(init).rstrip("f0") not in ("", "."):
        return None
    same = text_of(init) == place or adds
    first = (
        drop_line(code.text, body[0]) if same else replace(body[0], f"{place} = {text_of(init)};")
    )
    more = text_of(stored[3]) != name
    last = _renamed(stored[3], name, place) if more else [drop_line(code.text, body[2])]
    after = code.edited(first, *_renamed(inner.body, name, place), *last)
    base = resolved(code, Place(stored[2]))[0]
    return after if _holds(after, loop.node.start_byte, base) else None


def _stored(statement: Node, name: str) -> tuple[Node, bool, Node, Node] | None:
    """The place of `place = name;` or `place += name;`, which of the two, its root, the value.

    Where more is done with the sum, the place must be new.
    """
    found = Assign.of(statement) if statement.type == "expression_statement" else None
    if found is None or found.value is None or found.operator not in ("=", "+="):
        return None
    more = text_of(found.value) != name
    if more and not (found.plain and _made_of(found.value, name, found.target)):
        return None
    place = place_of(found.target)
    if place is None or not place.steps:
        return None
    return found.target, not found.plain, place.root, found.value


def _made_of(value: Node, name: str, place: Node) -> bool:
    """Whether a value is computed from the sum, but not from what was at its place before."""
    before = any(text_of(part) == text_of(place) for part in walk(value))
    return mentions(value, {name}) and not before


def _element(place: Node) -> str:
    found = place_of(place)
    base = lookup(text_of(found.root), found.root) if found else None
    whole = found is not None and base is not None and len(base.shape.dims) == len(found.steps)
    return base.shape.element if base is not None and whole else ""


def _renamed(body: Node, name: str, place: str) -> list[Edit]:
    return [replace(part, place) for part in named(body, name)]


def _holds(code: Code, start: int, base: str) -> bool:
    """Whether the inner loop still only sums up, now in memory."""
    loop = loop_from(code, start)
    inner = next((s for s in loop.statements if s.type == "for_statement"), None) if loop else None
    inside = loop_at(inner) if inner is not None else None
    if inside is None:
        return False
    found = independence(code, inside)
    return not found.reason and base in {update.name for update in found.updates}
