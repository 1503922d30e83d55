"""The translation units that are compiled: the function as a library, and its harness.

The *unit* is the user's file with the function in it, or with a candidate in its place. It
ends in two small exported functions through which the harness finds the function. Where the
file's rest is not needed it is left out, and open namespaces are closed instead.

The *binding* sees the same declarations and binds the harness to the function's own pointer
type, so that the compiler deduces every parameter and nobody parses types.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from lessonls.adapters.judge.build.c_binding import c_declarations
from lessonls.adapters.judge.build.declarations import Declarations
from lessonls.core.edit import replaced, replacements
from lessonls.core.errors import JudgeError
from lessonls.core.reading.library_headers import headers_of
from lessonls.core.reading.records import Records, records
from lessonls.core.reading.syntax import parse
from lessonls.core.target import Language, Target

STANDARD_HEADERS = {
    Language.CPP: """
        algorithm array bitset cfloat climits cmath complex cstddef cstdint cstdlib cstring deque
        functional iterator limits list map memory numeric queue set stack string tuple
        unordered_map unordered_set utility vector
    """,
    Language.C: "limits.h math.h stdbool.h stddef.h stdint.h stdlib.h string.h",
}
"""What a header fragment may count on its includers for."""

_EXPORT = '__attribute__((visibility("default")))'
WARM_UP = f"""{_EXPORT} void lessonls_warm(void) {{
#ifdef _OPENMP
#pragma omp parallel
    {{ __asm__ volatile("" ::: "memory"); }}
#endif
}}
"""
"""Starts OpenMP's threads before the clock does."""


_REACHED = """template <class T, T pointer> struct LessonlsReach {{
    friend void *lessonls_reached() {{ return (void *)pointer; }}
}};
void *lessonls_reached();
template struct LessonlsReach<decltype({0}), {0}>;
"""
"""Explicit instantiations may name what is private ([temp.spec.general])."""


class Fronted(IntEnum):
    """Which of the standard headers are put in front: those of names that the code uses are
    read by the compiler in a third of the time that all of them take.
    """

    NONE = 0
    USED = 1
    EVERY = 2


@dataclass(frozen=True)
class Shape:
    """How much of the file a unit holds; which standard headers are put in front, or what a source
    has before it includes a header; whether the function's address needs its type because it is
    overloaded, or a way around access control; and the variables outside it that are set before
    a call.
    """

    whole_file: bool = False
    standard_headers: Fronted = Fronted.NONE
    overloaded: bool = False
    preceded: bool = False
    private: bool = False
    variables: tuple[str, ...] = ()


def unit(target: Target, code: str, shape: Shape, *, warm: bool = True) -> str:
    """The translation unit of a library that exports `code` as the target.

    One that is not `warm` starts threads only where the code itself does.
    """
    linkage = 'extern "C" ' if target.language is Language.CPP else ""
    nothing = "" if target.language is Language.CPP else "void"
    head = _standard(target, code, shape)
    address = f"(void *){_address(target, shape)}"
    return (
        f'{head}#line 1 "{_quoted(target.path.name)}"\n{_with_code(target, code)}\n'
        f"{_typed_pointer(target, shape)}{_rest(target, shape)}\n"
        f"{_REACHED.format(_address(target, shape)) if shape.private else ''}"
        f"{linkage}{_EXPORT} void *lessonls_target({nothing})"
        f" {{ return {'lessonls_reached()' if shape.private else address}; }}\n"
        f"{linkage + WARM_UP if warm else ''}"
        f"{_exported_variables(target, shape)}"
    )


def _with_code(target: Target, code: str) -> str:
    """The file up to the function, with a rewrite in it; added lines count as none."""
    whole = target.before + target.code + target.after
    *added, function = replacements(whole, target.start, target, code)
    renumbered = [
        change._replace(text=f"{change.text}#line {whole.count(chr(10), 0, change.start) + 1}\n")
        for change in added
    ]
    return replaced(target.before + target.code, (*renumbered, function))


def _exported_variables(target: Target, shape: Shape) -> str:
    if not shape.variables:
        return ""
    scope = "::" if target.language is Language.CPP else ""
    linkage = 'extern "C" ' if target.language is Language.CPP else "extern "
    places = ", ".join(f"(void *)&{scope}{name}" for name in shape.variables)
    name = "lessonls_variables[]"
    return (
        f"{linkage}{_EXPORT} void *const {name};\n"
        f"{linkage if scope else ''}{_EXPORT} void *const {name} = {{ {places} }};\n"
    )


