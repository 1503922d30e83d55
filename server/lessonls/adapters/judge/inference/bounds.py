"""Bounds of integers: which of them index something, and how far they may go."""

import re
from collections.abc import Sequence
from itertools import product
from math import prod

from lessonls.adapters.judge.execution import Style
from lessonls.adapters.judge.inference.draft import Draft, Layout, symbol
from lessonls.adapters.judge.inference.hypotheses import NATURAL, POSITIVE, WIDE, below
from lessonls.adapters.judge.inference.probe import Probe, Trial
from lessonls.adapters.judge.inference.subject import Subject

BYTES = {"uint8": "integer(0, 255)", "int8": "integer(-128, 127)"}
"""Small numbers that may be anything are everything."""
_FAR = 200
_MOST_BITS = 62
_COMBINATIONS = 220
_NEARER = (40, 24, 16, 12, 8, 6, 5, 4, 3)
_FAR_SECONDS, _QUICK_SECONDS = 1.0, 0.1
_BELOW_ZERO = 3
_COUNTS, _LARGE_COUNT, _MORE = (4, 64), 512, 3
_MOST_CONSTANTS = 6
_SEEDS = (21, 22, 23, 24, 25, 26, 27, 28)
_WIDE = {WIDE: "integer(-50, 50)", NATURAL: "integer(0, 100)"}
"""What is tried -> what is used, where nearby numbers meet more often."""
ANY = frozenset([*_WIDE, *_WIDE.values()])
"""Domains of integers that may be anything."""


def bound_integers(subject: Subject, draft: Draft) -> Draft:
    """Lone integers that are no sizes: an index with its range, a count, or any value."""
    probe, found = subject.probe, subject.found
    bounded = [draft.values[place] for place in found.elements]
    used = _words(" ".join([*draft.lengths.values(), *bounded]))
    draft = _with_idle(probe, found, draft)
    asserted = {end for one in found.relations if one.asserted for end in (one.larger, one.smaller)}
    for path, of in found.integers.items():
        if path in found.idle:
            continue
        name = draft.values[path].removeprefix("equal(").removesuffix(")")
        if path in asserted and _words(name) & draft.numbers.keys():
            continue
        if _words(name) and _words(name) <= draft.numbers.keys() and _words(name) & used:
            continue
        draft = draft.without_numbers([name, symbol(path, [])])
        low = 1 if _number(probe, draft, path, 0).problem else 0
        far = _number(probe, draft, path, _FAR)
        if not far.problem:
            draft = _free_value(probe, draft, path, low, unsigned=of.dtype.startswith("u"))
            continue
        if far.late:
            draft = draft.with_values({path: _affordable(probe, draft, path, low)})
            continue
        upper = _known_bound(probe, draft, path, used) or _largest(probe, draft, path)
        domain = f"integer({low}, {upper})" if upper else _affordable(probe, draft, path, low)
        draft = draft.with_values({path: domain})
    return draft


def _with_idle(probe: Probe, found: Layout, draft: Draft) -> Draft:
    """Any numbers at places of large structs that the function does not name."""
    attempt = draft.with_values(dict.fromkeys(found.idle, _WIDE[NATURAL]))
    clean = found.idle and probe.clean(attempt.lengths, attempt.values, attempt.numbers, _SEEDS)
    return attempt if clean else draft


