"""The translation units that are compiled: the function as a library, and its harness.

The *unit* is the user's file with the function in it, or with a candidate in its place. It
ends in two small exported functions through which the harness finds the function. Where the
file's rest is not needed it is left out, and open namespaces are closed instead.

The *binding* is the harness for the function's prototype, with mirrors of its types.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from lessonls.adapters.judge.build.functors import Functor, exported_functors
from lessonls.adapters.judge.build.mirror import Mirror, NoValuesError
from lessonls.adapters.judge.build.standard_types import SLOW
from lessonls.adapters.judge.build.types import Prototype
from lessonls.core.edit import replaced, replacements
from lessonls.core.errors import WorkloadError
from lessonls.core.inclusion import inside
from lessonls.core.reading.library_headers import headers_of
from lessonls.core.reading.syntax import parse, text_of, walk
from lessonls.core.target import Includer, Language, Target

STANDARD_HEADERS = {
    Language.CPP: """
        algorithm array bitset cfloat climits cmath complex cstddef cstdint cstdlib cstring deque
        functional iterator limits list map memory numeric queue set stack string tuple
        unordered_map unordered_set utility vector
    """,
    Language.C: "limits.h math.h stdbool.h stddef.h stdint.h stdlib.h string.h",
}
"""What a header fragment may count on its includers for."""

_PRINTS = "template <> inline constexpr bool lessonls::prints<LessonlsFunction> = true;\n"
EXPORT = '__attribute__((visibility("default"), externally_visible))'
WARM_UP = f"""{EXPORT} void lessonls_warm(void) {{
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
template struct LessonlsReach<{0}, {1}>;
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
    has before it includes a header, or all of the source in which the header is `included`; whether
    the function's address needs its type because it is overloaded (that of a pointer to a `member`,
    where it is one), or a way around access control; the variables outside it that are set before
    a call, and the functors of the program that the harness needs.
    """

    whole_file: bool = False
    standard_headers: Fronted = Fronted.NONE
    overloaded: bool = False
    preceded: bool = False
    private: bool = False
    included: bool = False
    member: bool = False
    variables: tuple[str, ...] = ()
    functors: tuple[Functor, ...] = ()


def unit(target: Target, code: str, shape: Shape, *, warm: bool = True) -> str:
    """The translation unit of a library that exports `code` as the target.

    One that is not `warm` starts threads only where the code itself does.
    """
    return assembled(target, code, shape, _ends(target, shape, warm=warm))


def assembled(target: Target, code: str, shape: Shape, ends: str) -> str:
    """As much of the file as the shape says, with `code` as the target, and `ends` behind it."""
    body = (
        f'#line 1 "{_quoted(target.path.name)}"\n{_with_code(target, code)}\n'
        f"{_typed_pointer(target, shape)}{_rest(target, shape)}\n"
    )
    if shape.included and target.includer is not None:
        return inside(_source(target.includer), body, ends)
    return f"{_standard(target, code, shape)}{body}{ends}"


def _ends(target: Target, shape: Shape, *, warm: bool) -> str:
    """The exported functions and variables."""
    linkage = 'extern "C" ' if target.language is Language.CPP else ""
    nothing = "" if target.language is Language.CPP else "void"
    place = "lessonls_reached()" if shape.private else f"(void *){address(target, shape)}"
    return (
        f"{_reached(target, shape) if shape.private else ''}"
        f"{linkage}{EXPORT} void *lessonls_target({nothing}) {{ return {place}; }}\n"
        f"{linkage + WARM_UP if warm else ''}"
        f"{exported_variables(target, shape.variables)}"
        f"{exported_functors(shape.functors, EXPORT)}"
    )


def surrounded(target: Target) -> str:
    """The whole file, in the source that includes it where it is a header."""
    own = f'#line 1 "{_quoted(target.path.name)}"\n{target.before}{target.code}{target.after}\n'
    return own if target.includer is None else inside(_source(target.includer), own, "")


def _source(includer: Includer) -> str:
    return f'#line 1 "{_quoted(includer.path.name)}"\n{includer.text}\n'


def _reached(target: Target, shape: Shape) -> str:
    """Where access control is in the way, and where a member's overload is chosen by its type."""
    place = address(target, shape)
    if not shape.member:
        return _REACHED.format(f"decltype({place})", place)
    return _REACHED.format(member_type(target), place)


def member_type(target: Target) -> str:
    """The type by which the overload of a member is chosen, where the shape says `member`."""
    return f"::{_scope_of(target)}LessonlsMember"


def _scope_of(target: Target) -> str:
    """The scope in which a member function is defined, with `::` behind it: its class, or the
    namespace around that where the name is written with the class.
    """
    owner, _, _ = target.qualified_name.rpartition(target.name)
    written = re.search(rf"((?:\w+\s*(?:<[^()]*>)?\s*::\s*)+){re.escape(target.name)}", target.code)
    return owner.removesuffix(re.sub(r"\s+", "", written[1])) if written else owner


def _with_code(target: Target, code: str) -> str:
    """The file up to the function, with a rewrite in it; added lines count as none."""
    whole = target.before + target.code + target.after
    *added, function = replacements(whole, target.start, target, code)
    renumbered = [
        change._replace(text=f"{change.text}#line {whole.count(chr(10), 0, change.start) + 1}\n")
        for change in added
    ]
    return replaced(target.before + target.code, (*renumbered, function))


def exported_variables(
    target: Target, variables: Sequence[str], name: str = "lessonls_variables"
) -> str:
    """A table of the addresses of file-level variables, if there are any."""
    if not variables:
        return ""
    scope = "::" if target.language is Language.CPP else ""
    linkage = 'extern "C" ' if target.language is Language.CPP else "extern "
    places = ", ".join(f"(void *)&{scope}{one}" for one in variables)
    return (
        f"{linkage}{EXPORT} void *const {name}[];\n"
        f"{linkage if scope else ''}{EXPORT} void *const {name}[] = {{ {places} }};\n"
    )


def binding(
    target: Target, prototype: Prototype, *, prints: bool
) -> tuple[str, tuple[Functor, ...]]:
    """The harness program for a function of that prototype, which may print or call something that
    stands for virtual functions and says so, and what it needs of the program's functors.

    Raises WorkloadError for types of which no values can be made.
    """
    mirror = Mirror(prototype)
    types = _mirrored(target, mirror)
    served = ", ".join(mirror.served)
    text = (
        f"{_included(types)}{types}{_PRINTS if prints else ''}"
        f"int main(int argc, char **argv) {{ return lessonls::serve<{served}>(argc, argv); }}\n"
    )
    return text, mirror.functors


def capturing_binding(target: Target, prototype: Prototype, caller: Prototype) -> str:
    """The program that runs a caller of the target, and answers with what it calls that with."""
    called = Mirror(prototype)
    types = _mirrored(target, called)
    calling = Mirror(caller, "Caller", len(called.functors))
    types += _mirrored(target, calling)
    function, *variables = calling.served
    described = f"lessonls::Signature<{function}>::describe<{', '.join(variables)}>()"
    return (
        f"{_included(types)}{types}"
        "int main(int argc, char **argv) {\n"
        f"    lessonls::CallsOf<{', '.join(calling.served)}> caller;\n"
        f"    lessonls::CallsOf<{', '.join(called.served)}> called;\n"
        f"    return lessonls::serve(argc, argv, {described}, caller, &called);\n"
        "}\n"
    )


def _mirrored(target: Target, mirror: Mirror) -> str:
    try:
        return mirror.text()
    except NoValuesError as error:
        raise WorkloadError(
            f"no inputs can be made for {target.qualified_name}: {error}."
        ) from error


def _included(types: str) -> str:
    slow = re.search("|".join(rf"\b{name}\b" for name in SLOW), types) is not None
    included = [
        "serve.hpp",
        *(["containers.hpp"] if slow else []),
        *(["streams.hpp"] if re.search(r"\bFILE \*|lessonls::(?:In|Out)put\b", types) else []),
        *(["complex"] if "std::complex" in types else []),
    ]
    return "".join(f'#include "{name}"\n' for name in included)


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


def is_constant_member(code: str, language: Language) -> bool:
    """Whether the signature of a function ends in `const`."""
    heading = parse(code, language).root_node
    found = next((node for node in walk(heading) if node.type == "function_declarator"), None)
    qualifiers = (
        [text_of(child) for child in found.children if child.type == "type_qualifier"]
        if found
        else []
    )
    return "const" in qualifiers


def _quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')


def address(target: Target, shape: Shape) -> str:
    """How code behind the file names the function's address."""
    if shape.overloaded and not shape.member:
        pattern = target.template.pattern if target.template else target.qualified_name
        scope, _, _ = pattern.rpartition(target.name)
        return f"::{scope}lessonls_pointer"
    return f"&::{target.qualified_name}" if target.language is Language.CPP else f"&{target.name}"


def _typed_pointer(target: Target, shape: Shape) -> str:
    """A pointer of the function's type, or that type, in its scope, which knows the names."""
    if not shape.overloaded:
        return ""
    parameters = ", ".join(parameter.text for parameter in target.parameters)
    if shape.member:
        owner = target.qualified_name.rpartition("::")[0]
        constant = " const" if is_constant_member(target.code, target.language) else ""
        return f"using LessonlsMember = {target.returns} (::{owner}::*)({parameters}){constant};\n"
    if target.template is None:
        return (
            f"static {target.returns} (*const lessonls_pointer)({parameters}) = &{target.name};\n"
        )
    arguments = target.template.arguments(target.qualified_name)
    return (
        f"{target.template.heading} using LessonlsPointer = {target.returns} (*)({parameters});\n"
        f"static LessonlsPointer{arguments} const lessonls_pointer = &{target.name}{arguments};\n"
    )


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
