"""Checksums of two running sums, as in Adler-32, in blocks of bytes.

Of `a += x[i]; b += a;` a block of 64 adds its sum to a, and 64 times a and its weighted sum to b.
Where both are reduced modulo a number in every iteration, it is enough to do so before they would
overflow: after 5504 bytes. This is reassociation, exact in unsigned arithmetic.
"""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.arithmetic_types import bits, is_byte, is_unsigned
from lessonls.agents.specialists.analysis.loop_ir import Loop, Set
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.lowering import counted_loops
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.term_types import element
from lessonls.agents.specialists.analysis.terms import ZERO, Binary, Cast, Index, Name, Term
from lessonls.agents.specialists.passes.bounds import bound_text
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import has_pragma, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit, replace
from lessonls.core.reading.syntax import text_of
from lessonls.core.target import Language

_BLOCK, _MANY = 64, 5504
"""Bytes in a block, and how many can be added to numbers below 65536 within 32 bits: a multiple."""


@dataclass(frozen=True)
class _Checksum:
    """`first` is the sum of the bytes, `second` that of `first`; both modulo a number, if any."""

    loop: Loop
    first: Term
    second: Term
    byte: Term
    modulus: Term | None


def _run(code: Code) -> Code:
    for loop in counted_loops(code):
        found = _checksum(loop)
        if found is not None and _applies(found):
            return code.edited(replace(loop.node, _text(code, found)))
    return code


BYTE_SUMS = Pass(
    "byte sums in blocks",
    "adding up blocks of bytes, plain and weighted, instead of two running sums",
    "because bytes of a block do not wait for each other and are added as vectors",
    _run,
    example=Example(
        """\
void f(size_t n, const unsigned char *x, uint32_t *r) {
    unsigned a = 1, b = 0;
    for (size_t i = 0; i < n; i++) {
        a += x[i];
        b += a;
    }
    *r = b << 16 | a;
}
""",
        """\
void f(size_t n, const unsigned char *x, uint32_t *r) {
    unsigned a = 1, b = 0;
    const size_t last = n;
    const size_t whole = last - last % 64;
    for (size_t i = 0; i < whole; i += 64) {
        unsigned total = 0, weighted = 0;
        for (int within = 0; within < 64; within++) {
            total += x[i + within];
            weighted += (unsigned short)((64 - within) * x[i + within]);
        }
        b += 64 * a + weighted;
        a += total;
    }
    for (size_t i = whole; i < last; i++) {
        a += x[i];
        b += a;
    }
    *r = b << 16 | a;
}
""",
        Language.C,
    ),
)


def _checksum(loop: Loop) -> _Checksum | None:
    match loop.body:
        case (Set(first, "+", byte), Set(second, "+", added)) if added == first:
            return _Checksum(loop, first, second, byte, None)
        case (
            Set(first, "=", Binary("%", Binary("+", one, byte), modulus)),
            Set(second, "=", Binary("%", Binary("+", other, added), same)),
        ) if (one, other, added, same) == (first, second, first, modulus):
            return _Checksum(loop, first, second, byte, modulus)
        case _:
            return None


def _applies(found: _Checksum) -> bool:
    """Whether the sums are unsigned numbers, the summands bytes, and nothing overflows earlier."""
    loop = found.loop
    node, counted = loop.node, loop_at(loop.node)
    names = (found.first, found.second)
    plain = loop.simple and loop.first == ZERO and counted is not None and counted.declared
    if not plain or found.first == found.second or has_pragma(node) or not in_block(node):
        return False
    kinds = [element(name, node) for name in names]
    wide = all(is_unsigned(kind) and bits(kind) >= 32 for kind in kinds)
    if (
        not wide
        or len(set(map(bits, kinds))) != 1
        or not all(isinstance(name, Name) for name in names)
    ):
        return False
    byte = found.byte.value if isinstance(found.byte, Cast) else found.byte
    own = isinstance(byte, Index) and byte.index == Name(loop.name)
    if not own or not is_byte(element(byte, loop.body[0].node)):
        return False
    if found.modulus is None:
        return True
    small = all(_starts_small(name, loop) for name in names)
    return small and (found.modulus.number or 0) in range(2, 65537)


def _starts_small(name: Term, loop: Loop) -> bool:
    """Whether the sum begins below 65536: by a literal or a mask."""
    found = lookup(str(name), loop.node)
    text = text_of(found.init) if found is not None and found.init is not None else ""
    masked = text.replace(" ", "").lower().rstrip("ul").endswith(("&0xffff", "&65535"))
    return masked or (text.rstrip("uUlL").isdigit() and int(text.rstrip("uUlL")) < 65536)


def _text(code: Code, found: _Checksum) -> str:
    counted = loop_at(found.loop.node)
    kind, end = counted.kind if counted else "int", bound_text(found.loop, found.loop)
    unit, indent = indent_unit(code.text), indent_of(code.text, found.loop.node)
    start, last = code.fresh("start"), code.fresh("last")
    if found.modulus is None:
        lines = [f"const {kind} {last} = {end};", *_sums(code, found, kind, "0", last)]
        return f"\n{indent}".join(lines)
    reduced = [f"{one} %= {found.modulus};" for one in (found.first, found.second)]
    lines = [
        f"for ({kind} {start} = 0; {start} < {end}; {start} += {_MANY}) {{",
        f"{unit}const {kind} {last} = {end} - {start} < {_MANY} ? {end} : {start} + {_MANY};",
        *(f"{unit}{line}" for line in _sums(code, found, kind, start, last)),
        *(f"{unit}{line}" for line in reduced),
        "}",
    ]
    return f"\n{indent}".join(lines)


def _sums(code: Code, found: _Checksum, kind: str, start: str, last: str) -> list[str]:
    """Both sums over the bytes from `start` up to `last`."""
    name, unit, (a, b) = found.loop.name, indent_unit(code.text), (found.first, found.second)
    whole, within, total, weighted = map(code.fresh, ("whole", "within", "total", "weighted"))
    byte = found.byte.replaced({name: Binary("+", Name(name), Name(within))})
    count = last if start == "0" else f"({last} - {start})"
    return [
        f"const {kind} {whole} = {last} - {count} % {_BLOCK};",
        f"for ({kind} {name} = {start}; {name} < {whole}; {name} += {_BLOCK}) {{",
        f"{unit}unsigned {total} = 0, {weighted} = 0;",
        f"{unit}for (int {within} = 0; {within} < {_BLOCK}; {within}++) {{",
        f"{unit}{unit}{total} += {byte};",
        f"{unit}{unit}{weighted} += (unsigned short)(({_BLOCK} - {within}) * {byte});",
        f"{unit}}}",
        f"{unit}{b} += {_BLOCK} * {a} + {weighted};",
        f"{unit}{a} += {total};",
        "}",
        f"for ({kind} {name} = {whole}; {name} < {last}; {name}++) {{",
        f"{unit}{a} += {found.byte};",
        f"{unit}{b} += {a};",
        "}",
    ]
