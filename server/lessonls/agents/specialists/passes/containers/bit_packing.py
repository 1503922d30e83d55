"""Elements of a std::vector<bool> that a loop computes one by one, stored a word at a time."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import Algorithm, algorithm_at, operation_of
from lessonls.agents.specialists.analysis.conditions import declares_plainly
from lessonls.agents.specialists.analysis.loops import Loop, loop_at
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Need, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import Helper
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.tree import CHANGING
from lessonls.core.reading.syntax import text_of, walk

_WORDS = """ {
        unsigned char truths[64];
        for (std::ptrdiff_t k = 0; k < 64; k++) {
            truths[k] = truth(i + k);
        }
        std::uint64_t word = 0;
        for (int k = 0; k < 64; k += 8) {
            std::uint64_t eight;
            std::memcpy(&eight, truths + k, sizeof eight);
            // The product moves the lowest bits of the eight bytes into its highest byte.
            word |= (eight * 0x0102040810204080 >> 56) << k;
        }
        words[i / 64] = word;
    }"""
_HEAD = """\
/// bits[i] = truth(i), a word at a time: libstdc++ packs a vector<bool> into words.
template <class Truth>
static void $name(std::vector<bool> &bits, std::ptrdiff_t count, Truth truth) {
    auto *words = bits.begin()._M_p;"""
_REST = """{
        bits[i] = truth(i);
    }
}
"""
STORED_TRUTHS = Helper(
    "store_truths",
    f"""{_HEAD}
    std::ptrdiff_t i = 0;
    for (; i + 64 <= count; i += 64){_WORDS}
    for (; i < count; i++) {_REST}""",
    ("cstddef", "cstdint", "cstring"),
    f"""{_HEAD}
    const std::ptrdiff_t whole = count / 64 * 64;
    #pragma omp parallel for schedule(static) if(count > 50000)
    for (std::ptrdiff_t i = 0; i < whole; i += 64){_WORDS}
    for (std::ptrdiff_t i = whole; i < count; i++) {_REST}""",
)
_EITHER = Pattern(*(f"if ($c) $place = {yes}; else $place = {no};"
                    for yes, no in (("true", "false"), ("1", "0"))))  # fmt: skip
_NEITHER = Pattern(*(f"if ($c) $place = {no}; else $place = {yes};"
                     for yes, no in (("true", "false"), ("1", "0"))))  # fmt: skip
_STORED = Pattern("$place = $value;")


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    helper = STORED_TRUTHS.fresh(code)
    edits = [
        replace(node, text)
        for node in code.nodes("call_expression", "for_statement")
        if (text := _packed(code, node, helper)) is not None
    ]
    return STORED_TRUTHS.put(code.edited(*edits), helper) if edits else code


BIT_PACKING = Pass(
    "truths by words",
    "storing the elements of a vector<bool> a word at a time",
    "because storing a single bit loads, changes and stores its whole word",
    _run,
    needs=frozenset({Need.LIBSTDCXX}),
    example=Example(
        """\
void f(int n, const std::vector<int> &x, std::vector<bool> &mask) {
for (int i = 0; i < n; i++) mask[i] = x[i] % 3 == 0;
}
""",
        """\
void f(int n, const std::vector<int> &x, std::vector<bool> &mask) {
store_truths(mask, n, [&](int i) { return x[i] % 3 == 0; });
}
""",
    ),
)


def _packed(code: Code, node: Node, helper: str) -> str | None:
    if node.type == "call_expression":
        found = algorithm_at(node)
        return _transformed(found, helper) if found is not None else None
    loop = loop_at(node)
    return _looped(code, loop, helper) if loop is not None and loop.from_zero else None


def _transformed(found: Algorithm, helper: str) -> str | None:
    """What std::transform stores as truths."""
    *sources, target = found.spans
    alone = found.call.parent is not None and found.call.parent.type == "expression_statement"
    if found.name != "transform" or len(found.rest) != 1 or not alone or not sources:
        return None
    if not target.bits or target.backward or target.name in {one.name for one in sources}:
        return None
    values = [one.at("i") for one in sources]
    operation = operation_of(found.rest[0])
    function = text_of(found.rest[0])
    if operation is not None and len(operation.parameters) == len(values):
        value = operation.applied(*values)
    elif re.fullmatch(r"[\w:]+", function):
        value = f"{function}({', '.join(values)})"
    else:
        return None
    truth = f"[&](std::size_t i) {{ return {value}; }}"
    return f"{helper}({target.name}, {found.length}, {truth})"


def _looped(code: Code, loop: Loop, helper: str) -> str | None:
    """What a loop stores as truths, if it does nothing else."""
    *before, last = loop.statements or [loop.body]
    stored = _stored(last)
    if stored is None or not all(map(declares_plainly, before)):
        return None
    place, value = stored
    name = place.removesuffix(f"[{loop.variable}]")
    if name == place or not _is_bits(name, loop):
        return None
    root = re.split(r"\W", name)[0]
    if any(re.search(rf"\b{root}\b", one) for one in (value, *map(text_of, before))):
        return None
    writes = [part for one in (*before, last) for part in walk(one) if part.type in CHANGING]
    if len(writes) != (2 if last.type == "if_statement" else 1):
        return None
    truth = f"{{ return {value}; }}"
    if before:
        indent, unit = indent_of(code.text, loop.node), indent_unit(code.text)
        lines = [*(text_of(one) for one in before), f"return {value};"]
        truth = "{" + "".join(f"\n{indent}{unit}{line}" for line in lines) + f"\n{indent}}}"
    return f"{helper}({name}, {text_of(loop.bound)}, [&]({loop.kind} {loop.variable}) {truth});"


def _stored(statement: Node) -> tuple[str, str] | None:
    """The place and the value of `place = value;`, or of a truth that is stored by branches."""
    plain = _STORED.match(statement)
    if plain is not None:
        return plain["place"], text_of(plain.at("value"))
    yes = _EITHER.match(statement)
    no = _NEITHER.match(statement) if yes is None else None
    if yes is not None:
        return yes["place"], yes["c"]
    return (no["place"], f"!({no['c']})") if no is not None else None


def _is_bits(name: str, loop: Loop) -> bool:
    """Whether it is a vector<bool>, or a row of a vector of them."""
    match = re.fullmatch(r"(\w+)((?:\[\w+\])*)", name)
    found = lookup(match[1], loop.node) if match is not None else None
    if match is None or found is None or loop.variable in re.findall(r"\w+", match[2]):
        return False
    wanted = ("vector",) * (1 + match[2].count("["))
    return found.shape.element == "bool" and found.shape.dims == wanted
