"""Units of libraries that make inputs: a generator's, which calls `lessonls_call` in place of the
target, and that of a caller, in whose file the target itself does.
"""

import re

from lessonls.adapters.judge.build.functors import exported_functors
from lessonls.adapters.judge.build.translation_unit import (
    EXPORT,
    Shape,
    address,
    assembled,
    exported_variables,
    is_constant_member,
    member_type,
)
from lessonls.core.reading.syntax import parse, walk
from lessonls.core.target import Language, Target

_STORAGE = re.compile(r"\b(?:static|inline|extern|constexpr|virtual|explicit|friend)\b")
_TYPES = """template <class R, class... A> R (*lessonls_type(R (*)(A...)))(A...);
template <class R, class C, class... A> R (*lessonls_type(R (C::*)(A...)))(C *, A...);
template <class R, class C, class... A> R (*lessonls_type(R (C::*)(A...) const))(const C *, A...);
"""
"""The type with which a function, or a member with its object in front, is called."""


def generator_unit(target: Target, generator: str, shape: Shape) -> str:
    """The file unchanged, followed by `generator`, which defines
    `lessonls_generate(seed, size)` and calls `lessonls_call` as a caller would call the target.
    """
    cpp = target.language is Language.CPP
    linkage = 'extern "C" ' if cpp else ""
    place = f"({member_type(target)})nullptr" if shape.member else address(target, shape)
    type_of = f"decltype(lessonls_type({place}))" if cpp else f"__typeof__({place})"
    nothing = "" if cpp else "void"
    ends = (
        f"{'#include <cstdint>' if cpp else '#include <stdint.h>'}\n{_TYPES if cpp else ''}"
        f"{linkage or 'extern '}{EXPORT} {type_of} lessonls_call;\n"
        f"{linkage}void lessonls_generate(uint64_t seed, uint64_t size);\n"
        f'#line 1 "generator"\n{generator}\n'
        f"{type_of} lessonls_call;\n"
        f"{_declared('long lessonls_left', target)} long lessonls_left;\n"
        f"{linkage}{EXPORT} void *lessonls_target({nothing})"
        " { return (void *)lessonls_generate; }\n"
        f"{linkage}{EXPORT} void lessonls_warm({nothing}) {{}}\n"
        f"{exported_variables(target, shape.variables, 'lessonls_called_variables')}"
        f"{exported_functors(shape.functors, EXPORT)}"
    )
    return assembled(target, target.code, shape, ends)


def caller_unit(
    caller: Target, shape: Shape, called: Target, called_shape: Shape, *, member: bool
) -> str:
    """The file with `caller` as the target; `called`, a function of the same file, ends its
    process in the call of which the number is in `lessonls_left`. The variables and functors of
    `called_shape` are exported, too; a `member` passes its object.
    """
    cpp = caller.language is Language.CPP
    linkage = 'extern "C" ' if cpp else ""
    nothing = "" if cpp else "void"
    declared = (
        f"{_declared('void *lessonls_call', caller)} {_declared('long lessonls_left', caller)}\n"
    )
    noted = _noted(called, member=member)
    before = caller.before.replace(called.code, noted, 1)
    after = caller.after if before != caller.before else caller.after.replace(called.code, noted, 1)
    told = caller.model_copy(update={"before": before, "after": after, "start": len(before)})
    ends = (
        f"void *lessonls_call;\nlong lessonls_left;\n"
        f"{linkage}{EXPORT} void *lessonls_target({nothing})"
        f" {{ return (void *){address(caller, shape)}; }}\n"
        f"{linkage}{EXPORT} void lessonls_warm({nothing}) {{}}\n"
        f"{exported_variables(caller, shape.variables)}"
        f"{exported_variables(called, called_shape.variables, 'lessonls_called_variables')}"
        f"{exported_functors((*called_shape.functors, *shape.functors), EXPORT)}"
    )
    return declared + assembled(told, told.code, shape, ends)


def _declared(variable: str, target: Target) -> str:
    linkage = 'extern "C" ' if target.language is Language.CPP else "extern "
    return f"{linkage}{EXPORT} {variable};"


def _noted(called: Target, *, member: bool) -> str:
    """The function, which gives its arguments away first, where it is the call that is meant."""
    tree = parse(called.code, called.language)
    found = (node for node in walk(tree.root_node) if node.type == "function_definition")
    body = next((node.child_by_field_name("body") for node in found), None)
    data = called.code.encode("utf-8", "surrogatepass")
    at = data.index(b"{") if body is None else body.start_byte
    parameters = [parameter.text for parameter in called.parameters]
    names = [parameter.name for parameter in called.parameters]
    if member:
        constant = " const" if is_constant_member(called.code, called.language) else ""
        owner = called.qualified_name.rpartition("::")[0]
        parameters.insert(0, f"{owner}{constant} *")
        names.insert(0, "this")
    returns = _STORAGE.sub("", called.returns).strip()
    pointer = f"{returns} (*)({', '.join(parameters)})"
    if called.language is Language.C:
        pointer = f"__typeof__({called.name}) *"
    call = f"if (--lessonls_left == 0) (({pointer})lessonls_call)({', '.join(names)});"
    noted = data[: at + 1] + f" {call}".encode("utf-8", "surrogatepass") + data[at + 1 :]
    return noted.decode("utf-8", "surrogatepass")
