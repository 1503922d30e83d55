"""From a reply to the implementation in it: of C and C++ as for rewrites, of Python here.

A Python function comes with what it uses of the reply and of the prompt, and with the imports of
both; tests, examples and output go. That is what EvalPlus' sanitizer does, too; we do it here
because that package brings the libraries of every provider of models along.
"""

import ast
from collections.abc import Iterator, Sequence

from lessonls.core.lesson import Proposal
from lessonls.core.reading.limits import LARGEST
from lessonls.core.reading.problems import CandidateProblem
from lessonls.core.reading.python import defined, named, parsed, source
from lessonls.core.replies.blocks import blocks
from lessonls.core.replies.cleaning import readable, without_reasoning
from lessonls.core.replies.proposing import proposal
from lessonls.core.target import Language, Target

_LONGEST_REFUSED = 20_000
_MOST_TRIES = 60
_TAGS = frozenset({"python", "py", "python3"})
_BEGINS = ("def ", "async def ", "class ", "import ", "from ", "@")
_CUT_OFF = "The reply was cut off before the function ended (max_tokens)."
_NO_CODE = "The reply has no code; answer with the whole function in one fenced code block."
_TOO_LARGE = "The reply is too large to be one function."

_Statement = tuple[ast.stmt, str]
"""A statement of a module, and its text."""


def implementation(text: str, target: Target, *, cut_off: bool = False) -> Proposal:
    """The implementation that a reply gives, or what is wrong with it. Any text is allowed.

    `cut_off` says that the model had to stop before its reply ended.
    """
    if target.language is not Language.PYTHON:
        return proposal(text, target, cut_off=cut_off)
    if len(text) > LARGEST:
        return Proposal(code=text[:_LONGEST_REFUSED], problem=_TOO_LARGE)
    answer = without_reasoning(readable(text))
    problems: list[tuple[str, str]] = []
    for code in _sources(answer.text):
        try:
            return Proposal(code=_whole(code, target))
        except CandidateProblem as problem:
            problems.append((code, str(problem)))
    if cut_off or answer.unfinished:
        return Proposal(code=answer.text[:_LONGEST_REFUSED], problem=_CUT_OFF)
    code, problem = problems[0] if problems else (answer.text, _NO_CODE)
    return Proposal(code=code[:_LONGEST_REFUSED], problem=problem)


def _sources(text: str) -> Iterator[str]:
    """What may be the module: the first block of Python, then others, then text without a fence."""
    found = [block for block in blocks(text) if block.text.strip()]
    yield from (block.text for block in found if block.tag in _TAGS)
    yield from (block.text for block in found if block.tag not in _TAGS)
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if line.startswith(_BEGINS)), None)
    if first is not None and not found:
        ends = range(len(lines), first, -1)
        yield from ("\n".join(lines[first:end]) for end in ends[:_MOST_TRIES])


def _whole(code: str, target: Target) -> str:
    """The module with what the function needs, and nothing else. Raises CandidateProblem."""
    written = _statements(code)
    if not any(target.name in defined(statement) for statement, _ in written):
        raise CandidateProblem(f"The code does not define the function “{target.name}”.")
    here = frozenset[str]().union(*(defined(statement) for statement, _ in written))
    before = [one for one in _of_prompt(target) if not defined(one[0]) & here]
    texts = dict.fromkeys(text for _, text in _needed([*before, *written], target.name))
    return "\n\n".join(sorted(texts, key=lambda one: not one.startswith("from __future__")))


def _of_prompt(target: Target) -> list[_Statement]:
    """What the prompt has before the function; nothing where it is no module."""
    try:
        found = _statements(target.code)
    except CandidateProblem:
        return []
    return [one for one in found if target.name not in defined(one[0])]


def _statements(code: str) -> list[_Statement]:
    return [(statement, source(statement, code)) for statement in parsed(code).body]


def _needed(found: Sequence[_Statement], name: str) -> Iterator[_Statement]:
    """Imports, and what the function of that name reaches."""
    reached, before = frozenset({name}), frozenset[str]()
    while reached != before:
        before = reached
        used = (named(one) | defined(one) for one, _ in found if defined(one) & before)
        reached = before.union(*used)
    for one, text in found:
        if isinstance(one, ast.Import | ast.ImportFrom) or defined(one) & reached:
            yield one, text
