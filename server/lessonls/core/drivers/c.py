"""Drivers in C: handles come from the functions that make them, or set them up. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from lessonls.core.drivers.declarations import Declared, functions
from lessonls.core.drivers.driver import Driver
from lessonls.core.target import Language, Target

_MAKES = re.compile(r"create|new|init|alloc|make|open|setup|start|begin", re.IGNORECASE)
_SETS_UP = re.compile(r"init|setup|set_up|create|reset|start|begin", re.IGNORECASE)
_QUALIFIERS = re.compile(r"\b(?:const|volatile|restrict|__restrict|struct|register)\b|\[[^\]]*\]")
_INTEGER = re.compile(
    r"\b(?:unsigned|signed|int|long|short|size_t|ssize_t|ptrdiff_t|u?int\d+_t|char|_Bool|bool)\b"
)
_REAL = re.compile(r"\b(?:float|double)\b")
_CALL = re.compile(r"\b(\w+)\(")
_TYPEDEF = re.compile(r"\btypedef\s+([\w\s]+?)\s+(\w+)\s*;")
_MOST_MAKERS, _MOST_PARAMETERS, _MOST_TYPEDEFS = 2, 6, 4
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
"""Random numbers are SplitMix64 (Steele, Lea and Flood, OOPSLA 2014)."""
_DRIVER = """void lessonls_generate(uint64_t seed, uint64_t size) {{
    lessonls_state = seed;
{handles}    lessonls_call({arguments});
}}
"""


def c_drivers(target: Target, declared: str) -> list[Driver]:
    """For functions that take a handle: one that is made, or set up, by another function."""
    known = [one for one in functions(declared, Language.C) if one.name != target.name]
    own = next((one for one in functions(target.code, Language.C)), None)
    if own is None:
        return []
    makers = _Makers(known, _resolved(declared))
    ways = [list(makers.ways(kind, at)) for at, kind in enumerate(own.parameters)]
    if not all(ways):
        return []
    found: list[Driver] = []
    names = {one.name for one in known}
    for number in ("size", "lessonls_below(size + 1)"):
        for chosen in product(*ways):
            if any(made for made, _ in chosen):
                handles = "".join(made for made, _ in chosen)
                arguments = ", ".join(value for _, value in chosen)
                text = _DRIVER.format(handles=handles, arguments=arguments)
                calls = dict.fromkeys(name for name in _CALL.findall(handles) if name in names)
                found.append(Driver(_SUPPORT + text.replace("NUMBER", number), tuple(calls)))
    return found


def _resolved(declared: str) -> dict[str, str]:
    """What names of types stand for, as far as they are other names."""
    return {name: of for of, name in _TYPEDEF.findall(declared)}


class _Makers:
    """The functions that make what others take, and what names of types stand for."""

    def __init__(self, known: Sequence[Declared], typedefs: Mapping[str, str]) -> None:
        self._known = known
        self._typedefs = typedefs

    def ways(self, kind: str, at: int) -> Iterator[tuple[str, str]]:
        """How an argument of a type is made: lines in front of the call, and what is passed."""
        plain = _plain(kind)
        if simple := self._value(plain):
            yield "", simple
        elif plain == "void *":
            yield "", "lessonls_numbers(unsigned char, size)"
        elif plain.endswith("*"):
            yield from self._handles(plain, kind, f"lessonls_handle{at}")
        elif plain.isidentifier():
            yield from self._made(plain, plain, f"lessonls_handle{at}")

    def _handles(self, plain: str, kind: str, name: str) -> Iterator[tuple[str, str]]:
        spelled = " ".join(re.sub(r"\bconst\b|\*", "", kind).split())
        room = f"    {spelled} *{name} = calloc(1, sizeof *{name});\n"
        made = list(self._made(plain, f"{spelled} *", name))
        yield from made
        sets = [one for one in self._known if one.parameters and _plain(one.parameters[0]) == plain]
        sets_up = self._largest(
            Declared(one.name, one.returns, one.parameters[1:])
            for one in sets
            if _SETS_UP.search(one.name)
        )
        for one, arguments in sets_up[:_MOST_MAKERS]:
            yield f"{room}    {one.name}({', '.join([name, *arguments])});\n", name
        if not made and not sets_up:
            yield room, name

    def _made(self, plain: str, spelled: str, name: str) -> Iterator[tuple[str, str]]:
        """What functions return that make values of a type, be it a pointer or the name of one."""
        made = [one for one in self._known if _plain(one.returns) == plain]
        made = self._largest(one for one in made if _MAKES.search(one.name))
        begun = spelled if spelled.endswith("*") else f"{spelled} "
        for one, arguments in made[:_MOST_MAKERS]:
            yield f"    {begun}{name} = {one.name}({', '.join(arguments)});\n", name

    def _largest(self, makers: Iterable[Declared]) -> list[tuple[Declared, list[str]]]:
        """Those whose arguments are simple, with these: first those that take most."""
        found = [(one, self._arguments(one.parameters)) for one in makers]
        simple = [(one, arguments) for one, arguments in found if arguments is not None]
        return sorted(simple, key=lambda pair: -len(pair[1]))

    def _arguments(self, kinds: Sequence[str]) -> list[str] | None:
        """Values of simple types; none where one is not simple."""
        values = [self._value(_plain(kind)) for kind in kinds]
        return values if all(values) and len(values) <= _MOST_PARAMETERS else None

    def _value(self, plain: str) -> str:
        """An expression for a number, some numbers or a text; else “”."""
        if plain == "char *":
            return "lessonls_text(size)"
        of = resolved = plain.removesuffix("*").strip()
        for _ in range(_MOST_TYPEDEFS):
            resolved = self._typedefs.get(resolved, resolved)
        integer, real = (kind.search(resolved) is not None for kind in (_INTEGER, _REAL))
        if plain.endswith("*"):
            numbers = (integer or real) and "*" not in of
            return f"lessonls_numbers({of}, size)" if numbers else ""
        if real:
            return "((double)lessonls_below(2000) / 100 - 10)"
        return "NUMBER" if integer else ""


def _plain(kind: str) -> str:
    """A type without qualifiers: `node *`."""
    stars = kind.count("*") + kind.count("[")
    name = " ".join(_QUALIFIERS.sub(" ", kind).replace("*", " ").split())
    return f"{name} {'*' * stars}".strip()
