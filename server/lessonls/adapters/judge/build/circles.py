"""Structs that point to their own kind, directly or through others."""

from collections.abc import Iterator, Mapping

from lessonls.adapters.judge.build.types import Array, Pointer, Record, Standard, Type


def circles(types: Mapping[int, Type]) -> dict[int, frozenset[int]]:
    """The structs that point to each other, and so to their own kind, for each of them."""
    reached = {
        number: _reached(types, number) for number, one in types.items() if isinstance(one, Record)
    }
    return {
        number: frozenset(other for other in found if number in reached.get(other, ()))
        for number, found in reached.items()
        if number in found
    }


def _reached(types: Mapping[int, Type], start: int) -> frozenset[int]:
    """The structs that one leads to, by pointers or directly."""
    found = set[int]()
    seen = set[int]()
    waiting = list(_parts(types[start]))
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        if isinstance(types[number], Record):
            found.add(number)
        waiting += _parts(types[number])
    return frozenset(found)


def _parts(of: Type) -> Iterator[int]:
    match of:
        case Pointer(to) if to is not None:
            yield to
        case Array(inner):
            yield inner
        case Record(members=members):
            yield from (one.type for one in members)
        case Standard(arguments=arguments):
            yield from (one for one in arguments if isinstance(one, int))
        case _:
            pass