def reach_far(subject: Subject, draft: Draft) -> Draft:
    """Integers that may be anything: checks also try far ones, up to what the type holds, unless
    the function takes long with these.
    """
    farther: dict[str, str] = {}
    for path, of in {**subject.found.elements, **subject.found.integers}.items():
        if path not in subject.found.idle and draft.values[path] in {*ANY, POSITIVE}:
            bits = int(re.sub(r"\D", "", of.dtype)) - (not of.dtype.startswith("u"))
            far = (1 << min(bits, _MOST_BITS)) - 1
            rule = {path: f"{draft.values[path].removesuffix(')')}, {far})"}
            values = {**draft.values, **rule}
            asked = (draft.lengths, values, draft.numbers, _SEEDS[:3], _FAR_SECONDS, [Style.FAR])
            farther |= {} if subject.probe.trial(*asked).late else rule
    return draft.with_values(farther)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\b(?!log2\()\w+", text))


def _clean_with(probe: Probe, draft: Draft, path: str, number: int) -> bool:
    values = {**draft.values, path: f"equal({number})"}
    return probe.clean(draft.lengths, values, draft.numbers)


def _number(probe: Probe, draft: Draft, path: str, number: int) -> Trial:
    """What becomes of this number at a place."""
    values = {**draft.values, path: f"equal({number})"}
    return probe.trial(draft.lengths, values, draft.numbers, limit=_FAR_SECONDS)


def _free_value(probe: Probe, draft: Draft, path: str, low: int, *, unsigned: bool) -> Draft:
    """Any value from `low` will do; one that makes the function work longer is a count, and a size.
    Where nothing is divided by zero, for one thing, `low` is 0, and may be less.
    """
    few, many = (_work_with(probe, draft, path, number) for number in _COUNTS)
    if many > 2 * few and _keeps_growing(probe, draft, path, many):
        name = symbol(path, list(draft.numbers))
        return draft.with_numbers({name: 11}).with_values({path: f"equal({name})"})
    anything = _WIDE[NATURAL if unsigned else WIDE]
    for domain in (POSITIVE, "integer(1, 20)") if low else (anything, "integer(0, 20)", POSITIVE):
        attempt = draft.with_values({path: domain})
        if probe.clean(attempt.lengths, attempt.values, attempt.numbers, _SEEDS):
            return attempt
    return draft.with_values({path: "integer(1, 4)"})


def _work_with(probe: Probe, draft: Draft, path: str, number: int) -> int:
    values = {**draft.values, path: f"equal({number})"}
    return probe.work(draft.lengths, values, draft.numbers)


def _keeps_growing(probe: Probe, draft: Draft, path: str, many: int) -> bool:
    """Whether the work grows with a number, and not with its digits or up to a limit."""
    more = _work_with(probe, draft, path, _LARGE_COUNT)
    return more > _MORE * many or not more


def _affordable(probe: Probe, draft: Draft, path: str, low: int) -> str:
    """Numbers up to the first that takes no time worth speaking of: work grows fast with it."""
    for number in _NEARER:
        near = _number(probe, draft, path, number)
        if not near.problem and near.seconds < _QUICK_SECONDS:
            if not _number(probe, draft, path, -_BELOW_ZERO).problem:
                low = -_BELOW_ZERO
            return f"integer({low}, {number})"
    return f"integer({low}, 2)"


def _largest(probe: Probe, draft: Draft, path: str) -> str:
    """The largest clean number below the first that is not; empty if one takes too long."""
    low, high = 1, _FAR
    while low + 1 < high:
        middle = (low + high) // 2
        trial = _number(probe, draft, path, middle)
        if trial.late:
            return ""
        low, high = (low, middle) if trial.problem else (middle, high)
    return str(low)


def _known_bound(probe: Probe, draft: Draft, path: str, used: set[str]) -> str | None:
    """The size at which clean numbers end."""
    for name, number in draft.numbers.items():
        if name in used:
            around = (number - 1, number, number + 1)
            clean = [_clean_with(probe, draft, path, value) for value in around]
            if clean == [True, False, False]:
                return f"{name} - 1"
            if clean == [True, True, False]:
                return name
    return None


def bound_elements(subject: Subject, draft: Draft) -> Draft:
    """Integers inside lists: those that index get the largest bound that passes the sanitizers."""
    probe, found = subject.probe, subject.found
    paths = [
        path for path in found.integer_elements() if below(draft.values[path]) not in draft.numbers
    ]
    wide = {path: domain for path in paths if (domain := _wide_domain(probe, found, draft, path))}
    narrow = [path for path in paths if path not in wide]
    if narrow:
        draft = _assign(probe, draft, narrow, found)
    for path, domain in wide.items():
        draft = draft.with_values({path: _busiest(probe, draft, path, domain)})
    draft = _use_idle_sizes(probe, found, draft, narrow)
    for path in found.integer_elements():
        signed = not found.elements[path].dtype.startswith("u")
        if signed and below(draft.values[path]) in draft.numbers:
            draft = _end_chains(probe, draft, path)
    return draft


def _end_chains(probe: Probe, draft: Draft, path: str) -> Draft:
    """Where the function asks for it, -1 is no place: the end of a chain."""
    ended = draft.with_values({path: draft.values[path].replace("integer(0,", "integer(-1,")})
    styles = (Style.PLAIN, Style.EXTREME)
    clean = probe.clean(ended.lengths, ended.values, ended.numbers, _SEEDS[:3], styles)
    return ended if clean else draft


def _wide_domain(probe: Probe, found: Layout, draft: Draft, path: str) -> str | None:
    """The domain of an element that may be any number, while the others stay small."""
    unsigned = found.elements[path].dtype.startswith("u")
    for tried, used in list(_WIDE.items())[1 if unsigned else 0 :]:
        values = {**draft.values, path: tried}
        if probe.clean(draft.lengths, values, draft.numbers, _SEEDS[:3]):
            return BYTES.get(found.elements[path].dtype, used)
    return None


def _busiest(probe: Probe, draft: Draft, path: str, domain: str) -> str:
    """Any number, unless numbers below a size make the function do more: it guards them."""
    best, most = domain, probe.work(draft.lengths, {**draft.values, path: domain}, draft.numbers)
    lengths = _words(" ".join(draft.lengths.values()))
    uppers = ["1", *(f"{name} - 1" for name in draft.numbers if name in lengths)]
    for upper in uppers:
        bounded = f"integer(0, {upper})"
        work = probe.work(draft.lengths, {**draft.values, path: bounded}, draft.numbers)
        if work > 1.2 * most:
            best, most = bounded, work
    return best


def _assign(probe: Probe, draft: Draft, narrow: list[str], found: Layout) -> Draft:
    """The joint bounds that allow the most: neighbours such as row and column share theirs."""
    bounds = _bounds(draft, found, probe.literals.numbers[:_MOST_CONSTANTS])
    if len(bounds) ** len(narrow) > _COMBINATIONS:
        return _assigned_in_turn(probe, draft, narrow, bounds)
    most, best = 0, draft
    for chosen in product(bounds, repeat=len(narrow)):
        total = prod(number for _, number in chosen)
        if total <= most:
            continue
        texts = (text for text, _ in chosen)
        attempt = draft.with_values(dict(zip(narrow, texts, strict=True)))
        if probe.clean(attempt.lengths, attempt.values, attempt.numbers, _SEEDS):
            most, best = total, attempt
    return best


def _assigned_in_turn(
    probe: Probe, draft: Draft, narrow: list[str], bounds: list[tuple[str, int]]
) -> Draft:
    """The largest bound that all may have, then for one after the other the largest."""
    largest = [text for text, _ in sorted(bounds, key=lambda bound: -bound[1])]
    best = draft
    for paths in (narrow, *([path] for path in narrow)):
        for text in largest:
            attempt = best.with_values(dict.fromkeys(paths, text))
            if attempt.values == best.values:
                break  # it has that one already
            if probe.clean(attempt.lengths, attempt.values, attempt.numbers, _SEEDS):
                best = attempt
                break
    return best


def _bounds(draft: Draft, found: Layout, constants: Sequence[int]) -> list[tuple[str, int]]:
    """Ranges that an index may have, with the number of values in each: below sizes, if any of
    these says how long a list is.
    """
    fits = draft.numbers.keys() & _words(" ".join(draft.lengths.values()))
    sizes = draft.numbers.items() if fits else ()
    sized = [(f"integer(0, {name} - 1)", number) for name, number in sizes]
    lengths = (int(length) for length in draft.lengths.values() if length.isdigit())
    extents = dict.fromkeys([*found.extents.values(), *constants, *lengths])
    extents = [extent for extent in extents if extent > 1]
    fixed = [(f"integer(0, {extent - 1})", extent) for extent in extents]
    return [*sized, *fixed, ("integer(0, 6)", 7), ("integer(0, 1)", 2)]


def _use_idle_sizes(probe: Probe, found: Layout, draft: Draft, narrow: list[str]) -> Draft:
    """A size that nothing uses most likely bounds an element that is only compared, where sizes say
    how long lists are.
    """
    if not _words(" ".join(draft.lengths.values())) & draft.numbers.keys():
        return draft
    bounded = [draft.values[place] for place in found.elements]
    words = _words(" ".join([*draft.lengths.values(), *bounded]))
    idle = [name for name in draft.numbers if name not in words]
    siblings = [
        path
        for path in found.integer_elements()
        if path not in narrow and "." in path and any("." in other for other in narrow)
    ]
    for path in siblings if idle else []:
        attempt = draft.with_values({path: f"integer(0, {idle[0]} - 1)"})
        if probe.clean(attempt.lengths, attempt.values, attempt.numbers, _SEEDS[:3]):
            draft = attempt
    return draft
