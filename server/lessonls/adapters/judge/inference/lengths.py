"""How long lists are: the smallest clean length of each, and the expression that explains it.

Every length is shrunk by bisection to the smallest with which the sanitized baseline runs
clean. The minimal lengths factor into expressions of the sizes; a list whose own length
drives the function has a size of its own.
"""

import re
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import cycle

import numpy as np

from lessonls.adapters.judge.execution import Style
from lessonls.adapters.judge.inference.draft import Draft, Layout, symbol
from lessonls.adapters.judge.inference.factoring import (
    LENGTH_PRIMES,
    OTHER_PRIMES,
    POINTING_PRIMES,
    POWERS,
    PRIMES,
    coverings,
    explanations,
    likely,
    roomy,
    rounded_up,
)
from lessonls.adapters.judge.inference.hypotheses import below
from lessonls.adapters.judge.inference.probe import Probe, TimeIsUpError
from lessonls.adapters.judge.inference.sensitivity import reads_beyond
from lessonls.adapters.judge.inference.subject import Subject
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Size

_ALL_PRIMES = (*PRIMES, *LENGTH_PRIMES, *POINTING_PRIMES)
_OTHERS = (*OTHER_PRIMES, *LENGTH_PRIMES[::-1], *POINTING_PRIMES[1:], POINTING_PRIMES[0])
_OTHER: Mapping[int, int] = dict(zip(_ALL_PRIMES, _OTHERS, strict=True))
_EVEN, _POWERS = (36, 22, 50), (64, 16, 128)
"""Lengths of a form: the first is tried, the others show that it is the form that counts."""
_WORD_BITS = 64
_SMALL_LIMIT = 4
_SEEDS = (1, 2, 3)
_SEEDS_A_CHOICE, _MOST_SEEDS, _QUICK = 8, 64, 0.1
"""How many inputs there are for each value of a mode, so that hardly any is left out, at most in
all, and how many seconds these may take.
"""
_MANY_SEEDS, _ALIKE_STYLES = range(24), (Style.PLAIN, Style.SHARED, Style.ZEROS)
_BORDER = 2
_DRAWN, _MOST_DRAWN = 4, 15
"""How many other numbers of sizes are tried where an expression is only large enough, and below
what: all other lists are still as long as they start.
"""
_FAR_LONGER = 12
"""How many times more elements a list has of which the length of no other tells."""
_SHORT, _LONGER = 64, 8
"""Lists that start no longer than this one are tried with so many times as many elements."""
_MOST_COVERINGS, _RARE = 4, 8
_SPREAD = (1, 9, 12, 30, 33, 50)
"""Numbers of sizes that are less alike than those that are tried first."""


def shaped(subject: Subject, draft: Draft) -> Draft:
    """Gives every list a length: an expression in the sizes, or a free size of its own.

    A few elements may be enough for a function that stops as soon as it finds something: with
    elements that are all alike it goes on, or stops at once. If that does not help, the integer
    behind such a list is its length, where that is enough whatever it is.

    Lengths are those for all values of modes, unless none are found or that takes too long: then
    what some of the values need may be more than there is, and checks leave these out.
    """
    probe = subject.probe
    probe.every_choice = True
    started = time.monotonic()
    _clean(probe, draft, draft.lengths, draft.numbers)
    probe.every_choice = time.monotonic() - started < _QUICK
    try:
        return _with_lengths(subject, draft)
    except TimeIsUpError:
        raise
    except WorkloadError:
        if not probe.every_choice or not _most_choices(draft):
            raise
        probe.every_choice = False
        return _with_lengths(subject, draft)


def _with_lengths(subject: Subject, draft: Draft) -> Draft:
    probe, found, function = subject.probe, subject.found, subject.function
    usual = _shaped(probe, found, function, draft)
    if _is_by_chance(probe, found, usual):
        with suppress(WorkloadError):
            return _roomy(probe, found, function, draft)
    few = _few(found, usual)
    if not few:
        return usual
    probe.styles = (Style.PLAIN, Style.ZEROS, Style.ONES)
    with suppress(WorkloadError):
        longer = _shaped(probe, found, function, draft)
        if not _few(found, longer):
            return longer
    probe.styles = (Style.PLAIN,)
    for path in few:
        usual = _paired(probe, found, usual, path)
    return usual


