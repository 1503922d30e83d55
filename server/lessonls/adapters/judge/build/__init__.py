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
from lessonls.adapters.judge.build.harness import SOURCES, capturing_harness
from lessonls.adapters.judge.build.linkage import Linkage, objection, read_linkage
from lessonls.adapters.judge.build.mutation_unit import MUTANTS, mutation_unit, rejected
from lessonls.adapters.judge.build.precompiled_header import precompile
from lessonls.adapters.judge.build.program import Sources, no_sources
from lessonls.adapters.judge.build.remarks import remarks
from lessonls.adapters.judge.build.toolchain import (
    SANITIZERS,
    Peer,
    Toolchain,
    archer,
    first_error,
    first_errors,
    version,
)
from lessonls.adapters.judge.build.translation_unit import capturing_binding, unit
from lessonls.adapters.judge.build.types import stubs

__all__ = [
    "BASELINE",
    "COVERED",
    "GENERATOR",
    "MUTANTS",
    "NUDGED",
    "REORDERED",
    "SANITIZED",
    "SANITIZERS",
    "SOURCES",
    "Baseline",
    "Builders",
    "CoverageMap",
    "Linkage",
    "Peer",
    "Sources",
    "Toolchain",
    "archer",
    "build_baseline",
    "capturing_binding",
    "capturing_harness",
    "coverage_map",
    "first_error",
    "first_errors",
    "mutation_unit",
    "no_sources",
    "objection",
    "precompile",
    "publish",
    "read_linkage",
    "rejected",
    "remarks",
    "second_opinions",
    "stubs",
    "unit",
    "version",
]
