"""Formats text with clang-format in the sandbox: neither the text nor the style is trusted."""

from collections.abc import Mapping, Sequence

from lessonls_sandbox.build import Build, build
from lessonls_sandbox.confine import Confinement
from lessonls_sandbox.view import program

FORMATTED = "formatted"
"""The file of a build that holds the formatted text."""
_PROGRAM = "clang-format"
_LIMITS = ["prlimit", "--cpu=10", "--fsize=33554432", "--as=2147483648", "--"]
_SECONDS = 10.0
_TEXT = "text"
_SCRIPT = f'"$@" <{_TEXT} >out/{FORMATTED}'


def formatter() -> str | None:
    """The system's clang-format, if there is one; others cannot be seen from inside."""
    return program(_PROGRAM)


def formatted(
    formatter: str,
    text: bytes,
    name: str,
    lines: Sequence[tuple[int, int]],
    styles: Mapping[str, bytes],
    confinement: Confinement | None = None,
) -> Build:
    """The text with some of its lines formatted, in `FORMATTED` among the files of the build.

    `lines` are at least one range, (first, last) from 1. `name` is the text's place, by whose
    ending the language is known and from which the style is looked for upwards in `styles`,
    style files by their places. Raises SandboxError when there is no sandbox.
    """
    # The order of includes can matter, and who changes it has not formatted.
    command = [formatter, "--style=file", "--sort-includes=false", f"--assume-filename={name}"]
    command += [f"--lines={first}:{last}" for first, last in lines]
    argv = [*_LIMITS, "/bin/sh", "-c", _SCRIPT, "sh", *command]
    return build(argv, {**styles, _TEXT: text}, timeout=_SECONDS, confinement=confinement)
