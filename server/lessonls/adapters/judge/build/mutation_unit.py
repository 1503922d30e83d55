"""The unit of a library that holds a function and its mutants, one of which is chosen when it runs.

One compilation for all of them: that is what mutant schemata are for (Untch, Offutt and Harrold,
"Mutation Analysis Using Mutant Schemata", ISSTA 1993); here every mutant is a function.
"""

import re
from collections.abc import Mapping

from lessonls.adapters.judge.build.functors import exported_functors
from lessonls.adapters.judge.build.translation_unit import (
    EXPORT,
    WARM_UP,
    Shape,
    address,
    assembled,
    exported_variables,
)
from lessonls.core.mutants import Mutant, renamed
from lessonls.core.target import Language, Target

MUTANTS = "mutants.so"
"""The library with them."""
_NAME, _FILE = "lessonls_mutant_", "mutant-"
_COMPLAINT = re.compile(rf"^{_FILE}(\d+):\d+:\d+: (?:fatal )?error: ", re.MULTILINE)


def mutation_unit(target: Target, shape: Shape, mutants: Mapping[int, Mutant]) -> str | None:
    """The file with the function and copies of it, numbered from 1: `lessonls_variant` says which
    one is exported, 0 the function itself. None if copies cannot stand beside it.
    """
    if shape.private or shape.member or shape.included:
        return None
    copies: list[str] = []
    cases: list[str] = []
    for number, mutant in mutants.items():
        code = renamed(mutant.code, target.language, target.name, f"{_NAME}{number}")
        if code is None:
            return None
        heading = f"{target.template.heading} " if target.template else ""
        copies.append(f'#line 1 "{_FILE}{number}"\n{heading}{code}\n')
        cases.append(f"case {number}: return (void *){_address(target, number)};")
    cpp = target.language is Language.CPP
    linkage, nothing = ('extern "C" ', "") if cpp else ("", "void")
    ends = (
        f"{linkage}{{ {EXPORT} long lessonls_variant; }}\n"
        if cpp
        else f"{EXPORT} long lessonls_variant;\n"
    )
    ends += (
        f"{linkage}{EXPORT} void *lessonls_target({nothing}) {{\n"
        f"switch (lessonls_variant) {{ {' '.join(cases)} }}\n"
        f"return (void *){address(target, shape)};\n}}\n"
        f"{linkage}{WARM_UP}"
        f"{exported_variables(target, shape.variables)}"
        f"{exported_functors(shape.functors, EXPORT)}"
    )
    before = f'{target.before}\n{"".join(copies)}#line {target.line} "{target.path.name}"\n'
    update = {"before": before, "start": len(before)}
    return assembled(target.model_copy(update=update), target.code, shape, ends)


def rejected(diagnostics: str) -> frozenset[int]:
    """The numbers of the mutants that do not compile."""
    return frozenset(int(number) for number in _COMPLAINT.findall(diagnostics))


def _address(target: Target, number: int) -> str:
    """How code behind the file names a mutant's address."""
    if target.language is Language.C:
        return f"&{_NAME}{number}"
    scope, name, arguments = target.qualified_name.rpartition(target.name)
    return f"&::{scope}{_NAME}{number}{arguments}" if name else f"&::{_NAME}{number}"
