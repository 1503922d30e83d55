"""What orders and hashes the keys of containers: the standard library, or code of the program,
which the libraries under test export by its number.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lessonls.adapters.judge.build.types import Record, Type

ROLES: Mapping[str, Mapping[int, str]] = {
    "std::set": {1: "key_compare"},
    "std::multiset": {1: "key_compare"},
    "std::map": {2: "key_compare"},
    "std::multimap": {2: "key_compare"},
    "std::priority_queue": {2: "value_compare"},
    "std::unordered_set": {1: "hasher", 2: "key_equal"},
    "std::unordered_multiset": {1: "hasher", 2: "key_equal"},
    "std::unordered_map": {2: "hasher", 3: "key_equal"},
    "std::unordered_multimap": {2: "hasher", 3: "key_equal"},
}
"""Which template arguments of a container say how keys are compared and hashed, and by what name
the container knows them.
"""
_STANDARD = re.compile(r"std::(less|greater|equal_to|hash)\b")
_UNNAMED = re.compile(r"<lambda|\{lambda|<unnamed|\)::")
_ANONYMOUS = re.compile(r"\(anonymous namespace\)::|\{anonymous\}::")
_PARTS = """template <int> struct LessonlsNumber;
template <class Functor, class Key, int number> struct LessonlsRelation {
    static bool holds(const void *one, const void *other) {
        return Functor()(*static_cast<const Key *>(one), *static_cast<const Key *>(other));
    }
    friend void *lessonls_functor_at(LessonlsNumber<number> *) { return (void *)&holds; }
};
template <class Functor, class Key, int number> struct LessonlsHash {
    static __SIZE_TYPE__ of(const void *key) { return Functor()(*static_cast<const Key *>(key)); }
    friend void *lessonls_functor_at(LessonlsNumber<number> *) { return (void *)&of; }
};
"""


@dataclass(frozen=True)
class Functor:
    """Code of the program: what a `container`, as C++ spells it, knows by the name `member`."""

    container: str
    member: str

    @property
    def hashes(self) -> bool:
        """It compares if it does not."""
        return self.member == "hasher"


def functor(container: str, member: str, of: Type | None) -> Functor | None:
    """The code of that type, where it is a class with a name and without a state; else nothing."""
    named = _ANONYMOUS.sub("", container)
    if not isinstance(of, Record) or of.members or of.vtable or _UNNAMED.search(named):
        return None
    return Functor(named, member)


def standard_name(of: Type | None) -> str:
    """`less`, `greater`, `equal_to` or `hash`, where a type is that of the standard library."""
    found = _STANDARD.match(of.name) if isinstance(of, Record) else None
    return found[1] if found else ""


def exported_functors(functors: Sequence[Functor], export: str) -> str:
    """A function of a library that gives the addresses of functors by their numbers. Explicit
    instantiations may name what is private.
    """
    if not functors:
        return ""
    lines = [_PARTS]
    for number, one in enumerate(functors):
        kind = "LessonlsHash" if one.hashes else "LessonlsRelation"
        key = "value_type" if one.member == "value_compare" else "key_type"
        lines.append(
            f"void *lessonls_functor_at(LessonlsNumber<{number}> *);\n"
            f"template struct {kind}<{one.container}::{one.member},"
            f" {one.container}::{key}, {number}>;\n"
        )
    found = ", ".join(
        f"lessonls_functor_at((LessonlsNumber<{number}> *)0)" for number in range(len(functors))
    )
    lines.append(
        f'extern "C" {export} void *lessonls_functor(int number);\n'
        f'extern "C" {export} void *lessonls_functor(int number) {{\n'
        f"    void *const all[] = {{ {found} }};\n    return all[number];\n}}\n"
    )
    return "".join(lines)