def binding(target: Target, shape: Shape, declared: Declarations) -> str:
    """The harness program for the target; `declared` has its types.

    Raises JudgeError where a C function is not among what its unit declares.
    """
    found = _records(target, declared)
    if target.language is Language.C:
        head, written = "", c_declarations(target.name, declared, shape.variables)
        if written is None:
            raise JudgeError(f"{target.name} is not found in what the preprocessor makes of it.")
    else:
        head, pointer = _standard(target, target.code, shape), _typed_pointer(target, shape)
        written = f"{target.before}{target.code}\n{pointer}{_rest(target, shape)}\n"
    variables = [f"decltype(::{name})" for name in shape.variables]
    return (
        f'#include "serve.hpp"\n{head}'
        f"#define main lessonls_user_main\n"
        f'#line 1 "{_quoted(target.path.name)}"\n{written}\n'
        f'#undef main\n#line 1 "binding"\n{_fields(found)}'
        f"using LessonlsFunction = std::remove_const_t<decltype({_address(target, shape)})>;\n"
        "int main(int argc, char **argv) {"
        f" return lessonls::serve<{', '.join(['LessonlsFunction', *variables])}>(argc, argv); }}\n"
    )


def unsupported(target: Target, declared: Declarations) -> str:
    """Why the interface may not be bound: the reasons that the records know, or nothing."""
    found = _records(target, declared)
    return "; ".join(f"{name}: {reason}" for name, reason in found.excluded.items())


def enumerators(target: Target, declared: Declarations) -> dict[str, int]:
    """Enumeration name -> number of enumerators, for those in reach of the signature."""
    found = _records(target, declared)
    return {enum.name: len(enum.enumerators) for enum in found.enums}


def _records(target: Target, declared: Declarations) -> Records:
    written = " ".join([target.returns, *(p.text for p in target.parameters)])
    names = set(re.findall(r"[A-Za-z_]\w*", written))
    return records(declared.texts, target.language, names)


def _fields(found: Records) -> str:
    """Specializations that tell the harness the fields of plain structs."""
    parts: list[str] = []
    for record in found.structs:
        spelled = record.name
        names = ", ".join(f'"{field.name}"' for field in record.fields)
        tied = ", ".join(f"value.{field.name}" for field in record.fields)
        parts.append(
            f"{record.template or 'template <>'} struct lessonls::Fields<{spelled}> {{\n"
            f"    static constexpr const char *names[] = {{{names}}};\n"
            f"    static auto tie({spelled} &value) {{ return std::tie({tied}); }}\n}};\n"
        )
    return "".join(parts)


def _standard(target: Target, code: str, shape: Shape) -> str:
    """Lines that include what `code` or the original may need."""
    if shape.preceded:
        return f'#line 1 "unit"\n{target.preceding}\n'
    if shape.standard_headers is Fronted.NONE:
        return ""
    used = None
    if shape.standard_headers is Fronted.USED:
        after = target.after if shape.whole_file else ""
        used = headers_of(f"{target.before}{target.code}{code}{after}", target.language)
    every = STANDARD_HEADERS[target.language].split()
    return "".join(f"#include <{name}>\n" for name in every if used is None or name in used)


def _quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')


def _address(target: Target, shape: Shape) -> str:
    if shape.overloaded:
        scope, _, _ = target.qualified_name.rpartition(target.name)
        return f"::{scope}lessonls_pointer"
    return f"&::{target.qualified_name}" if target.language is Language.CPP else f"&{target.name}"


def _typed_pointer(target: Target, shape: Shape) -> str:
    """A pointer of the function's type, in its scope, where its types have their names."""
    if not shape.overloaded:
        return ""
    parameters = ", ".join(parameter.text for parameter in target.parameters)
    return f"static {target.returns} (*const lessonls_pointer)({parameters}) = &{target.name};\n"


def _rest(target: Target, shape: Shape) -> str:
    """What follows the function: the file's rest, or just the brackets that are still open."""
    if shape.whole_file:
        return target.after
    tree = parse(target.before + target.code + target.after, target.language)
    start = len(target.before.encode("utf-8", "surrogatepass"))
    open_blocks = 0
    node = tree.root_node.descendant_for_byte_range(start, start + 1)
    while node is not None:
        if node.type in {"class_specifier", "struct_specifier"}:
            return target.after
        open_blocks += node.type in {"namespace_definition", "linkage_specification"}
        node = node.parent
    return "}" * open_blocks + _open_conditionals(target.before)


def _open_conditionals(before: str) -> str:
    """`#endif` for every conditional that is still open, such as an include guard."""
    opened = len(re.findall(r"^[ \t]*#[ \t]*if", before, re.MULTILINE))
    closed = len(re.findall(r"^[ \t]*#[ \t]*endif", before, re.MULTILINE))
    return "\n#endif" * max(0, opened - closed)
