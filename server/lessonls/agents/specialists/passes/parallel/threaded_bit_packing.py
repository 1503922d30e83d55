"""Words of truths that are stored one after the other: the words on all cores."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.passes.containers.bit_packing import STORED_TRUTHS
from lessonls.agents.specialists.recipes import Need, Pass
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
