"""Arrays at the end of structs that are as long as was allocated: `data[]`, `data[1]` of old."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lessonls.adapters.judge.build.types import Array, Record, Standard, Type


def with_open_ends(types: Mapping[int, Type], code: str) -> Mapping[int, Type]:
    """The types, with arrays of one element at the end of a struct that the code takes for more
    (`p->data[i]`) without a length. Such a struct is only ever pointed to.
    """
    embedded = {number for one in types.values() for number in _parts(one)}
    made = dict(types)
    for number, one in types.items():
        if not isinstance(one, Record) or not one.members or one.union or number in embedded:
            continue
        last = one.members[-1]
        array = types[last.type]
        if isinstance(array, Array) and array.count == 1 and _is_walked(last.name, code):
            without = -(1 << 41) - number  # a number that no type has
            made[without] = replace(array, count=0)
            made[number] = replace(one, members=(*one.members[:-1], replace(last, type=without)))
    return made


def _is_walked(member: str, code: str) -> bool:
    """Whether its elements are used by a number that the code computes."""
    return re.search(rf"->\s*{re.escape(member)}\s*\[(?!\s*\d+\s*\])", code) is not None


def _parts(of: Type) -> Iterator[int]:
    """The types of which values lie in one."""
    match of:
        case Array(inner):
            yield inner
        case Record(members=members):
            yield from (one.type for one in members)
        case Standard(arguments=arguments):
            yield from (one for one in arguments if isinstance(one, int))
        case _:
            return
