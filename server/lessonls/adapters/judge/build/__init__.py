"""What the compiler makes: the baseline in its several builds, candidates, the harness."""

from lessonls.adapters.judge.build.baseline import (
    BASELINE,
    GENERATOR,
    NUDGED,
    REORDERED,
    SANITIZED,
    Baseline,
    build_baseline,
    publish,
)
from lessonls.adapters.judge.build.builders import Builders
from lessonls.adapters.judge.build.clang_remarks import second_opinions
from lessonls.adapters.judge.build.coverage_map import COVERED, CoverageMap, coverage_map
from lessonls.adapters.judge.build.harness import (
    SOURCES,
    capturing_harness,
    harness,
    stage_runtime,
)
from lessonls.adapters.judge.build.linkage import Linkage, objection, read_linkage
from lessonls.adapters.judge.build.linking import artifact, does_not_compile, linked
from lessonls.adapters.judge.build.mutation_unit import MUTANTS, mutation_unit, rejected
from lessonls.adapters.judge.build.precompiled_header import precompile
from lessonls.adapters.judge.build.program import Program, Sources, no_sources, undefined
from lessonls.adapters.judge.build.remarks import remarks
from lessonls.adapters.judge.build.toolchain import (
    SANITIZE,
    SANITIZERS,
    Peer,
    Toolchain,
    archer,
    first_error,
    first_errors,
    version,
)
from lessonls.adapters.judge.build.translation_unit import (
    EXPORT,
    STANDARD_HEADERS,
    WARM_UP,
    Fronted,
    Shape,
    assembled,
    capturing_binding,
    unit,
)
from lessonls.adapters.judge.build.types import stubs

__all__ = [
    "BASELINE",
    "COVERED",
    "EXPORT",
    "GENERATOR",
    "MUTANTS",
    "NUDGED",
    "REORDERED",
    "SANITIZE",
    "SANITIZED",
    "SANITIZERS",
    "SOURCES",
    "STANDARD_HEADERS",
    "WARM_UP",
    "Baseline",
    "Builders",
    "CoverageMap",
    "Fronted",
    "Linkage",
    "Peer",
    "Program",
    "Shape",
    "Sources",
    "Toolchain",
    "archer",
    "artifact",
    "assembled",
    "build_baseline",
    "capturing_binding",
    "capturing_harness",
    "coverage_map",
    "does_not_compile",
    "first_error",
    "first_errors",
    "harness",
    "linked",
    "mutation_unit",
    "no_sources",
    "objection",
    "precompile",
    "publish",
    "read_linkage",
    "rejected",
    "remarks",
    "second_opinions",
    "stage_runtime",
    "stubs",
    "undefined",
    "unit",
    "version",
]
