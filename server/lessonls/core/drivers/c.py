"""Drivers in C: handles come from the functions that make them, or set them up. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from lessonls.core.drivers.declarations import Declared, functions
from lessonls.core.target import Language, Target

_MAKES = re.compile(r"create|new|init|alloc|make|open|setup|start|begin", re.IGNORECASE)
_SETS_UP = re.compile(r"init|setup|set_up|create|reset|start|begin", re.IGNORECASE)
_QUALIFIERS = re.compile(r"\b(?:const|volatile|restrict|__restrict|struct|register)\b|\[[^\]]*\]")
_NUMBER = re.compile(
    r"\b(?:unsigned|signed|int|long|short|size_t|ssize_t|ptrdiff_t|u?int\d+_t|char|_Bool|bool)\b"
)
_REAL = re.compile(r"\b(?:float|double)\b")
_MOST_MAKERS, _MOST_PARAMETERS = 2, 6
_SUPPORT = """#include <stdint.h>
#include <stdlib.h>
static uint64_t lessonls_state;
static uint64_t lessonls_below(uint64_t limit) {
    lessonls_state += 0x9e3779b97f4a7c15u;
    uint64_t mixed = lessonls_state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return limit == 0 ? 0 : (mixed ^ (mixed >> 31)) % limit;
}
#define lessonls_numbers(type, count) __extension__ ({ \\
    type *lessonls_data = (type *)malloc((count) * sizeof(type)); \\
    for (uint64_t lessonls_i = 0; lessonls_i < (count); lessonls_i++) \\
        lessonls_data[lessonls_i] = (type)lessonls_below(100); \\
    lessonls_data; })
static char *lessonls_text(uint64_t count) {
    char *text = (char *)malloc(count + 1);
    for (uint64_t i = 0; i < count; i++) text[i] = "abcde <&>\\"'12=/"[lessonls_below(15)];
    text[count] = 0;
    return text;
}
"""
_DRIVER = """void lessonls_generate(uint64_t seed, uint64_t size) {{
    lessonls_state = seed;
{handles}    lessonls_call({arguments});
}}
"""


def c_drivers(target: Target, declared: str) -> list[str]:
    """For functions that take a handle: one that is made, or set up, by another function."""
    known = [one for one in functions(declared, Language.C) if one.name != target.name]
    own = next((one for one in functions(target.code, Language.C)), None)
    if own is None:
        return []
    ways = [list(_ways(kind, at, known)) for at, kind in enumerate(own.parameters)]
    if not any(len(found) > 1 or found[0][0] for found in ways if found) or not all(ways):
        return []
    texts: list[str] = []
    for number in ("size", "lessonls_below(size + 1)"):
        for chosen in product(*ways):
            if any(made for made, _ in chosen):
                handles = "".join(made for made, _ in chosen)
                arguments = ", ".join(value for _, value in chosen)
                text = _DRIVER.format(handles=handles, arguments=arguments)
                texts.append(_SUPPORT + text.replace("NUMBER", number))
    return texts


def _ways(kind: str, at: int, known: Sequence[Declared]) -> Iterator[tuple[str, str]]:
    """How an argument of a type is made: lines in front of the call, and what is passed."""
    plain = _plain(kind)
    simple = _value(plain)
    if simple:
        yield "", simple
        return
    if not plain.endswith("*"):
        return
    of, name = plain.removesuffix("*").strip(), f"lessonls_handle{at}"
    spelled = re.sub(r"\bconst\b", "", kind).replace("*", "").strip()
    spelled = " ".join(spelled.split())
    makers = [one for one in known if _plain(one.returns) == plain and _MAKES.search(one.name)]
    for one in makers[:_MOST_MAKERS]:
        if (arguments := _arguments(one.parameters)) is not None:
            yield f"    {spelled} *{name} = {one.name}({', '.join(arguments)});\n", name
    sets = [
        one
        for one in known
        if one.parameters and _plain(one.parameters[0]) == plain and _SETS_UP.search(one.name)
    ]
    for one in sets[:_MOST_MAKERS]:
        if (arguments := _arguments(one.parameters[1:])) is not None:
            call = f"{one.name}({', '.join([name, *arguments])});"
            yield f"    {spelled} *{name} = calloc(1, sizeof *{name});\n    {call}\n", name
    if of == "void":
        yield "", "lessonls_numbers(unsigned char, size)"
    elif not makers and not sets:
        yield f"    {spelled} *{name} = calloc(1, sizeof *{name});\n", name


def _arguments(kinds: Sequence[str]) -> list[str] | None:
    """Values of simple types; none where one is not simple."""
    values = [_value(_plain(kind)) for kind in kinds]
    return values if all(values) and len(values) <= _MOST_PARAMETERS else None


def _value(plain: str) -> str:
    """An expression for a number, some numbers or a text; else “”."""
    if plain == "char *":
        return "lessonls_text(size)"
    of = plain.removesuffix("*").strip()
    number, real = _NUMBER.search(of) is not None, _REAL.search(of) is not None
    if plain.endswith("*"):
        return f"lessonls_numbers({of}, size)" if (number or real) and "*" not in of else ""
    if real:
        return "((double)lessonls_below(2000) / 100 - 10)"
    return "NUMBER" if number else ""


def _plain(kind: str) -> str:
    """A type without qualifiers: `node *`."""
    stars = kind.count("*") + kind.count("[")
    name = " ".join(_QUALIFIERS.sub(" ", kind).replace("*", " ").split())
    return f"{name} {'*' * stars}".strip()
