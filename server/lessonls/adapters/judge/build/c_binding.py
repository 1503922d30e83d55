"""The types of a C function as a C++ compiler sees them: they, the prototype, and nothing else.

What a header of C has besides, such as inline functions, need not be C++.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from tree_sitter import Node

from lessonls.adapters.judge.build.declarations import Declarations
from lessonls.core.reading.declarators import declarators, declared_name
from lessonls.core.reading.functions import Function, function
from lessonls.core.reading.scopes import CLASSES, Item, items
from lessonls.core.reading.syntax import parse, text_of, walk
from lessonls.core.target import Language

C_IN_CPP = """
#define restrict __restrict__
#define _Bool bool
#define _Noreturn
#define _Static_assert static_assert
#define _Alignas alignas
#define complex _Complex
"""
_TYPES = CLASSES | {"enum_specifier"}
_WORD = re.compile(r"[A-Za-z_]\w*")
_NOT_A_TYPE = re.compile(
    r"\b(?:__)?(?:inline|static|extern|register|_Noreturn|__extension__)(?:__)?\b|__inline\b"
)


def c_declarations(name: str, declared: Declarations, variables: tuple[str, ...]) -> str | None:
    """The headers of the system, the types that the function and the variables are made of, and
    their declarations; None where the function is not found.
    """
    root = parse(declared.texts[0], Language.C).root_node
    found = list(items(root))
    read = next((one for one in map(function, found) if one and one.name == name), None)
    if read is None:
        return None
    shown = [prototype(read), *(_variable(item, variables) for item in found)]
    wanted = set(_WORD.findall(" ".join(shown)))
    types = "".join(f"{text};\n" for text in _closure(found, wanted))
    system = "".join(f'#include "{header}"\n' for header in declared.system)
    return f"{system}{C_IN_CPP}{types}{''.join(shown)}"


def prototype(read: Function) -> str:
    """The declaration of a function, for callers in C++."""
    names = [parameter.name for parameter in read.parameters]
    parameters = ", ".join(without_variable_length(p.text, names) for p in read.parameters)
    return f"{_NOT_A_TYPE.sub('', read.returns)} {read.name}({parameters});\n"


def without_variable_length(text: str, names: list[str]) -> str:
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


def _closure(found: list[Item], wanted: set[str]) -> list[str]:
    """The type declarations that the words need, directly or not, in the order of the text."""
    starts: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(found):
        for name in _names(item.node):
            starts[name].append(at)
    chosen = set[int]()
    waiting = set(wanted)
    while waiting:
        new = {at for word in waiting for at in starts.get(word, ())} - chosen
        chosen |= new
        waiting = {word for at in new for word in _WORD.findall(text_of(found[at].node))}
    nodes = [found[at].outer for at in sorted(chosen)]
    outermost = [
        node
        for node in nodes
        if not any(o.start_byte <= node.start_byte < o.end_byte and o != node for o in nodes)
    ]
    return [text_of(node).rstrip().rstrip(";") for node in outermost]


def _names(node: Node) -> Iterator[str]:
    """The types that a declaration defines or names, and the constants of enumerations."""
    if node.type == "type_definition":
        for declarator in declarators(node):
            name = declared_name(declarator)
            if name is not None:
                yield text_of(name)
    for part in walk(node) if node.type in {*_TYPES, "type_definition"} else ():
        named = part.child_by_field_name("name")
        defines = part.type in _TYPES and part.child_by_field_name("body") is not None
        if named is not None and (defines or part.type == "enumerator" or part.id == node.id):
            yield text_of(named)


def _variable(item: Item, wanted: tuple[str, ...]) -> str:
    """The declaration of a variable that is asked for, without its value; else nothing."""
    node = item.node
    kind = node.child_by_field_name("type")
    if node.type != "declaration" or kind is None:
        return ""
    shown: list[str] = []
    tag = kind.child_by_field_name("name")
    body = kind.child_by_field_name("body")
    words = f"{text_of(kind.children[0])} {text_of(tag)}" if tag and body else text_of(kind)
    for declarator in node.children_by_field_name("declarator"):
        inner = declarator.child_by_field_name("declarator")
        plain = inner if declarator.type == "init_declarator" and inner else declarator
        name = declared_name(plain)
        if name is not None and text_of(name) in wanted:
            shown.append(f"extern {words} {text_of(plain)};\n")
    return "".join(shown)
