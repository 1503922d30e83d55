"""The entry point of `lessonls`: runs a command and turns what goes wrong into exit codes."""

import os
import sys
import traceback
from collections.abc import Sequence

CANCELLED = 130
"""What shells report for a program that ctrl-C stopped."""

BROKEN = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit code."""
    # Loading the commands takes long enough for a ctrl-C, hence inside.
    try:
        code = _run(arguments)
    except KeyboardInterrupt:
        code = CANCELLED
    if code == CANCELLED:
        _say("cancelled.")
    return code


def _run(arguments: Sequence[str] | None) -> int:
    from lessonls.commands.app import app_for
    from lessonls.core.errors import LessonlsError

    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        app_for(words)(words, prog_name="lessonls")
    except SystemExit as finished:
        return finished.code if isinstance(finished.code, int) else int(bool(finished.code))
    except LessonlsError as error:
        _say(str(error))
        return error.exit_code
    except Exception as error:
        return report(error)
    return 0


def report(error: Exception) -> int:
    """The line for an error that is not one of ours; its exit code."""
    if os.environ.get("LESSONLS_DEBUG") == "1":
        traceback.print_exception(error)
    text = " ".join(str(error).split())
    _say(
        f"internal error in lessonls: {type(error).__name__}: {text}. Please report it with the "
        "traceback (set LESSONLS_DEBUG=1)."
    )
    return BROKEN


def _say(message: str) -> None:
    sys.stdout.flush()
    sys.stderr.write(f"lessonls: {message}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
