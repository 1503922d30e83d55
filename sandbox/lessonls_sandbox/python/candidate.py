"""The process that holds an implementation: calls come in, results go out. Runs inside.

Whatever the implementation does to this process, it can only say other results.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType

from lessonls_sandbox.python.frames import Line
from lessonls_sandbox.python.locking import lock
from lessonls_sandbox.python.values import packed

_LONGEST = 300
_NAME = "candidate"


def main() -> None:
    """Loads the code that is sent, says how that went, and answers calls until nobody asks."""
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    line = Line()
    lock(line.hear())
    line.say(packed(None))
    code, name = line.hear()
    try:
        function = _loaded(code, name)
    except BaseException as error:  # noqa: BLE001 - the code may raise anything
        line.say(packed(f"it cannot be loaded: {': '.join(_named(error))}"))
        return
    line.say(packed(""))
    while True:
        try:
            arguments, named = line.hear()
        except EOFError:
            return
        line.say(_answer(function, arguments, named))


def _loaded(code: str, name: str) -> Callable[..., object]:
    module = sys.modules[_NAME] = ModuleType(_NAME)
    exec(compile(code, f"{_NAME}.py", "exec"), module.__dict__)  # noqa: S102 - what this is for
    function = module.__dict__.get(name)
    if not callable(function):
        raise NameError(f"the code defines no function {name}")
    return function


def _answer(
    function: Callable[..., object], arguments: Sequence[object], named: Mapping[str, object]
) -> bytes:
    """What came of a call, as a message."""
    try:
        return packed({"returned": function(*arguments, **named)})
    except BaseException as error:  # noqa: BLE001 - so may the function
        return packed({"raised": _named(error)})


def _named(error: BaseException) -> tuple[str, str]:
    """The name of an exception, and what it says."""
    try:
        return type(error).__name__, str(error)[:_LONGEST]
    except BaseException:  # noqa: BLE001 - and its error
        return type(error).__name__, ""
