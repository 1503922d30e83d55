"""Whether what a pass relies on is there wherever the project is built."""

import re

from lessonls.agents.specialists.recipes import Need, Pass
from lessonls.core.lesson import Brief

_LOST = {
    "_MSC_VER": {Need.GCC, Need.GNU, Need.LIBSTDCXX},
    "__clang__": {Need.GCC},
    "__INTEL_COMPILER": {Need.GCC},
    "__ICC": {Need.GCC},
    "_LIBCPP_VERSION": {Need.LIBSTDCXX},
    "_WIN32": {Need.CLONES},
    "__APPLE__": {Need.CLONES},
    "__aarch64__": {Need.CLONES},
    "__ARM_NEON": {Need.CLONES},
}
"""What is not everywhere where a file is compiled that asks for these macros."""
_ASKED = re.compile(rf"\b({'|'.join(_LOST)})\b")


def lacking(brief: Brief) -> frozenset[Need]:
    """What rewrites of a target may not rely on: its file is also for compilers without it, its
    flags choose another library, or they do not turn the instructions on.
    """
    target, known = brief.target, brief.circumstances
    found = {need for name in _ASKED.findall(target.before + target.code) for need in _LOST[name]}
    if "-stdlib=libc++" in target.flags:
        found.add(Need.LIBSTDCXX)
    if "avx2" in known.enabled or "avx2" not in known.more:
        found.add(Need.CLONES)
    sets = known.enabled if known.portable else (*known.enabled, *known.more)
    if not any(name.startswith("avx512") for name in sets):
        found.add(Need.AVX512)
    return frozenset(found)


def portable(
    recipes: tuple[tuple[Pass, ...], ...], absent: frozenset[Need]
) -> tuple[tuple[Pass, ...], ...]:
    """The recipes without passes that rely on what is absent."""
    if not absent:
        return recipes
    kept = (tuple(one for one in recipe if not one.needs & absent) for recipe in recipes)
    return tuple(recipe for recipe in kept if recipe)
