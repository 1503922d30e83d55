"""Builds everything that judging a target needs: the baseline in several forms, the harness."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import islice, product
from pathlib import Path

from lessonls.adapters.judge.build.bounds import with_bounds
from lessonls.adapters.judge.build.builders import Builders
from lessonls.adapters.judge.build.coverage_map import COVERED, CoverageMap, coverage_map
from lessonls.adapters.judge.build.debug_info import DebugInfo
from lessonls.adapters.judge.build.declarations import declarations
from lessonls.adapters.judge.build.generator_unit import caller_unit, generator_unit
from lessonls.adapters.judge.build.global_variables import (
    outside_variables,
    set_behind,
    shown_names,
)
from lessonls.adapters.judge.build.harness import harness, runtime_mount, stage_runtime
from lessonls.adapters.judge.build.linkage import Linkage, read_linkage
from lessonls.adapters.judge.build.linking import artifact, does_not_compile, linked
from lessonls.adapters.judge.build.mirror import takes_stream
from lessonls.adapters.judge.build.program import Program, Sources, undefined
from lessonls.adapters.judge.build.specializations import Specialization, specializations
from lessonls.adapters.judge.build.tails import with_open_ends
from lessonls.adapters.judge.build.toolchain import (
    SANITIZE,
    Toolchain,
    archer,
    first_error,
    first_errors,
    version,
)
from lessonls.adapters.judge.build.translation_unit import (
    Fronted,
    Shape,
    binding,
    unit,
)
from lessonls.adapters.judge.build.types import (
    Prototype,
    Record,
    has_virtual,
    virtual_calls,
)
from lessonls.adapters.judge.build.unused_pointers import without_unused_pointers
from lessonls.adapters.private_files import stage_headers
from lessonls.core.errors import BaselineError, NoInputsError, WorkloadError
from lessonls.core.reading.casts import cast_to
from lessonls.core.reading.named_constants import Named, named_constants
from lessonls.core.reading.ranges import ranges
from lessonls.core.reading.reach import defined_types, reach
from lessonls.core.reading.surroundings import with_helpers
from lessonls.core.target import Mode, Target
from lessonls_sandbox.build import Build

BASELINE = "baseline.so"
SANITIZED = "baseline_san.so"
REORDERED = "baseline_assoc.so"
NUDGED = "baseline_nudged.so"
GENERATOR = "generator.so"
_IN_THE_WAY = re.compile("is (?:private|protected) within|invalid cast from type")
"""What is said of a member's address where it is not public, or that of a template."""
_MOST_OTHERS = 2
_OF_REALS = """
    sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 expm1 log log2 log10
    log1p cbrt erf erfc tgamma lgamma atan2 hypot pow sincos cexp
"""
_ROUNDED = frozenset(f"{name}{kind}" for name in _OF_REALS.split() for kind in ("", "f", "l"))
"""Functions whose arguments are mostly rounded, and whose results always are: those that
harness/nudge.c wraps.
"""


