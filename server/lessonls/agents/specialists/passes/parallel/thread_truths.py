"""Words of truths that are stored one after the other: the words on all cores."""

import re
from dataclasses import replace

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.core.reading.syntax import text_of

_HELPER = re.compile(r"static void (\w+)\(std::vector<bool> &bits, \S+ count, Truth truth\)")
_WORDS = re.compile(
    r"(?P<indent>[ \t]+)std::ptrdiff_t i = 0;\n"
    r"[ \t]+for \(; i \+ 64 <= count; i \+= 64\)(?P<body>.*?)"
    r"for \(; i < count; i\+\+\)",
    re.DOTALL,
)
_THREADS = """\
{indent}const std::ptrdiff_t whole = count / 64 * 64;
{indent}#pragma omp parallel for schedule(static) if(count > 50000)
{indent}for (std::ptrdiff_t i = 0; i < whole; i += 64){body}\
for (std::ptrdiff_t i = whole; i < count; i++)"""


def _run(code: Code) -> Code:
    helper = _HELPER.search(code.text)
    calls = [
        one
        for one in code.nodes("call_expression")
        if helper is not None and text_of(one).startswith(f"{helper[1]}(")
    ]
    if not calls or not all(_only_computes(code, one) for one in calls):
        return code
    text = _WORDS.sub(lambda found: _THREADS.format(**found.groupdict()), code.text, count=1)
    return replace(code, text=text)


THREAD_TRUTHS = Pass(
    "truths on all cores",
    "storing the words of a vector<bool> on all cores",
    "because every word is computed for itself",
    _run,
)


def _only_computes(code: Code, call: Node) -> bool:
    """Whether the test that the call is given changes nothing but variables of its own."""
    listed = call.child_by_field_name("arguments")
    test = listed.named_children[-1] if listed is not None and listed.named_children else None
    body = test.child_by_field_name("body") if test is not None else None
    if test is None or test.type != "lambda_expression" or body is None:
        return False
    effects = effects_of(code, body)
    written = [one for one in effects.accesses if one.write]
    own = all(one.declaration and inside(one.declaration.node, body) for one in written)
    return own and not effects.opaque
