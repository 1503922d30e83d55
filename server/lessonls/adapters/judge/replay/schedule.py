"""At which calls a program is looked at."""


def growing(call: int) -> int:
    """How many calls further the next one is after `call`: 1, 2, 3, 5, 10, 20, 30, 50, 100, ..."""
    step = 1
    while step * 10 <= call:
        step *= 10
    lead = call // step
    following = next((one for one in (2, 3, 5) if one > lead), 10)
    return following * step - call


def spread(calls: int, most: int) -> tuple[int, ...]:
    """At most `most` of so many calls: the first ones closely, then evenly to the last one."""
    if calls <= most:
        return tuple(range(1, calls + 1))
    early, found = 1, set[int]()
    while early <= calls and len(found) < most // 2:
        found.add(early)
        early += growing(early)
    rest = most - len(found)
    found |= {max(1, calls * place // rest) for place in range(1, rest + 1)}
    return tuple(sorted(found))
