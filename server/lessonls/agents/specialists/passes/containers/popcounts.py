"""Bits of integers that a loop counts one by one: counted by one instruction."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import bits, is_signed, is_unsigned
from lessonls.agents.specialists.analysis.loop_ir import If, Loop, Set, stays
from lessonls.agents.specialists.analysis.lowering import loops_of
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.term_types import element
from lessonls.agents.specialists.analysis.terms import ZERO, Binary, Literal, Name, Term
from lessonls.agents.specialists.recipes import Example, Need, Pass
from lessonls.agents.specialists.rewriting.blocks import instead
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of
from lessonls.agents.specialists.rewriting.patterns import Pattern


@dataclass(frozen=True)
class _Bits:
    """`count` grows by the number of `width` bits that are set in `word`, or are not (`less`)."""

    count: Term
    word: str
    width: int
    less: bool = False

    @property
    def text(self) -> str:
        name = "__builtin_popcountll" if self.width == 64 else "__builtin_popcount"
        call = f"{name}({self.word})"
        return f"{self.count} += {f'{self.width} - {call}' if self.less else call};"


def _run(code: Code) -> Code:
    for node in code.nodes("while_statement"):
        text = _shifted(code, node)
        if text is not None:
            return _run(code.edited(instead(code, node, text)))
    for loop in loops_of(code):
        found = _bits(loop)
        if found is not None:
            return _run(code.edited(instead(code, loop.node, found.text)))
    return code


POPCOUNTS = Pass(
    "bits at once",
    "counting the bits of a number with one instruction",
    "because the processor counts all bits of a word at once",
    _run,
    needs=frozenset({Need.GNU}),
    example=Example(
        """\
void f(uint64_t word, int &count) {
    while (word != 0) {
        count += word & 1;
        word >>= 1;
    }
}
""",
        """\
void f(uint64_t word, int &count) {
    count += __builtin_popcountll(word);
    word = 0;
}
""",
    ),
)


def _bits(loop: Loop) -> _Bits | None:
    """A loop over the number of a bit, of which every iteration counts one bit of the same word."""
    match loop.body:
        case (If(condition, (Set(count, "+", Literal("1")),), ()) as step,):
            pass
        case (Set(count, "+", Binary("&") as condition) as step,):
            pass
        case _:
            return None
    width = loop.end.number
    if loop.first.number != 0 or loop.step != 1 or width not in (8, 16, 32, 64):
        return None
    found = _counted(count, condition, loop.name, int(width), step.node)
    fixed = found is not None and stays(condition.replaced({loop.name: ZERO}), (loop,))
    return found if fixed and loop.name not in count.names else None


def _counted(count: Term, condition: Term, bit: str, width: int, place: Node) -> _Bits | None:
    match condition:
        case Binary("==" | "!=" as op, one, other):
            left, right = _word(one, bit), _word(other, bit)
            if left is not None and right is not None:
                known = _width(left, place) == width == _width(right, place)
                return _Bits(count, f"{left} ^ {right}", width, op == "==") if known else None
            number = other.number
            if left is None or number not in (0, 1) or _width(left, place) != width:
                return None
            if number == 1 and not _is_lowest(one):
                return None
            return _Bits(count, str(left), width, (number == 1) == (op == "!="))
        case _:
            word = _word(condition, bit)
            known = word is not None and _width(word, place) == width
            return _Bits(count, str(word), width) if known else None


def _word(term: Term, bit: str) -> Term | None:
    """The word of which `(word >> bit) & 1` or `word & (1u << bit)` is one bit."""
    match term:
        case Binary("&", Binary(">>", word, Name(name)), Literal("1")) if name == bit:
            return word
        case Binary("&", word, Binary("<<", one, Name(name))) if name == bit:
            return word if one.number == 1 else None
        case _:
            return None


def _is_lowest(masked: Term) -> bool:
    """Whether it is the bit in the lowest place, which is 0 or 1."""
    return isinstance(masked, Binary) and masked.right.number == 1


def _width(word: Term, place: Node) -> int:
    """The bits of a word; 0 for one whose sign would be widened when it is counted."""
    kind = element(word, place)
    return bits(kind) if is_unsigned(kind) or (is_signed(kind) and bits(kind) >= 32) else 0


_LOWEST = ("$n += $x & 1; $x >>= 1;", "if ($x & 1) $n++; $x >>= 1;")
_BODIES = (*_LOWEST, *(one.replace("& 1", "& 1u") for one in _LOWEST),
           "$x &= $x - 1; $n++;", "$n++; $x &= $x - 1;")  # fmt: skip
_SHIFTED = Pattern(*(f"while ($x{test}) {{ {body} }}"
                     for test in ("", " != 0", " > 0") for body in _BODIES))  # fmt: skip


def _shifted(code: Code, node: Node) -> str | None:
    """`while (x) { n += x & 1; x >>= 1; }`, which leaves nothing of x."""
    match = _SHIFTED.match(node, code.language)
    word = lookup(match["x"], node) if match is not None else None
    kind = word.shape.element if word is not None and not word.shape.dims else ""
    if match is None or not is_unsigned(kind):
        return None
    counted = _Bits(Name(match["n"]), match["x"], bits(kind)).text
    return f"{counted}\n{indent_of(code.text, node)}{match['x']} = 0;"
