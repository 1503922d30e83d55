"""Unit tests that cannot all be passed: of one call they expect different values."""

import ast
import re
from collections.abc import Iterator, Sequence

from lessonls.core.errors import WorkloadError
from lessonls.core.reading.pieces import lexemes
from lessonls.core.reading.syntax import parse, text_of, walk
from lessonls.core.reading.test_pieces import calls
from lessonls.core.target import Target
from lessonls.core.unit_tests import Origin, UnitTest, headline

_SUFFIX = re.compile(r"(?<=[\da-fA-F.])[uUlLfF]+$")
_SAID = {
    Origin.USER: "yours",
    Origin.PROJECT: "your project's",
    Origin.COMMENT: "from the comment",
    Origin.TEAM: "the team's",
}


def agreeing(tests: Sequence[UnitTest], target: Target) -> tuple[UnitTest, ...]:
    """The tests, each once, without those of the team that contradict others. Raises WorkloadError
    where others than the team's contradict each other.
    """
    kept: dict[str, UnitTest] = {}
    for test in tests:
        kept.setdefault(" ".join(lexemes(test.code)), test)
    every = list(kept.values())
    expected: dict[tuple[str, ...], list[tuple[object, UnitTest]]] = {}
    for test in every:
        for call, value in _expectations(test, target):
            expected.setdefault(call, []).append((value, test))
    dropped = list[UnitTest]()
    for claims in expected.values():
        firm = [claim for claim in claims if claim[1].origin is not Origin.TEAM]
        _check(firm, target)
        team = [claim for claim in claims if claim[1].origin is Origin.TEAM]
        agreed = {repr(value) for value, _ in firm or team}
        dropped += [test for value, test in team if len(agreed) > 1 or repr(value) not in agreed]
    return tuple(test for test in every if test not in dropped)


def _check(claims: Sequence[tuple[object, UnitTest]], target: Target) -> None:
    for value, test in claims:
        if value != claims[0][0]:
            one, other = (f"`{headline(t.code)}` ({_SAID[t.origin]})" for t in (claims[0][1], test))
            raise WorkloadError(
                f"the tests of {target.qualified_name} contradict each other: {one} and {other}:"
                " change one of them."
            )


def _expectations(test: UnitTest, target: Target) -> Iterator[tuple[tuple[str, ...], object]]:
    """What calls of the function with literal arguments are compared with: call and value."""
    root = parse(test.code, target.language).root_node
    for node in walk(root):
        if node.type != "binary_expression":
            continue
        operator = node.child_by_field_name("operator")
        sides = [node.child_by_field_name(name) for name in ("left", "right")]
        if operator is None or text_of(operator) != "==":
            continue
        for one, other in ((sides[0], sides[1]), (sides[1], sides[0])):
            value = _literal(text_of(other)) if other is not None else None
            if one is None or value is None or one.type != "call_expression":
                continue
            given = one.child_by_field_name("arguments")
            alone = any(call.id == one.id for call in calls(one, target.name))
            if alone and given is not None and not _variables(text_of(given)):
                yield lexemes(text_of(given)), value


def _variables(text: str) -> bool:
    """Whether there is a name in it that may mean something else elsewhere."""
    return any(re.match(r"[^\W\d]", word) for word in lexemes(text))


def _literal(text: str) -> object:
    """The value of a literal; None for everything else."""
    words = {"true": True, "false": False, "NULL": 0, "nullptr": 0}
    if text in words:
        return words[text]
    number = text.replace("'", "") if text[:1].isdigit() else text
    try:
        value: object = ast.literal_eval(_SUFFIX.sub("", number))
    except (SyntaxError, ValueError):
        return None
    return value if isinstance(value, int | float | str) else None
