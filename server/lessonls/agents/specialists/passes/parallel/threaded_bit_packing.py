"""Words of truths that are stored one after the other: the words on all cores."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.passes.containers.bit_packing import STORED_TRUTHS
from lessonls.agents.specialists.recipes import Example, Need, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.agents.specialists.rewriting.views import Call


def _run(code: Code) -> Code:
    found = STORED_TRUTHS.found(code)
    calls = [one for one in map(Call.of, code.nodes("call_expression")) if one is not None]
    mine = [one for one in calls if found is not None and one.name == found[0]]
    if not mine or not all(_only_computes(code, one.arguments[-1]) for one in mine):
        return code
    return STORED_TRUTHS.shared_out(code) or code


THREADED_BIT_PACKING = Pass(
    "truths on all cores",
    "storing the words of a vector<bool> on all cores",
    "because the words are independent of each other",
    _run,
    needs=frozenset({Need.LIBSTDCXX}),
    example=Example(
        """\
#include <cstddef>
#include <cstdint>
#include <cstring>

/// bits[i] = truth(i), a word at a time: libstdc++ packs a vector<bool> into words.
template <class Truth>
static void store_truths(std::vector<bool> &bits, std::ptrdiff_t count, Truth truth) {
    auto *words = bits.begin()._M_p;
    std::ptrdiff_t i = 0;
    for (; i + 64 <= count; i += 64) {
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
    }
    for (; i < count; i++) {
        bits[i] = truth(i);
    }
}

void f(int n, const std::vector<int> &x, std::vector<bool> &mask) {
store_truths(mask, n, [&](int i) { return x[i] % 3 == 0; });
}
""",
        """\
void f(int n, const std::vector<int> &x, std::vector<bool> &mask) {
store_truths(mask, n, [&](int i) { return x[i] % 3 == 0; });
}
""",
    ),
)


def _only_computes(code: Code, test: Node) -> bool:
    """Whether the test that a call is given changes nothing but variables of its own."""
    body = test.child_by_field_name("body")
    if test.type != "lambda_expression" or body is None:
        return False
    effects = effects_of(code, body)
    written = [one for one in effects.accesses if one.write]
    own = all(one.declaration and inside(one.declaration.node, body) for one in written)
    return own and not effects.opaque