@dataclass(frozen=True)
class Baseline:
    """A target's builds, in `folder/libraries`, and what else judging needs to know of it. `reach`
    is the text of all that it runs, or nothing where that is not known.
    """

    target: Target
    toolchain: Toolchain
    shape: Shape
    prototype: Prototype
    linkage: Linkage
    folder: Path
    covered: CoverageMap
    compiler: str
    program: Program
    reordered: Future[Build] | None
    nudged: Future[Build] | None
    named: Named
    declared: str
    reach: str

    @property
    def names(self) -> list[str]:
        """Of the arguments, as the harness counts them: the object of a member function, then
        parameters, then variables.
        """
        parameters = [parameter.name for parameter in self.target.parameters]
        if len(self.prototype.parameters) > len(parameters):
            parameters.insert(0, self.prototype.parameters[0].name)
        return [*parameters, *shown_names(self.shape.variables, parameters)]

    @property
    def reading(self) -> tuple[str, ...]:
        """The functions with which it may use files, the user's input or the clock."""
        return () if takes_stream(self.prototype) else self.linkage.reading

    @property
    def virtual_calls(self) -> list[str]:
        """Virtual functions of its arguments that it seems to call."""
        return virtual_calls(self.prototype, with_helpers(self.target))

    @property
    def libraries(self) -> Path:
        return self.folder / "libraries"

    @property
    def harness(self) -> Path:
        return self.folder / "harness"

    @property
    def sanitized_harness(self) -> Path:
        return self.folder / "harness_san"

    @property
    def race_harness(self) -> Path:
        """Only there where races can be looked for."""
        return self.folder / "harness_race"

    @property
    def source(self) -> str:
        """The baseline's translation unit."""
        return unit(self.target, self.target.code, self.shape)

    def complete(self) -> None:
        """Waits for the builds that only comparing needs."""
        if self.reordered is not None:
            self.keep(REORDERED, artifact(self.reordered.result(), "unit.so"))
        if self.nudged is not None:
            self.keep(NUDGED, artifact(self.nudged.result(), "unit.so"))

    def with_functions(self, symbols: Sequence[str], sources: Sources) -> "Baseline":
        """The same, for whose generators the program also has the files that define these."""
        own = f"{self.target.before}{self.target.code}{self.target.after}"
        others = tuple(
            name for name in symbols if not re.search(rf"\b{re.escape(name)}\s*\([^;]*\{{", own)
        )
        if not others or not self.program.add(sources(others)):
            return self
        self.program.begin_sanitized()
        self.program.complete()
        return replace(self, toolchain=self.toolchain.with_program(self.program.folder))

    def build_generator(self, generator: str) -> tuple[str, ...]:
        """The library that makes inputs; what it uses that is not defined in the target's program.
        NoInputsError where it does not compile.
        """
        diagnostics = ""
        for shape in {replace(self.shape, whole_file=True): None, self.shape: None}:
            built = self.toolchain.generating(generator_unit(self.target, generator, shape))
            if built.succeeded:
                self.keep(GENERATOR, built.files["unit.so"])
                return tuple(built.files.get("missing", b"").decode().splitlines())
            diagnostics = diagnostics or built.diagnostics
        raise NoInputsError(f"the generator does not compile: {first_errors(diagnostics)}.")

    def build_caller(self, called: "Baseline") -> bool:
        """The library that is this target as a caller of another one in its file, if there is."""
        member = len(called.prototype.parameters) > len(called.target.parameters)
        for shape in {replace(self.shape, whole_file=True): None, self.shape: None}:
            source = caller_unit(self.target, shape, called.target, called.shape, member=member)
            built = self.toolchain.generating(source)
            if built.succeeded:
                self.keep(GENERATOR, built.files["unit.so"])
                return True
        return False

    def keep(self, name: str, content: bytes) -> None:
        """Puts a library where the sandbox can read it."""
        publish(self.libraries / name, content)


def publish(path: Path, content: bytes) -> None:
    """Writes a file that the sandboxed user may read and run, in one step."""
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.chmod(0o755)
    part.replace(path)


def build_baseline(
    target: Target,
    mode: Mode,
    headers: Mapping[Path, bytes],
    folder: Path,
    builders: Builders,
    sources: Sources,
    other_than: str = "",
    beside: Program | None = None,
) -> Baseline:
    """What can wait is still being built by `builders` afterwards; see Baseline.complete.

    A template's arguments are `other_than` those of that specialization, where one is named. What
    was compiled for a program `beside` it is not compiled once more.
    Raises BaselineError when the user's code does not build, WorkloadError when its
    parameters cannot be bound, MachineError when a compiler is missing.
    """
    compiler = version("g++" if target.language.value == "cpp" else "gcc")
    version("g++")  # the harness is C++ also for C
    (folder / "libraries").mkdir()
    (folder / "libraries").chmod(0o755)  # whatever the user's umask is
    runtime = stage_runtime(folder / "runtime")
    toolchain = Toolchain(
        target,
        mode,
        stage_headers(headers, folder / "headers", _folders(target)),
        runtime=(runtime_mount(runtime),),
    )
    races = mode is Mode.OPENMP and archer() is not None

    objects = {} if beside is None else beside.objects
    program = Program(folder / "program", builders, SANITIZE, objects)
    chosen = specializations(target, toolchain, headers, folder / "users", sources)
    if other_than:
        others = (one for one in chosen if one.target.qualified_name != other_than)
        chosen = islice(others, _MOST_OTHERS)
    bound = _first_bound(target, chosen, program, sources)
    target, toolchain, shape, plain = bound.target, bound.toolchain, bound.shape, bound.plain
    # This build takes longest.
    programs = builders.submit(harness, bound.binding, runtime, races=races)
    if shape.variables or shape.functors:
        plain = toolchain.described(unit(target, target.code, shape))
    if shape.functors and not plain.succeeded:
        raise WorkloadError(
            f"no inputs can be made for {target.qualified_name}: the comparison or hash of "
            f"a container"
            f" cannot be used from outside: {first_error(plain.diagnostics)}."
        )
    linkage = _linkage(plain)
    source = unit(target, target.code, shape)
    sanitized = builders.submit(_sanitized, toolchain, program, source)
    covered = builders.submit(toolchain.covered, source)
    rounded = linkage.imports & _ROUNDED
    rounds = rounded or artifact(plain, "rounding")
    reordered = builders.submit(toolchain.reordered, source) if rounds else None
    nudged = builders.submit(toolchain.nudged, source, rounded) if rounded else None
    places = artifact(covered.result(), "places")
    found = Baseline(
        target,
        toolchain,
        shape,
        bound.prototype,
        linkage,
        folder,
        coverage_map(places, target),
        compiler,
        program,
        reordered,
        nudged,
        _named(target, headers),
        bound.declared,
        bound.reach,
    )
    found.keep(BASELINE, artifact(plain, "unit.so"))
    found.keep(COVERED, artifact(covered.result(), "unit.so"))
    found.keep(SANITIZED, artifact(sanitized.result(), "unit.so"))
    _publish_harness(found, programs.result())
    return found