def _is_by_chance(probe: Probe, found: Layout, draft: Draft) -> bool:
    """Whether the lengths of lists that expressions explain are not enough for other numbers,
    although these stand in the same order.
    """
    expressions = any(re.search(r" [*+] ", length) for length in draft.lengths.values())
    if len(found.sizes) < 2 or not expressions:
        return False
    if not _clean(probe, draft, draft.lengths, _spread(draft)):
        return True
    longer = _with_longer_lists(found, draft)
    return probe.trial(draft.lengths, draft.values, longer).touched_other_memory


def _with_longer_lists(found: Layout, draft: Draft) -> dict[str, int]:
    """Numbers with which lists that say how long they are have far more elements, where no length
    of another one tells of that.
    """
    own = {length for path, length in draft.lengths.items() if found.self_sized(path)}
    others = " ".join(length for length in draft.lengths.values() if length not in own)
    free = {name for name in own & draft.numbers.keys() if not re.search(rf"\b{name}\b", others)}
    return {name: _FAR_LONGER * n if name in free else n for name, n in draft.numbers.items()}


def _spread(draft: Draft) -> dict[str, int]:
    """Numbers in the same order that are less alike."""
    ranked = sorted(draft.numbers, key=lambda name: draft.numbers[name])
    return dict(zip(ranked, [*_SPREAD, *[_SPREAD[-1]] * len(ranked)], strict=False))


def _few(found: Layout, draft: Draft) -> list[str]:
    """The lists that need some elements whatever a size is, or only those at which something may
    begin; none where there is no size.
    """
    return [
        path
        for path, length in draft.lengths.items()
        if found.integers
        and ((length.isdigit() and not found.self_sized(path)) or re.search(" - | // ", length))
    ]


def _paired(probe: Probe, found: Layout, draft: Draft, path: str) -> Draft:
    """The draft in which a list has as many elements as the next integer parameter says, where that
    is no other list's length.
    """
    behind = probe.names[probe.names.index(path) + 1 :] if path in probe.names else ()
    name = next((one for one in behind if one in found.integers), "")
    others = " ".join(length for other, length in draft.lengths.items() if other != path)
    if not name or re.search(rf"\b{name}\b", others) or draft.values[name] != f"equal({name})":
        return draft
    lengths = {**draft.lengths, path: name}

    def holds(number: int) -> bool:
        return probe.clean(lengths, draft.values, {**draft.numbers, name: number}, _MANY_SEEDS)

    if not all(holds(number) for number in (*range(1, _SMALL_LIMIT), *PRIMES[-2:])):
        return draft
    least = 0 if holds(0) else 1
    return draft.with_lengths(lengths).with_sizes({name: Size(minimum=least)})


def _roomy(probe: Probe, found: Layout, function: str, draft: Draft) -> Draft:
    """Lists that are as long as all of them may have to be, then each as short as it may be."""
    paths = [path for path in found.lists if "[]" not in path]
    rooms = roomy(draft.numbers)
    for at, room in enumerate(rooms):
        attempt = draft.with_lengths(dict.fromkeys(paths, room))
        if not _holds_for_any(probe, attempt):
            continue
        for path in paths:
            for smaller in rooms[:at]:
                shorter = attempt.with_lengths({path: smaller})
                if _holds_for_any(probe, shorter):
                    attempt = shorter
                    break
        return attempt
    raise WorkloadError(
        f"no lengths were found with which {function} passes the sanitizers on every size."
    )


def _holds_for_any(probe: Probe, draft: Draft) -> bool:
    """Whether the lengths are enough for numbers of all kinds."""
    small = _small_numbers(draft)
    powers = dict(zip(draft.numbers, cycle(POWERS), strict=False))
    kinds = (draft.numbers, _other_numbers(draft), small, powers)
    return all(_clean(probe, draft, draft.lengths, numbers) for numbers in kinds)


def _is_enough(probe: Probe, draft: Draft, path: str, length: str) -> bool:
    """Whether a length is enough for numbers of all kinds, and for some that are drawn."""
    attempt, rng = draft.with_lengths({path: length}), np.random.default_rng(1)
    drawn = [{n: int(rng.integers(1, _MOST_DRAWN)) for n in draft.numbers} for _ in range(_DRAWN)]
    return _holds_for_any(probe, attempt) and all(
        _clean(probe, attempt, attempt.lengths, numbers) for numbers in drawn
    )


