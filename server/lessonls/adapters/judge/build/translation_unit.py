"""The translation units that are compiled: the function as a library, and its harness.

The *unit* is the user's file with the function in it, or with a candidate in its place. It
ends in two small exported functions through which the harness finds the function. Where the
file's rest is not needed it is left out, and open namespaces are closed instead.

The *binding* sees the same declarations and binds the harness to the function's own pointer
type, so that the compiler deduces every parameter and nobody parses types.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from tree_sitter import Node

from lessonls.core.edit import replaced, replacements
from lessonls.core.reading.library_headers import headers_of
from lessonls.core.reading.records import Records, records
from lessonls.core.reading.syntax import parse, walk
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


def binding(target: Target, shape: Shape, texts: list[str]) -> str:
    """The harness program for the target; `texts` declare its types."""
    found = _records(target, texts)
    if target.language is Language.C:
        declarations = _c_declarations(target)
    else:
        pointer = _typed_pointer(target, shape)
        declarations = f"{target.before}{target.code}\n{pointer}{_rest(target, shape)}\n"
    head = _standard(target, target.code, shape)
    variables = [f"decltype(::{name})" for name in shape.variables]
    return (
        f'#include "serve.hpp"\n{head}{_C_IN_CPP if target.language is Language.C else ""}'
        f"#define main lessonls_user_main\n"
        f'#line 1 "{_quoted(target.path.name)}"\n{declarations}\n'
        f'#undef main\n#line 1 "binding"\n{_fields(found)}'
        f"using LessonlsFunction = std::remove_const_t<decltype({_address(target, shape)})>;\n"
        "int main(int argc, char **argv) {"
        f" return lessonls::serve<{', '.join(['LessonlsFunction', *variables])}>(argc, argv); }}\n"
    )


def unsupported(target: Target, texts: list[str]) -> str:
    """Why the interface may not be bound: the reasons that the records know, or nothing."""
    found = _records(target, texts)
    return "; ".join(f"{name}: {reason}" for name, reason in found.excluded.items())


def enumerators(target: Target, texts: list[str]) -> dict[str, int]:
    """Enumeration name -> number of enumerators, for those in reach of the signature."""
    found = _records(target, texts)
    return {enum.name: len(enum.enumerators) for enum in found.enums}


def _records(target: Target, texts: list[str]) -> Records:
    written = " ".join([target.returns, *(p.text for p in target.parameters)])
    names = set(re.findall(r"[A-Za-z_]\w*", written))
    return records(texts, target.language, names)


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


# C seen through a C++ compiler: types and the prototype only, no bodies, no variables.

_C_IN_CPP = """
#define restrict __restrict__
#define _Bool bool
#define _Noreturn
#define _Static_assert static_assert
#define complex _Complex
"""


def _c_declarations(target: Target) -> str:
    tree = parse(target.before, Language.C)
    raw = target.before.encode("utf-8", "surrogatepass")
    kept = bytearray()
    at = 0
    for start, end, replacement in _c_cuts(tree.root_node):
        if start >= at:
            kept += raw[at:start] + replacement
            at = end
    kept += raw[at:]
    text = kept.decode("utf-8", "surrogatepass")
    open_blocks = 'extern "C"' in text and text.count("{") - text.count("}")
    names = [parameter.name for parameter in target.parameters]
    parameters = ", ".join(_without_variable_length(p.text, names) for p in target.parameters)
    returns = re.sub(r"\b(inline|static|extern|__inline__|__inline)\b", "", target.returns)
    closing = "}" * max(0, int(open_blocks))
    return (
        f"{text}\n{returns} {target.name}({parameters});\n{closing}"
        f"{_open_conditionals(target.before)}\n"
    )


def _c_cuts(root: Node) -> Iterator[tuple[int, int, bytes]]:
    """What the C++ view leaves out: bodies of functions, and the values of variables."""
    for node in walk(root):
        if node.type == "function_definition":
            body = node.child_by_field_name("body")
            if body is not None:
                yield body.start_byte, body.end_byte, b";"
        elif node.type == "declaration" and _is_variable(node):
            yield from _without_values(node)


def _without_values(node: Node) -> Iterator[tuple[int, int, bytes]]:
    """Cuts initializers, or all of it where C++ needs the value: constants and open sizes."""
    written = node.text or b""
    if re.search(rb"\bconst\b|\[\s*\]", written):
        yield node.start_byte, node.end_byte, b""
        return
    for child in node.children_by_field_name("declarator"):
        declarator = child.child_by_field_name("declarator")
        if child.type == "init_declarator" and declarator is not None:
            yield declarator.end_byte, child.end_byte, b""


def _is_variable(node: Node) -> bool:
    inside = {"compound_statement", "function_definition"}
    above = node.parent
    while above is not None:
        if above.type in inside:
            return False
        above = above.parent
    return any(child.type == "init_declarator" for child in node.children)


def _without_variable_length(text: str, names: list[str]) -> str:
    """`double A[n][n]` as `double *A`: the same to a caller, and C++ can say it."""
    match = re.match(r"^(.*?)(\w+)\s*((?:\[[^\]]*\])+)$", text.strip(), re.DOTALL)
    if match is None:
        return text
    sizes = re.findall(r"\[([^\]]*)\]", match[3])
    words = set(re.findall(r"[A-Za-z_]\w*", " ".join(sizes[1:])))
    if words & set(names):
        return f"{match[1]}*{match[2]}"
    inner = "".join(f"[{size}]" for size in sizes[1:])
    return f"{match[1]}{match[2]}[]{inner}"
