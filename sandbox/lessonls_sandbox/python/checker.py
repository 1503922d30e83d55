"""The process that holds a test: it asks for calls, and says whether the test passes. Runs inside.

The function that the test calls is not here: each call goes out as data, and its result comes
back as data. So the test, the results that it expects and a solution that computes them are
nowhere near the code that is tested.
"""

import ast
import builtins
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from typing import Any

from lessonls_sandbox.python.closeness import accepts
from lessonls_sandbox.python.frames import Line
from lessonls_sandbox.python.locking import lock
from lessonls_sandbox.python.values import packed

_LONGEST = 200
CALL, DONE = b"c", b"d"
"""What messages begin with."""


class Failure(Exception):  # noqa: N818 - a finding
    """The test fails; the message says why."""


def main() -> None:
    """Runs the test that is sent, and says why it fails; nothing where it passes."""
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    line = Line()
    lock(line.hear())
    line.say(packed(None))
    test = line.hear()
    calls = Calls(line)
    try:
        if "inputs" in test:
            _compare(test, calls)
        else:
            _run(test["text"], test["name"], test["before"], calls)
    except Failure as failure:
        reason = str(failure)
    except BaseException as error:  # noqa: BLE001 - a test may raise anything
        reason = f"{_named(error)} came of the test"
    else:
        reason = ""
    line.say(DONE + packed(reason[: 4 * _LONGEST]))


class Calls:
    """The function, as the test sees it; `last` says what came of the last call."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.last = ""

    def __call__(self, *arguments: object, **named: object) -> object:
        """The function's result, or its exception."""
        self._line.say(CALL + packed((arguments, named)))
        answer = self._line.hear()
        if "returned" in answer:
            self.last = f"it returned {_shown(answer['returned'])}"
            return answer["returned"]
        kind, said = answer["raised"]
        self.last = f"it raised {kind}{f': {said}' if said else ''}"
        raise _error(kind)(said)


def _error(name: str) -> type[Exception]:
    """The exception of that name; one that only its author knows is an Exception."""
    found = getattr(builtins, name, None)
    if isinstance(found, type) and issubclass(found, Exception):
        return found
    return Exception


def _run(text: str, name: str, before: str, calls: Calls) -> None:
    """Runs a test that is a text; `before` is what it may use beside the function."""
    names: dict[str, Any] = {"__name__": "test"}
    _prepare(before, names)
    names[name] = calls
    tree = ast.parse(text)
    if len(tree.body) == 1 and isinstance(tree.body[0], ast.Assert):
        _assert(tree.body[0], names, calls)
        return
    try:
        exec(compile(tree, "test.py", "exec"), names)  # noqa: S102 - what this is for
    except AssertionError as error:
        said = f": {error}" if str(error) else ""
        raise Failure(f"an assertion fails{said}; of the last call, {calls.last}") from None
    except Exception as error:  # noqa: BLE001 - a test may raise anything
        told = calls.last if calls.last.startswith("it raised") else f"{_named(error)} came"
        raise Failure(told) from None


def _prepare(before: str, names: dict[str, Any]) -> None:
    """What the prompt has beside the function, as far as it can be run."""
    with suppress(Exception):  # a prompt need not be a program
        exec(compile(before, "prompt.py", "exec"), names)  # noqa: S102 - what this is for


def _assert(test: ast.Assert, names: dict[str, Any], calls: Calls) -> None:
    """One assertion; of a comparison both sides are told."""
    said, claim = _short(ast.unparse(test)), test.test
    try:
        if isinstance(claim, ast.Compare) and [type(one) for one in claim.ops] == [ast.Eq]:
            one, other = _evaluated(claim.left, names), _evaluated(claim.comparators[0], names)
            passed = one == other
            told = f"{_shown(one)} came, and {_shown(other)} is expected"
        else:
            passed = _evaluated(claim, names)
            told = calls.last or "it is false"
    except Exception as error:  # noqa: BLE001 - a test may raise anything
        told = calls.last if calls.last.startswith("it raised") else f"{_named(error)} came"
        raise Failure(f"{said}: {told}") from None
    if not passed:
        raise Failure(f"{said}: {told}")


def _evaluated(expression: ast.expr, names: dict[str, Any]) -> Any:
    code = compile(ast.Expression(expression), "test.py", "eval")
    return eval(code, names)  # noqa: S307 - a part of the test


def _compare(test: Mapping[str, Any], calls: Calls) -> None:
    """On each input the function has to give what the solution gives, or what the test's own rule
    accepts.
    """
    name, tolerance = test["name"], test["tolerance"]
    names: dict[str, Any] = {"__name__": "solution"}
    exec(compile(test["solution"], "solution.py", "exec"), names)  # noqa: S102 - what this is for
    rule = _rule(test["rule"])
    for arguments in test["inputs"]:
        # The solution gets arguments of its own, since it may change them.
        expected = names[name](*deepcopy(arguments))
        try:
            came = calls(*arguments)
        except Exception:  # noqa: BLE001 - and so may the function
            raise Failure(f"with {_shown(arguments)} {calls.last}") from None
        if not rule(arguments, came, expected, tolerance):
            told = f"{_shown(came)} came, and {_shown(expected)} is expected"
            raise Failure(f"with {_shown(arguments)} {told}")


Rule = Callable[[Sequence[Any], Any, Any, float], bool]


def _rule(text: str) -> Rule:
    """A problem's own rule, a module with a function `accepts`; else EvalPlus'."""
    if not text:
        return lambda _, came, expected, tolerance: accepts(came, expected, tolerance)
    names: dict[str, Any] = {"__name__": "rule"}
    exec(compile(text, "rule.py", "exec"), names)  # noqa: S102 - what this is for
    return names["accepts"]


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}{f': {error}' if str(error) else ''}"


def _shown(value: object) -> str:
    return _short(repr(value))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