def _named(target: Target, headers: Mapping[Path, bytes]) -> Named:
    """The constants that the function, and those of its file that it uses, have by name."""
    words = set(re.findall(r"[A-Za-z_]\w*", with_helpers(target)))
    texts = (content.decode("utf-8", "replace") for content in headers.values())
    return named_constants((target.before, *texts), words)


def _sanitized(toolchain: Toolchain, program: Program, source: str) -> Build:
    program.complete()
    return toolchain.sanitized(source)


def _folders(target: Target) -> list[Path]:
    """Where includes are looked up from, though nothing may lie there."""
    includer = [] if target.includer is None else [target.includer.path.parent]
    return [target.path.parent, *includer]


@dataclass(frozen=True)
class _Bound:
    """A target that compiles and whose types can be mirrored; a template with its arguments."""

    target: Target
    toolchain: Toolchain
    shape: Shape
    plain: Build
    prototype: Prototype
    binding: str
    declared: str
    reach: str


def _first_bound(
    target: Target, chosen: Iterable[Specialization], program: Program, sources: Sources
) -> _Bound:
    """The target, or the first of a template's specializations, of which inputs can be made."""
    failures: list[BaselineError | WorkloadError] = []
    for one in chosen:
        try:
            return _bound(one.target, one.toolchain, program, sources, one.headers)
        except (BaselineError, WorkloadError) as error:
            failures.append(error)
    compiled = (one for one in failures if isinstance(one, WorkloadError))
    first = next(compiled, failures[0] if failures else WorkloadError("no other specialization."))
    if target.template is None or isinstance(first, WorkloadError):
        raise first
    raise BaselineError(
        f"{target.qualified_name} is a template for which no arguments were found: instantiate it"
        f" explicitly in {target.path.name}, such as `template ... {target.name}<double>(...);`."
    )


def _bound(
    target: Target,
    toolchain: Toolchain,
    program: Program,
    sources: Sources,
    headers: Mapping[Path, bytes],
) -> _Bound:
    toolchain, shape, plain = _find_shape(target, toolchain, program, sources)
    program.begin_sanitized()
    told = toolchain.preprocessed(unit(target, target.code, shape))
    declared = declarations(told, target, headers)
    linkage = _linkage(plain)
    variables = outside_variables(linkage, target, declared)
    prototype = DebugInfo(artifact(plain, "types")).prototype(
        target.qualified_name,
        target.line,
        variables,
        {one.name: cast_to(target.code, one.name) for one in target.parameters},
    )
    # What the unit does not declare is state of another file: put back, and not compared.
    shape = replace(shape, variables=tuple(one.name for one in prototype.variables))
    bounded = ranges(target.code, [one.name for one in target.parameters])
    types = with_open_ends(prototype.types, target.code)
    types = with_bounds(types, with_helpers(target))
    prototype = replace(prototype, ranges=bounded, types=types)
    reached = _reached(target, prototype, program, headers)
    if reached:
        prototype = replace(prototype, types=without_unused_pointers(types, reached))
    prints = linkage.prints or has_virtual(prototype)
    bound, functors = binding(target, prototype, prints=prints)
    shape = replace(shape, functors=functors)
    said = "\n".join(declared)
    return _Bound(target, toolchain, shape, plain, prototype, bound, said, reached)


