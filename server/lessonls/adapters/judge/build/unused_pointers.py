"""Pointers in structs that a function never follows: what they lead to is not made."""

import re
from collections.abc import Mapping
from dataclasses import replace

from lessonls.adapters.judge.build.types import Member, Number, Pointer, Record, Routine, Type


def without_unused_pointers(types: Mapping[int, Type], reach: str) -> Mapping[int, Type]:
    """The types, in which members that are pointers are plain numbers where the text of all that
    the function runs does not name them. It may still copy and compare structs as a whole.
    """
    words = frozenset(re.findall(r"[A-Za-z_]\w*", reach))
    address = max(types, default=0) + 1

    def without(member: Member) -> Member:
        kind = types[member.type]
        if not isinstance(kind, Pointer) or kind.reference or member.name in words:
            return member
        routine = kind.to is not None and isinstance(types[kind.to], Routine)
        return member if routine else replace(member, type=address)

    found = {
        number: replace(one, members=tuple(map(without, one.members)))
        if isinstance(one, Record) and not one.union
        else one
        for number, one in types.items()
    }
    return found if found == types else {**found, address: Number("unsigned long")}
