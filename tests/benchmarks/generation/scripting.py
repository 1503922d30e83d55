"""Plans of what models answer about a problem, and a server that answers by them.

A plan says for each model from which of its answers on it is right; what it gives before comes
close: it is right for what the unit tests ask first, or for all that they ask, and wrong for
everything else.
"""

import ast
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.openai_server import Reply, Request

NEVER = 99
LESSON = "The second example has to hold, too."
_BROKEN = "def {name}(*arguments):\n    return arguments[\n"


@dataclass(frozen=True)
class Plan:
    """What is answered about the function of a problem: `right` says from which answer on each
    model gives the solution (0 is the first one), by the models' names; others never do. A
    `fooling` answer passes the unit tests, a `broken` one does not parse. With `misleading`, the
    second unit test is wrong, and only wrong answers pass it.
    """

    task: str
    prompt: str
    name: str
    solution: str
    examples: Sequence[tuple[str, str]]
    right: Mapping[str, int] = field(default_factory=dict[str, int])
    fooling: bool = False
    broken: bool = False
    misleading: bool = False

    @property
    def tests(self) -> str:
        """The unit tests that the first model writes."""
        return "\n".join(f"assert {self.name}({given}) == {result}" for given, result in self._told)

    @property
    def _told(self) -> Sequence[tuple[str, str]]:
        first, others = self.examples[:1], self.examples[1:]
        return [*first, *((given, "'wrong'" if self.misleading else one) for given, one in others)]

    def code(self, model: str, number: int) -> str:
        """What a model gives as its answer of that number."""
        if number >= self.right.get(model, NEVER):
            return self.solution
        if self.broken:
            return _BROKEN.format(name=self.name)
        return self.near_miss

    @property
    def near_miss(self) -> str:
        """Right where the first unit test looks, or all of them."""
        known = self._told if self.fooling or self.misleading else self.examples[:1]
        lines = [f"def {self.name}(*arguments):"]
        for given, result in known:
            lines += [f"    if arguments == ({given},):", f"        return {result}"]
        return "\n".join([*lines, "    return 'near'"])


@dataclass
class Script:
    """Answers by plans; `asked` counts what each model gave to each problem."""

    plans: Sequence[Plan]
    asked: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])

    def __call__(self, request: Request) -> Reply:
        """The answer to a question."""
        prompt, model = request.prompt, str(request.body["model"])
        plan = next(one for one in self.plans if one.prompt.strip() in prompt)
        if "Write the tests." in prompt:
            return Reply(f"```python\n{plan.tests}\n```")
        if "# What to explain" in prompt:
            return Reply(LESSON)
        if prompt.rstrip().endswith("No code."):
            return Reply("PLAN 1, confidence 90\nDo it.")
        number = self.asked[model, plan.task]
        self.asked[model, plan.task] += 1
        return Reply(f"Here it is.\n\n```python\n{plan.code(model, number)}\n```")


def examples_in(test: str, name: str, most: int = 2) -> list[tuple[str, str]]:
    """Arguments and results as a program `check` compares them, each as text."""
    found: list[tuple[str, str]] = []
    for node in ast.walk(ast.parse(test)):
        claim = node.test if isinstance(node, ast.Assert) else None
        if not isinstance(claim, ast.Compare) or not isinstance(claim.ops[0], ast.Eq):
            continue
        call, (result,) = claim.left, claim.comparators
        if isinstance(call, ast.Call) and ast.unparse(call.func) in ("candidate", name):
            given = ", ".join(map(ast.unparse, call.args))
            if _is_plain(given) and _is_plain(ast.unparse(result)):
                found.append((given, ast.unparse(result)))
    once = {given: (given, result) for given, result in found}
    return list(once.values())[:most]


def _is_plain(text: str) -> bool:
    try:
        ast.literal_eval(f"({text},)")
    except ValueError:
        return False
    return True
