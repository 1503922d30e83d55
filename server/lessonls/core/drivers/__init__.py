"""Generators of inputs that are written from declarations alone: objects come from constructors
and other members, handles from the functions that make them. Fuzzers call such a program a driver
(as in FuzzGen, USENIX Security 2020). Pure.
"""

from lessonls.core.drivers.c import c_drivers
from lessonls.core.drivers.cpp import cpp_drivers
from lessonls.core.drivers.driver import Driver
from lessonls.core.target import Language, Target

__all__ = ["Driver", "drivers"]


def drivers(target: Target, declared: str, *, with_object: bool = True) -> list[Driver]:
    """Generators for a target, the likeliest first; none where nothing makes its objects.
    `declared` is what its unit declares, as the preprocessor leaves it; a member is called
    `with_object` unless it is static.
    """
    if target.language is Language.C:
        return c_drivers(target, declared)
    return cpp_drivers(target, declared, with_object=with_object)