def _shaped(probe: Probe, found: Layout, function: str, draft: Draft) -> Draft:
    if found.roomy:
        return _roomy(probe, found, function, draft)
    smallest: dict[str, int] = {}
    for path in _shrinkable(found, draft):
        smallest[path], draft = _least(probe, draft, path)
    free: list[str] = []
    waiting: list[str] = []
    for path, number in smallest.items():
        # As long as another list starts, it rather depends on that list.
        expression = (
            None
            if not number or _follows(found, draft, path, number)
            else _explained(probe, found, draft, path, number)
        )
        is_constant = expression is not None and expression.isdigit() and number <= _SMALL_LIMIT
        if expression is None and number > _SMALL_LIMIT:
            waiting.append(path)
        elif found.self_sized(path) and (number == 0 or is_constant):
            free.append(path)
            draft = draft.with_sizes({symbol(path, list(draft.numbers)): Size(minimum=number)})
        else:
            draft = draft.with_lengths({path: expression or "0"})
    if not waiting:
        return _first_clean(probe, _pinned(draft, free), function)
    for pinned in _pinned(draft, free):
        if _holds(probe, pinned):
            explained = _explain_waiting(probe, found, pinned, waiting)
            if explained is not None:
                return explained
    raise WorkloadError(
        f"no lengths were found with which {function} passes the sanitizers on every size"
        f" (“{waiting[0]}” needs {smallest[waiting[0]]} elements)."
    )


def _follows(found: Layout, draft: Draft, path: str, number: int) -> bool:
    """Whether a list has to be about as long as another one, or itself, happens to start."""
    starts = {
        int(draft.lengths[other])
        for other in _shrinkable(found, draft)
        if other == path or found.self_sized(other)
    }
    return any(abs(start - number) <= _BORDER for start in starts)


def _explain_waiting(
    probe: Probe, found: Layout, draft: Draft, waiting: Sequence[str]
) -> Draft | None:
    for path in waiting:
        number = _minimal(probe, draft, path)
        expression = _explained(probe, found, draft, path, number)
        if expression is None:
            return None
        draft = draft.with_lengths({path: expression})
    clean = probe.clean(draft.lengths, draft.values, draft.numbers)
    return draft if clean else None


def _explained(probe: Probe, found: Layout, draft: Draft, path: str, number: int) -> str | None:
    """What a minimal length means: what is also the least for other sizes, or covers it."""
    if found.is_bits(path):
        within = {n: s for n, s in draft.numbers.items() if number <= s < number + _WORD_BITS}
        constant = str(number) if number <= _SMALL_LIMIT else None
        return max(within, key=lambda name: within[name], default=constant)
    table = _table(probe, path, number)
    if table is not None and _fits(probe, draft, path, str(table)):
        return str(table)  # its last elements may just not have been met
    if number > _SMALL_LIMIT and not _fits_small(probe, draft, path, number - 1):
        constant = _constant(probe, draft, path, number)
        if constant is not None:
            return constant
    constants = _constants(probe, found)
    possible = explanations(number, draft.numbers, constants)
    for text in possible:
        least = _fits(probe, draft, path, text) and not _fits(probe, draft, path, f"{text} - 1")
        if least:
            return rounded_up(text)
    plain = explanations(number, draft.numbers)
    if plain:
        enough = _is_enough(probe, draft, path, plain[0])
        other = (
            None if enough else _room(probe, draft, path) or _constant(probe, draft, path, number)
        )
        return other or rounded_up(plain[0])
    if _fits(probe, draft, path, str(number)) and not _fits(probe, draft, path, str(number - 1)):
        return _rounded(draft, number)
    around = coverings(number, draft.numbers, constants)
    holding = (text for text in around[:_MOST_COVERINGS] if _fits(probe, draft, path, text))
    return next(holding, None)


