"""The stub in the program that it is for: which unit of it compiles, with which of the tests."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from lessonls.adapters.judge.build import (
    SANITIZE,
    Builders,
    Fronted,
    Linkage,
    Program,
    Shape,
    Sources,
    Toolchain,
    does_not_compile,
    first_error,
    linked,
    read_linkage,
    undefined,
)
from lessonls.adapters.judge.unit_tests.unit import NAME, Tests, test_unit
from lessonls.adapters.private_files import stage_headers
from lessonls.core.errors import BaselineError
from lessonls.core.reading.document import document
from lessonls.core.reading.original import original
from lessonls.core.reading.stubs import is_stub, without_body
from lessonls.core.reading.test_rules import problem_of
from lessonls.core.target import Mode, Target
from lessonls.core.unit_tests import Origin, UnitTest, headline
from lessonls_sandbox.build import Build

_OURS = "LESSONLS_ASSERT"
_UNBALANCED = "a bracket or a quotation mark has no counterpart"
"""The one way in which the macro that stands for `assert` is not known to the compiler."""
_NUMBER = re.compile(rf"{NAME}(\d+)")
_ERROR = re.compile(rf"^{NAME}(\d+):\d+:(?:\d+:)? (?:fatal )?error: (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Baseline:
    """What candidates are built with and compared with. `dropped` are tests that do not compile,
    with what the compiler says.
    """

    target: Target
    toolchain: Toolchain
    program: Program
    shape: Shape
    tests: Tests
    linkage: Linkage
    dropped: Mapping[UnitTest, str]

    def unit(self, code: str) -> str:
        """The unit of a candidate."""
        return test_unit(self.target, code, self.shape, self.tests)


def build_baseline(
    target: Target,
    mode: Mode,
    tests: tuple[UnitTest, ...],
    headers: Mapping[Path, bytes],
    folder: Path,
    builders: Builders,
    sources: Sources,
) -> Baseline:
    """Builds the stub, with a body that never runs, and the tests that compile with it.

    Raises BaselineError where the file does not compile, where the function is defined in another
    file, for a test of the user's that does not compile, and where no test is left.
    """
    read = original(target).read
    heading = without_body(target.code, read)
    _refuse_defined(target, sources)
    includer = [] if target.includer is None else [target.includer.path.parent]
    mounts = stage_headers(headers, folder / "headers", [target.path.parent, *includer])
    toolchain = Toolchain(target, mode, mounts)
    program = Program(folder / "program", builders, SANITIZE)
    stub = f"{heading} {{ __builtin_unreachable(); }}"
    refused = {
        test: problem
        for test in tests
        if test.origin is Origin.TEAM and (problem := problem_of(test, target.language))
    }
    kept = tuple(test for test in tests if test not in refused)
    search = _Search(target, stub, toolchain, program, sources, Tests(kept), refused)
    found = search.found()
    _check(found)
    program.begin_sanitized()
    program.complete()
    return found


def _check(found: Baseline) -> None:
    for test, error in found.dropped.items():
        if test.origin is Origin.USER:
            said = _UNBALANCED if _OURS in error else error
            raise BaselineError(f"your test `{headline(test.code)}` does not compile: {said}.")
    if found.dropped and not found.tests.tests:
        test, error = next(iter(found.dropped.items()))
        raise BaselineError(
            f"no unit test of {found.target.qualified_name} compiles (`{headline(test.code)}`:"
            f" {error}): write some yourself."
        )


def _refuse_defined(target: Target, sources: Sources) -> None:
    """A function that is declared here may be defined in another file of the program."""
    read = original(target).read
    if read.node.type == "function_definition" or "static" in read.specifiers:
        return
    for source in sources((target.qualified_name,)):
        known = document(source.text.decode("utf-8", "replace"), source.language).outline
        if any(one.path == read.path and not is_stub(one) for one in known.functions):
            raise BaselineError(f"{target.qualified_name} is defined in {source.path}.")


class _Search:
    """Tries one unit after the other until one compiles."""

    def __init__(
        self,
        target: Target,
        stub: str,
        toolchain: Toolchain,
        program: Program,
        sources: Sources,
        tests: Tests,
        refused: dict[UnitTest, str],
    ) -> None:
        """`refused` are tests that are not tried."""
        self._target, self._stub, self._toolchain = target, stub, toolchain
        self._program, self._sources, self._tests = program, sources, tests
        self._dropped = refused

    def found(self) -> Baseline:
        """The first that does."""
        complaint = ""
        for shape in _shapes(self._target):
            built = self._built(shape)
            if built.succeeded:
                return self._baseline(shape, built)
            if built.timed_out:
                name = self._target.path.name
                raise BaselineError(f"{name} takes more than a minute to compile.")
            complaint = complaint or built.diagnostics
        raise BaselineError(does_not_compile(self._target, first_error(complaint)))

    def _built(self, shape: Shape) -> Build:
        """The stub with every test that compiles with it; without tests if that fails."""
        built = self._with(shape, self._tests)
        if built.succeeded or not self._tests.tests:
            return built
        alone = self._with(shape, Tests(()))
        if not alone.succeeded:
            return alone
        while not built.succeeded and self._without_failing(built.diagnostics):
            built = self._with(shape, self._tests)
        return built

    def _with(self, shape: Shape, tests: Tests) -> Build:
        """The library of the stub with some tests, linked with what it needs of the program.

        Without optimization: what follows a call of the stub would be optimized away.
        """
        source = test_unit(self._target, self._stub, shape, tests)
        built = self._plain.library(source)
        if not undefined(built.diagnostics):
            return built
        try:
            toolchain, _ = linked(self._target, self._plain, self._program, self._sources, source)
        except BaselineError:
            if not _NUMBER.search(built.diagnostics):
                raise
            return built
        self._toolchain = replace(toolchain, target=self._target)
        return self._plain.library(source)

    @property
    def _plain(self) -> Toolchain:
        flags = (*self._target.flags, "-O0")
        target = self._target.model_copy(update={"flags": flags})
        return replace(self._toolchain, target=target)

    def _without_failing(self, diagnostics: str) -> bool:
        """Lets the tests that the compiler complains of show no values, else leaves them out;
        whether there were any.
        """
        said = {int(number): error for number, error in reversed(_ERROR.findall(diagnostics))}
        for number in map(int, _NUMBER.findall(diagnostics)):
            said.setdefault(number, first_error(diagnostics))
        tests, silent = self._tests.tests, set(self._tests.silent)
        gone = {number for number in said if number in silent}
        self._dropped |= {tests[number]: said[number] for number in gone}
        silent |= said.keys()
        kept = [number for number in range(len(tests)) if number not in gone]
        self._tests = Tests(
            tuple(tests[number] for number in kept),
            {at for at, number in enumerate(kept) if number in silent},
        )
        return bool(said)

    def _baseline(self, shape: Shape, built: Build) -> Baseline:
        facts = built.files["facts"].decode("utf-8", "replace")
        return Baseline(
            self._target,
            self._toolchain,
            self._program,
            shape,
            self._tests,
            read_linkage(facts),
            self._dropped,
        )


def _shapes(target: Target) -> Iterator[Shape]:
    """The whole file, since tests may use all of it: as it stands, then with what it may need."""
    if target.preceding:
        yield Shape(whole_file=True, preceded=True)
    for fronted in Fronted:
        yield Shape(whole_file=True, standard_headers=fronted)
    if target.includer is not None:
        yield Shape(whole_file=True, included=True)
