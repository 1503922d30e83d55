"""Commands' arguments come from outside, and are checked before anything is done."""

from typing import Any

import pytest

from lessonls.core.errors import InputError
from lessonls.core.target import Mode
from lessonls.lsp import handlers
from lessonls.lsp.commands import (
    Arguments,
    CancelArguments,
    OptimizeArguments,
    SuggestionArguments,
    command,
    parse,
)
from lessonls.lsp.names import COMMANDS, OPTIMIZE
from lessonls.lsp.server import FEATURES


@pytest.mark.parametrize(
    ("model", "arguments", "wanted"),
    [
        (
            OptimizeArguments,
            [{"uri": "file:///f.c", "line": 3}],
            OptimizeArguments(uri="file:///f.c", line=3, column=0, mode=Mode.SERIAL),
        ),
        (
            OptimizeArguments,
            [{"uri": "file:///f.c", "line": 3, "column": 4, "mode": "openmp"}],
            OptimizeArguments(uri="file:///f.c", line=3, column=4, mode=Mode.OPENMP),
        ),
        (SuggestionArguments, [{"id": "f-1"}], SuggestionArguments(id="f-1")),
        (CancelArguments, [], CancelArguments(run=None)),
        (CancelArguments, [{"run": "lessonls/f/1"}], CancelArguments(run="lessonls/f/1")),
    ],
)
def test_good_arguments_are_understood(
    model: type[Arguments], arguments: list[Any], wanted: Arguments
) -> None:
    """With defaults for what is left out."""
    assert parse(model, arguments) == wanted


@pytest.mark.parametrize(
    ("model", "arguments", "place"),
    [
        (OptimizeArguments, [], "uri"),
        (OptimizeArguments, ["nonsense"], "argument"),
        (OptimizeArguments, [None], "argument"),
        (OptimizeArguments, [{"uri": 1, "line": 4}], "uri"),
        (OptimizeArguments, [{"uri": "file:///f.c", "line": -1}], "line"),
        (OptimizeArguments, [{"uri": "file:///f.c", "line": 1, "mode": "gpu"}], "mode"),
        (OptimizeArguments, [{"uri": "file:///f.c", "line": 1, "more": 1}], "more"),
        (SuggestionArguments, [{"number": 1}], "id"),
    ],
)
def test_bad_arguments_are_refused_in_a_sentence(
    model: type[Arguments], arguments: list[Any], place: str
) -> None:
    """It names the place of the first mistake."""
    with pytest.raises(InputError, match=rf"^Invalid argument {place} of the command: .*\.$"):
        parse(model, arguments)


def test_a_command_is_plain_json_and_comes_back_as_it_was() -> None:
    """What the client sends back is what it was given."""
    arguments = OptimizeArguments(uri="file:///f.c", line=3, mode=Mode.OPENMP)
    sent = command("Title", OPTIMIZE, arguments)
    assert (sent.title, sent.command, sent.tooltip) == ("Title", "lessonls.optimize", None)
    assert parse(OptimizeArguments, sent.arguments or []) == arguments


def test_what_the_client_is_told_of_is_what_there_is() -> None:
    """Every request and command that is announced leads somewhere, and no other."""
    assert set(FEATURES) == set(handlers.FEATURES)
    assert set(COMMANDS) == set(handlers.COMMANDS)