def _table(probe: Probe, path: str, number: int) -> int | None:
    """The length of a list that a mask is an index of, where the least that was found is no more,
    or hardly less where it is not known which list that is.
    """
    known = probe.literals.tables.get(path.rpartition(".")[2].rstrip("[]"), ())
    if known and number <= known[-1]:
        return known[-1]
    others = probe.literals.tables.get("", ())
    return next((one for one in others if one - one // _RARE <= number <= one), None)


def _room(probe: Probe, draft: Draft, path: str) -> str | None:
    """A product of sizes that is enough for numbers of all kinds, where what explains the length
    does so by chance.
    """
    products = (text for text in roomy(draft.numbers) if " * " in text and text[0].isalpha())
    return next((text for text in products if _is_enough(probe, draft, path, text)), None)


def _constant(probe: Probe, draft: Draft, path: str, number: int) -> str | None:
    """The length itself, where it is enough for numbers of all kinds: what values say, and no size
    does.
    """
    length = _rounded(draft, number)
    return length if _is_enough(probe, draft, path, length) else None


def _rounded(draft: Draft, number: int) -> str:
    """A constant length; a power of two where it may come of values that just were not larger, as
    of `a[i] ^ b[j]`.
    """
    values = draft.values.values()
    computed = number > _SMALL_LIMIT and any(below(of) or of.startswith("text(") for of in values)
    return str(1 << (number - 1).bit_length() if computed else number)


def _constants(probe: Probe, found: Layout) -> tuple[int, ...]:
    """Factors that lengths may have."""
    known = probe.literals.numbers
    if found.step == 1:
        return known
    return tuple(dict.fromkeys([found.step, *(found.step * number for number in known), *known]))


def _fits(probe: Probe, draft: Draft, path: str, length: str) -> bool:
    """Whether a length is enough when the sizes have other numbers."""
    return _clean(probe, draft, {**draft.lengths, path: length}, _other_numbers(draft))


def _fits_small(probe: Probe, draft: Draft, path: str, length: int) -> bool:
    """Whether a length is enough when the sizes are small."""
    return _clean(probe, draft, {**draft.lengths, path: str(length)}, _small_numbers(draft))


def _clean(
    probe: Probe, draft: Draft, lengths: Mapping[str, str], numbers: Mapping[str, int]
) -> bool:
    """With several inputs where integers are in lists, with more where one is a mode, and with the
    ends of their domains where they point.
    """
    domains = draft.values.values()
    pointing = any(below(domain) for domain in domains)
    seeds = _SEEDS if any(domain.startswith("integer(") for domain in domains) else _SEEDS[:1]
    if probe.every_choice and (most := _most_choices(draft)):
        seeds = range(min(_SEEDS_A_CHOICE * most, _MOST_SEEDS))
    styles = (*probe.styles, Style.EXTREME) if pointing else probe.styles
    return probe.clean(lengths, draft.values, numbers, seeds, styles)


def _most_choices(draft: Draft) -> int:
    """How many values a mode has, at most."""
    lone = (of for path, of in draft.values.items() if "[]" not in path)
    return max(map(_choices, lone), default=0)


def _choices(domain: str) -> int:
    """How many values a domain of fixed ones has."""
    if domain.startswith("choice("):
        return domain.count(",") + 1
    between = re.fullmatch(r"integer\((-?\d+), (-?\d+)\)", domain)
    return int(between[2]) - int(between[1]) + 1 if between else 0


def _small_numbers(draft: Draft) -> dict[str, int]:
    return dict(zip(draft.numbers, cycle((3, 1, 2, 5)), strict=False))


def _other_numbers(draft: Draft) -> dict[str, int]:
    """Another number for every size."""
    return {name: _OTHER.get(number, number) for name, number in draft.numbers.items()}


def _shrinkable(found: Layout, draft: Draft) -> list[str]:
    settled = {path for path in found.unnamed if draft.lengths.get(path) == "1"}
    return [p for p in found.lists if draft.lengths[p].isdigit() and p not in settled]


def _least(probe: Probe, draft: Draft, path: str) -> tuple[int, Draft]:
    """The smallest clean length of one list, and the draft with a longer one where it was too short
    to begin with: what lies far behind an end may be other memory of ours.
    """
    number, start = _minimal(probe, draft, path), int(draft.lengths[path])
    if number < start or start > _SHORT:
        return number, draft
    longer = draft.with_lengths({path: str(_LONGER * start)})
    more = _minimal(probe, longer, path)
    return (more, longer) if start < more < _LONGER * start else (number, draft)


def _minimal(probe: Probe, draft: Draft, path: str) -> int:
    """The smallest clean length of one list while the others stay as they are.

    Bisection first among the lengths that expressions would explain, then between them.
    """
    lengths = dict(draft.lengths)

    def clean(number: int) -> bool:
        lengths[path] = str(number)
        return _clean(probe, draft, lengths, draft.numbers)

    start = int(lengths[path])
    marks = [0, *likely(start, draft.numbers, probe.literals.numbers), start]
    at = bisect_left(range(len(marks) - 1), True, key=lambda index: clean(marks[index]))
    low, high = (marks[at - 1] + 1 if at else 0), marks[at]
    if low < high and not clean(high - 1):
        return high
    return low + bisect_left(range(low, high), True, key=clean)


def _first_clean(probe: Probe, drafts: Iterator[Draft], function: str) -> Draft:
    for draft in drafts:
        if _holds(probe, draft):
            return draft
    raise WorkloadError(
        f"{function} passes the sanitizers only with large lists ({probe.last_problem})."
    )


def _holds(probe: Probe, draft: Draft) -> bool:
    """Whether lengths of this form pass the sanitizers, and not just by luck with one number."""
    attempts = [draft.numbers]
    for free in (_EVEN, _POWERS) if set(draft.numbers.values()) & {_EVEN[0], _POWERS[0]} else ():
        attempts += [
            {name: other if number == free[0] else number for name, number in draft.numbers.items()}
            for other in free[1:]
        ]
    return all(probe.clean(draft.lengths, draft.values, numbers) for numbers in attempts)


def _pinned(draft: Draft, free: Sequence[str]) -> Iterator[Draft]:
    """Free lengths as distinct primes, as one common length, and as powers of two."""
    if not free:
        yield draft
        return
    names = {path: symbol(path, list(draft.numbers)) for path in free}
    primes = dict(zip(names.values(), cycle(LENGTH_PRIMES), strict=False))
    yield draft.with_numbers(primes).with_lengths(names)
    minimum = max(draft.sizes[symbol(path, list(draft.numbers))].minimum for path in free)
    name = symbol("n", list(draft.numbers))
    common = draft.with_lengths(dict.fromkeys(free, name)).without_sizes(names.values())
    for number in (LENGTH_PRIMES[0], _EVEN[0], _POWERS[0]):
        size = Size(minimum=minimum, power_of_two=number == _POWERS[0])
        yield common.with_numbers({name: number}).with_sizes({name: size})


def free_where_read_beyond(subject: Subject, draft: Draft) -> Draft:
    """A list of length k that is read beyond k has its own length, and k points into it."""
    found = subject.found
    for path, expression in list(draft.lengths.items()):
        if expression not in draft.numbers or not found.self_sized(path) or "[]" in path:
            continue
        owner = f"equal({expression})"
        users = [place for place in found.integers if draft.values[place] == owner]
        sharing = [place for place, other in draft.lengths.items() if expression in other]
        if len(users) != 1 or sharing != [path]:
            continue
        if reads_beyond(subject.probe, draft, path):
            name = symbol(f"n_{path}", list(draft.numbers))
            draft = (
                draft.with_numbers({name: LENGTH_PRIMES[-1]})
                .without_numbers([expression])
                .with_sizes({name: Size(minimum=1)})
                .with_lengths({path: name})
                .with_values({users[0]: "equal(1)"})
            )
    return draft


def room_where_found(subject: Subject, draft: Draft) -> Draft:
    """Some elements for lists that seemed to need none: what is put there is rarely found."""
    probe, found = subject.probe, subject.found
    unused = [
        path for path in found.lists if draft.lengths[path] == "0" and not found.self_sized(path)
    ]

    def clean(length: str) -> bool:
        lengths = {**draft.lengths, **dict.fromkeys(unused, length)}
        return probe.clean(lengths, draft.values, draft.numbers, _MANY_SEEDS, _ALIKE_STYLES)

    if unused and not clean("0"):
        enough = next(filter(clean, ("1", "2", *draft.numbers)), "0")
        return draft.with_lengths(dict.fromkeys(unused, enough))
    return draft


def widen_sizes(subject: Subject, draft: Draft) -> Draft:
    """The smallest number each size can have, and whether other primes work as well."""
    probe = subject.probe
    other = _other_numbers(draft)
    for name in draft.numbers:
        known = draft.sizes.get(name, Size())
        for number in range(known.minimum, 4):
            alone, alike = {**draft.numbers, name: number}, dict.fromkeys(draft.numbers, number)
            if any(probe.clean(draft.lengths, draft.values, each) for each in (alone, alike)):
                minimum = number
                break
        else:
            minimum = 4
        draft = draft.with_sizes({name: known.model_copy(update={"minimum": minimum})})
    if probe.clean(draft.lengths, draft.values, other, (2, 3)):
        return draft
    powers = dict(zip(draft.numbers, POWERS * 4, strict=False))
    if probe.clean(draft.lengths, draft.values, powers, (2, 3)):
        even = {"power_of_two": True}
        sizes = {name: size.model_copy(update=even) for name, size in draft.sizes.items()}
        return draft.with_sizes(sizes)
    return draft
