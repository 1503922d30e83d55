"""Variables outside the function that it reads or writes: to the judge, further arguments.

The linker tells which there are: what the function does not reach is not in the library, and
what is never written lies in read-only memory. They are set before every call, and compared
after it, as if they were parameters. What cannot be set, such as a static variable inside a
function, makes calls depend on each other, and nothing can be proved equal, unless the function
never writes to it.
"""

import re
from collections.abc import Sequence

from lessonls.adapters.judge.build.linkage import Linkage
from lessonls.core.errors import WorkloadError
from lessonls.core.reading.surroundings import with_helpers
from lessonls.core.reading.writes import may_be_written
from lessonls.core.target import Target

_OURS = re.compile(
    r"guard variable|reference temporary|completed\.|__|DW\.ref|_ITM|_DYNAMIC|_GLOBAL"
    r"|std::|vtable|typeinfo|VTT|lessonls_|\.omp|\.L|_ZGR"
)
_INSIDE_FUNCTION = re.compile(
    r"^(?:.*\)(?: const)?(?:\[abi:\w+\])?::)(\w+)$|^(\w+)\.\d+$", re.DOTALL
)
_NAME = re.compile(r"^(?:\w+::)*\w+$")


def outside_variables(linkage: Linkage, target: Target, texts: Sequence[str]) -> tuple[str, ...]:
    """Qualified names of the variables that count as arguments.

    Raises WorkloadError if a variable cannot be set from outside.
    """
    text = "\n".join([*texts, target.before, target.code, target.after])
    used = with_helpers(target)
    found: list[str] = []
    for name in linkage.variables:
        plain = name.replace("(anonymous namespace)::", "")
        if _OURS.match(plain):
            continue
        inside = _INSIDE_FUNCTION.match(plain)
        last = (inside[1] or inside[2]) if inside else plain.rpartition("::")[2]
        if not re.search(rf"\b{re.escape(last)}\b", text) or _is_constant(last, text):
            continue
        if inside or name in linkage.local or not _NAME.match(plain):
            if not may_be_written(last, used):
                continue
            raise WorkloadError(
                f"{target.qualified_name} keeps “{last}” from one call to the next, so its calls"
                " cannot be compared one by one: make it a parameter first."
            )
        found.append(plain)
    return tuple(found)


def set_behind(target: Target) -> bool:
    """Whether the function, or one that it uses, names a static variable that the file goes on to
    name: without what stands behind the function it would be a constant to the compiler.
    """
    text = with_helpers(target)
    used = set(re.findall(r"\w+", text)) & set(re.findall(r"\w+", target.after))
    return any(
        _declared_static(name, target.before) and not _is_constant(name, target.before)
        for name in used
    )


def _declared_static(name: str, text: str) -> bool:
    declared = rf"^[ \t]*(?:static|thread_local)\b[^;{{}}()=]*[\s*]{re.escape(name)}\s*[=;\[]"
    return re.search(declared, text, re.MULTILINE) is not None


def _is_constant(name: str, text: str) -> bool:
    """Whether a declaration says so; it lies in writable memory while it is being made."""
    declared = rf"\b(?:const|constexpr|constinit)\b[^;{{}}()]*[\s&*>]{re.escape(name)}\s*[=({{\[;]"
    return re.search(declared, text) is not None


def shown_names(variables: tuple[str, ...], parameters: list[str]) -> list[str]:
    """What the variables are called in workloads and reports, apart from all parameters."""
    names = list(parameters)
    for variable in variables:
        name = variable.rpartition("::")[2]
        while name in names:
            name += "_"
        names.append(name)
    return names[len(parameters) :]
