"""Members of structs that point into one range: the place where it begins, its end, a position."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lessonls.adapters.judge.build.types import Pointer, Record, Type
from lessonls.core.reading.ranges import Range, member_ranges


def with_bounds(types: Mapping[int, Type], code: str) -> Mapping[int, Type]:
    """The types, with the ranges that pointers of one struct bound, as far as the code of the
    functions that use them, or their names, tell.
    """
    return {
        number: replace(one, ranges=tuple(_bounded(one, types, code)))
        if isinstance(one, Record) and not one.union
        else one
        for number, one in types.items()
    }


def _bounded(record: Record, types: Mapping[int, Type], code: str) -> Iterator[Range]:
    alike: dict[int, list[str]] = {}
    for member in record.members:
        kind = types[member.type]
        if isinstance(kind, Pointer) and not kind.reference and kind.to is not None:
            alike.setdefault(kind.to, []).append(member.name)
    for names in alike.values():
        if len(names) > 1:
            yield from member_ranges(code, names)
