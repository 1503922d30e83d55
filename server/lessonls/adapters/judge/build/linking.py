"""Linking a unit with everything of its program that it needs."""

import re
from collections.abc import Mapping
from pathlib import Path

from lessonls.adapters.judge.build.program import Program, Sources, undefined
from lessonls.adapters.judge.build.toolchain import Toolchain, first_error
from lessonls.core.errors import BaselineError, JudgeError
from lessonls.core.target import Target
from lessonls_sandbox.build import Build


def linked(
    target: Target, toolchain: Toolchain, program: Program, sources: Sources, source: str
) -> tuple[Toolchain, Build]:
    """A unit with the files of its program that define what it needs, one after the other; and
    the toolchain that links with them. Raises BaselineError.
    """
    compiled = artifact(toolchain.compiled(source), "unit.o")
    built = toolchain.linked(compiled)
    asked = set[str]()
    while missing := undefined(built.diagnostics):
        new = tuple(symbol for symbol in missing if symbol not in asked)
        asked.update(new)
        offered = sources(new) if new else ()
        if not program.add(offered):
            raise BaselineError(_nobody_defines(target, missing, program.failed_of(offered)))
        if not toolchain.program:
            toolchain = toolchain.with_program(program.folder)
        built = toolchain.linked(compiled)
    if not built.succeeded:
        raise BaselineError(
            f"{target.path.name} cannot be linked with its program:"
            f" {first_error(built.diagnostics)}."
        )
    return toolchain, built


def artifact(built: Build, name: str) -> bytes:
    """A file that a build has made. Raises JudgeError for one that failed."""
    if name not in built.files:
        raise JudgeError(f"a build of the baseline failed: {first_error(built.diagnostics)}")
    return built.files[name]


def does_not_compile(target: Target, error: str) -> str:
    """One sentence; a header that is not found may only be unknown here."""
    header = re.search(r"(\S+): No such file or directory", error)
    if header is None:
        return f"{target.path.name} does not compile as it stands: {error}."
    return (
        f"{header[1]}, which {target.path.name} includes, was not found: add a"
        " compile_commands.json or compile_flags.txt with its folder to the project."
    )


def _nobody_defines(target: Target, missing: tuple[str, ...], failed: Mapping[Path, str]) -> str:
    first, *others = missing
    more = f" (and {len(others)} more)" if others else ""
    if failed:
        path, diagnostics = next(iter(failed.items()))
        return (
            f"{target.qualified_name} needs {first}{more}, and {path.name}, which seems to define"
            f" what it needs, does not compile: {first_error(diagnostics)}."
        )
    return (
        f"{target.qualified_name} needs {first}{more}, which no known file of the project"
        " defines: add that file to compile_commands.json, or add the library that defines it to"
        " the setting libraries."
    )
