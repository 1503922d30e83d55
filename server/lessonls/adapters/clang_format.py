"""Rewrites in the style of their project: clang-format, in the sandbox."""

import asyncio
import logging
from pathlib import Path

from lessonls.adapters.style_files import style_files
from lessonls.core.formatting import Unformatted, formatted_code, unformatted
from lessonls.core.target import Target
from lessonls_sandbox.build import Build
from lessonls_sandbox.errors import SandboxError
from lessonls_sandbox.format import FORMATTED, formatted, formatter

logger = logging.getLogger(__name__)

_LONGEST_REASON = 200


class ClangFormat:
    """Implements ports.Formatter; styles are looked for up to the folder `top`, the user's home.

    A call that is cancelled leaves a process that ends by itself, within its time limit.
    """

    def __init__(self, top: Path | None = None) -> None:
        self._top = top or _home()

    async def formatted(self, target: Target, code: str) -> str:
        """The rewrite with the project's white space and comments, or `code` as it is."""
        try:
            return await asyncio.to_thread(self._formatted, target, code)
        except (OSError, SandboxError, ValueError) as error:
            return _unchanged(target, code, str(error))

    def _formatted(self, target: Target, code: str) -> str:
        styles = style_files(target.path, self._top)
        given = unformatted(target, code) if styles else None
        if given is None:
            return code
        program = formatter()
        if program is None:
            return _unchanged(target, code, "clang-format is not installed")
        built = _run(program, target.path, given, styles)
        if FORMATTED not in built.files:
            return _unchanged(target, code, _reason(built))
        found = formatted_code(target, code, built.files[FORMATTED].decode("utf-8"))
        if found is None:
            return _unchanged(target, code, "the style changes more than white space")
        return found


def _run(
    program: str, path: Path, given: Unformatted, styles: list[tuple[int, str, bytes]]
) -> Build:
    """clang-format on the text; folders keep their depth but not their names."""
    levels = max(up for up, _, _ in styles)
    places = {_inside(levels - up, name): content for up, name, content in styles}
    name = _inside(levels, f"source{path.suffix}")
    return formatted(program, given.text.encode("utf-8"), name, given.lines, places)


def _inside(depth: int, name: str) -> str:
    return "folder/" * depth + name


def _unchanged(target: Target, code: str, reason: str) -> str:
    logger.info("The rewrite of %s is not formatted: %s.", target.qualified_name, reason)
    return code


def _reason(built: Build) -> str:
    if built.timed_out:
        return "clang-format took too long"
    first = next(iter(built.diagnostics.splitlines()), "clang-format failed")
    return "".join(sign for sign in first if sign.isprintable())[:_LONGEST_REASON]


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:  # a user without a home
        return Path("/")