def _reached(
    target: Target, prototype: Prototype, program: Program, headers: Mapping[Path, bytes]
) -> str:
    """The text of all that the function runs; nothing where other code may see its arguments: that
    of other files, or of headers that are not the project's.
    """
    texts = [content.decode("utf-8", "replace") for content in headers.values()]
    own = defined_types((target.before, target.after, *texts))
    foreign = any(one.members and _simple(one) not in own for one in _records(prototype))
    if program.is_used or target.libraries or has_virtual(prototype) or foreign:
        return ""
    return reach(target, texts)


def _records(prototype: Prototype) -> Iterator[Record]:
    """Its structs and classes that have a name."""
    found = (one for one in prototype.types.values() if isinstance(one, Record))
    yield from (one for one in found if _simple(one).isidentifier())


def _simple(record: Record) -> str:
    return record.name.partition("<")[0].rpartition("::")[2]


def _linkage(built: Build) -> Linkage:
    return read_linkage(artifact(built, "facts").decode("utf-8", "replace"))


def _find_shape(
    target: Target, toolchain: Toolchain, program: Program, sources: Sources
) -> tuple[Toolchain, Shape, Build]:
    """The smallest unit that builds: without the file's rest, without standard headers."""
    as_it_stands = ""
    missing: tuple[str, ...] = ()
    private = overloaded = left_out = False
    for plain in _shapes(target):
        shape = replace(plain, private=private or plain.private)
        if shape.overloaded and not overloaded:
            continue
        if missing and not shape.whole_file:
            continue
        built = toolchain.described(unit(target, target.code, shape))
        if not private and _IN_THE_WAY.search(built.diagnostics):
            private, shape = True, replace(shape, private=True)
            built = toolchain.described(unit(target, target.code, shape))
        missing = undefined(built.diagnostics)
        if _is_left_out(target, missing):
            left_out, missing = True, ()
            continue
        if missing and shape.whole_file:
            source = unit(target, target.code, shape)
            toolchain, built = linked(target, toolchain, program, sources, source)
            return toolchain, shape, built
        if built.succeeded:
            return toolchain, shape, built
        if built.timed_out:
            raise BaselineError(f"{target.path.name} takes more than a minute to compile.")
        overloaded = overloaded or "overload" in built.diagnostics
        if shape.standard_headers is Fronted.NONE and not missing and not shape.overloaded:
            as_it_stands = built.diagnostics  # the last of them is of the whole file
    if left_out and not as_it_stands:
        raise BaselineError(
            f"{target.qualified_name} is left out of {target.path.name} by an #if around it, with"
            " what is known of the files that include it."
        )
    raise BaselineError(does_not_compile(target, first_error(as_it_stands)))


def _is_left_out(target: Target, missing: tuple[str, ...]) -> bool:
    """Whether the target itself is what the linker misses: its definition was not compiled, and
    that of another file is not the one that is to be judged.
    """
    name = target.qualified_name.partition("<")[0]
    return any(re.split(r"[(<\[]", symbol)[0] == name for symbol in missing)


def _shapes(target: Target) -> Iterator[Shape]:
    fronts = ((Fronted.NONE, Fronted.USED), (Fronted.EVERY,))
    included = target.includer is not None
    if target.template is not None:  # its arguments may be types of the file that uses it
        yield Shape(whole_file=True, included=included)
        yield Shape(whole_file=True, standard_headers=Fronted.EVERY)
        if target.template.heading:
            yield Shape(whole_file=True, included=included, overloaded=True)
        return
    if target.preceding:
        yield Shape()
        yield Shape(preceded=True)
        yield Shape(whole_file=True, preceded=True)
    overloads = (
        Shape(),
        Shape(overloaded=True),
        Shape(overloaded=True, member=True, private=True),
    )
    rest = (True, False) if set_behind(target) else (False, True)
    for shape, headers, whole_file in product(overloads, fronts, rest):
        for standard_headers in headers:
            yield replace(shape, whole_file=whole_file, standard_headers=standard_headers)
    if included:
        yield Shape(whole_file=True, included=True)


def _publish_harness(baseline: Baseline, built: Build) -> None:
    if not built.succeeded:
        target = baseline.target
        if built.timed_out:
            raise BaselineError(f"{target.path.name} takes more than a minute to compile.")
        raise WorkloadError(
            f"{target.qualified_name} cannot be called on its own:"
            f" {first_error(built.diagnostics)}."
        )
    publish(baseline.harness, built.files["harness"])
    publish(baseline.sanitized_harness, built.files["harness_san"])
    if "harness_race" in built.files:
        publish(baseline.race_harness, built.files["harness_race"])
