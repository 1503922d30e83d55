"""Which values bring a function to life: other domains where answers are dull or lines idle.

A workload is worth something only when the answers depend on the inputs and are numbers.
Where they are not, and where lines of the function did not run, other domains are tried.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, combinations_with_replacement, product

from lessonls.adapters.judge.inference.alphabets import alphabets
from lessonls.adapters.judge.inference.bounds import BYTES
from lessonls.adapters.judge.inference.draft import (
    Draft,
    Layout,
    finished,
    is_integer,
    is_real,
    symbol,
)
from lessonls.adapters.judge.inference.factoring import PRIMES
from lessonls.adapters.judge.inference.hypotheses import BITS, INDEX, NATURAL, REALS, WIDE, below
from lessonls.adapters.judge.inference.probe import Probe
from lessonls.adapters.judge.inference.sensitivity import is_defined, is_live
from lessonls.adapters.judge.inference.subject import Subject
from lessonls.core.errors import WorkloadError

_USUAL, _MOST_THRESHOLD = 10.0, 1e9
"""Between these a constant calls for numbers that are not drawn anyway."""
_MOST_CONSTANTS, _MOST_MODES, _BEYOND = 64, 6, 40
_BYTE, _MOST_SIDES = "uint8", 3
_TAME = ("real(-1, 1)", "real(-0.1, 0.1)", "real(0.9, 1.1)")


def livelier(subject: Subject, draft: Draft) -> Draft:
    """The first domain whose results are neither constant nor undefined.

    Where some results are undefined, a domain is better that a function for matrices, or for
    powers, would be used with.
    """
    probe, found = subject.probe, subject.found
    if is_live(probe, draft):
        if is_defined(probe, draft):
            return draft
        tamer = (
            attempt
            for attempt in _tamer(found, draft)
            if is_live(probe, attempt) and is_defined(probe, attempt)
        )
        return next(tamer, None) or _tamer_in_timing(probe, found, draft)
    others = (
        *_compared(probe, found, draft),
        *_texts(probe, found, draft),
        *_other_domains(found, draft),
        *_around_thresholds(probe, found, draft),
        *_tamer(found, draft),
        *_grids(found, draft),
    )
    for attempt in others:
        if is_live(probe, attempt):
            return attempt
    if is_live(probe, draft, empty=True):
        return draft
    raise WorkloadError(
        f"the results of {subject.function} do not depend on its inputs, or are NaN,"
        " on every kind of input that was tried."
    )


def _tamer(found: Layout, draft: Draft) -> Iterator[Draft]:
    """Matrices with a heavy diagonal, dense or as lists of entries; lone numbers below 1."""
    reals = [path for path, of in found.elements.items() if is_real(of)]
    dense = draft.with_values({path: _real_or_dominant(draft, path, "dominant") for path in reals})
    sparse = draft
    for places in _entries(found, draft):
        sparse = sparse.with_values(places)
    lone = [path for path, of in found.others.items() if is_real(of)]
    small = draft.with_values(dict.fromkeys(lone, "real(0.1, 0.9)"))
    yield from (one for one in (small, dense, sparse) if one.values != draft.values)


def _tamer_in_timing(probe: Probe, found: Layout, draft: Draft) -> Draft:
    """Numbers for timing whose products and powers neither overflow nor vanish at once, where there
    are such; the checks keep theirs.
    """
    reals = [path for path, of in found.elements.items() if is_real(of)]
    for domain in _TAME:
        values = dict.fromkeys(reals, domain)
        attempt = draft.with_values(values)
        if is_live(probe, attempt) and is_defined(probe, attempt, vanishing=False):
            return draft.with_timing(values)
    return draft


def _entries(found: Layout, draft: Draft) -> Iterator[dict[str, str]]:
    """Rows, columns and values of entries, in one list or in several of one length."""
    lists: dict[str, list[str]] = {}
    for path in found.elements:
        owner = path.partition("[]")[0]
        if path.count("[]") == 1 and owner in draft.lengths:
            lists.setdefault(draft.lengths[owner], []).append(path)
    for paths in lists.values():
        values = [path for path in paths if is_real(found.elements[path])]
        places: dict[str, list[str]] = {}
        for path in paths:
            if name := below(draft.values[path]):
                places.setdefault(name, []).append(path)
        for name, both in places.items():
            if len(both) == len(("row", "column")) and values:
                yield dict.fromkeys([*both, *values], f"diagonal({name})")


def _texts(probe: Probe, found: Layout, draft: Draft) -> Iterator[Draft]:
    """Other alphabets for characters, also where these are bytes."""
    texts = [
        path
        for path, of in found.elements.items()
        if (of.text or of.dtype == _BYTE)
        and (draft.values[path].startswith("text(") or not _names(draft.values[path]))
    ]
    for alphabet in alphabets(probe) if texts else ():
        yield draft.with_values(dict.fromkeys(texts, alphabet))


def _other_domains(found: Layout, draft: Draft) -> Iterator[Draft]:
    lone = [path for path, of in found.others.items() if is_real(of)]
    for integers in (None, BITS, INDEX, NATURAL, "integer(0, 1000)", "integer(-1000, 1000)"):
        for real, alone in product((*REALS, "dominant"), (False, True) if lone else (False,)):
            values = dict(draft.values)
            for path, of in found.elements.items():
                if is_real(of):
                    values[path] = _real_or_dominant(draft, path, real)
                elif is_integer(of) and integers and not _names(draft.values[path]):
                    values[path] = integers
            values |= dict.fromkeys(lone if alone and real != "dominant" else (), real)
            if values != draft.values:
                yield draft.with_values(values)


def _around_thresholds(probe: Probe, found: Layout, draft: Draft) -> Iterator[Draft]:
    """Numbers as large as those that the function compares with, on both sides of them."""
    largest = max(map(abs, probe.literals.thresholds), default=0.0)
    if not _USUAL < largest < _MOST_THRESHOLD:
        return
    whole = f"integer({-2 * int(largest)}, {2 * int(largest)})"
    values = {
        path: f"real({-2 * largest}, {2 * largest})" if is_real(of) else whole
        for path, of in found.elements.items()
        if is_real(of) or (is_integer(of) and not _names(draft.values[path]))
    }
    yield draft.with_values(values)


def _grids(found: Layout, draft: Draft) -> Iterator[Draft]:
    """Vectors with as many elements as a grid has whose sides are integers, or are all the same
    one: functions that look whether there are as many do nothing with others.
    """
    vectors = [path for path, of in found.lists.items() if of.what == "vector" and "[]" not in path]
    sides = [path for path in found.integers if path not in found.idle][:_MOST_SIDES]
    if not vectors or not sides:
        return
    names = {path: symbol(path, []) for path in sides}
    numbers = dict(zip(names.values(), PRIMES, strict=False))
    first = names[sides[0]]
    squares = draft.with_numbers({first: numbers[first]})
    squares = squares.with_values(dict.fromkeys(sides, f"equal({first})"))
    yield _of_length(squares, vectors, f"{first} * {first}")
    own = draft.with_numbers(numbers)
    own = own.with_values({path: f"equal({name})" for path, name in names.items()})
    for one, other in combinations_with_replacement(names.values(), 2):
        yield _of_length(own, vectors, f"{one} * {other}")


def _of_length(draft: Draft, paths: Sequence[str], length: str) -> Draft:
    """With lists of that length, and without the sizes that nothing has then."""
    made = draft.with_lengths(dict.fromkeys(paths, length))
    used = " ".join([*made.lengths.values(), *made.values.values()])
    idle = [name for name in made.numbers if not re.search(rf"\b{name}\b", used)]
    return made.without_numbers(idle)


def _names(domain: str) -> bool:
    """Whether a domain's bounds name a size, which experiments have found."""
    return re.search(r"[a-z_]\w*", domain.partition("(")[2], re.IGNORECASE) is not None


def _real_or_dominant(draft: Draft, path: str, real: str) -> str:
    """A heavy diagonal for square matrices, flat or nested; other places keep theirs."""
    if real != "dominant":
        return real
    length = draft.lengths.get(path.removesuffix("[]"), "")
    for name in draft.numbers:
        if length == f"{name} * {name}":
            return f"dominant({name})"
        if length == name and path.endswith("[][]"):
            return f"dominant({name})"
    return draft.values[path]


def better_covered(subject: Subject, draft: Draft) -> Draft:
    """Tries other domains where lines of the function did not run."""
    probe = subject.probe

    def covered(attempt: Draft) -> float:
        return subject.coverage(finished(attempt, subject.function, subject.found))

    best, share = draft, covered(draft)
    for attempt in _alternatives(probe, subject.found, draft):
        if share >= 1.0:
            break
        if is_live(probe, attempt):
            reached = covered(attempt)
            if reached > share:
                best, share = attempt, reached
    return best


def _alternatives(probe: Probe, found: Layout, draft: Draft) -> Iterator[Draft]:
    free = [p for p in found.lists if draft.lengths[p] in draft.numbers and found.self_sized(p)]
    if len(free) > 1:
        yield draft.with_lengths(dict.fromkeys(free, draft.lengths[free[0]]))
    yield from _compared(probe, found, draft)
    yield from _modes(probe, found, draft)
    for domain in (INDEX, BITS, WIDE):
        free = [path for path in found.integer_elements() if not _names(draft.values[path])]
        rules = {path: BYTES.get(found.elements[path].dtype, domain) for path in free}
        attempt = draft.with_values(rules if domain == WIDE else dict.fromkeys(free, domain))
        if attempt.values != draft.values:
            yield attempt
    yield from _texts(probe, found, draft)


def _compared(probe: Probe, found: Layout, draft: Draft) -> Iterator[Draft]:
    """Lone integers between the numbers that they are compared with, and next to these."""
    values: dict[str, str] = {}
    for path in found.integers:
        limits = list(probe.literals.compared.get(path.rpartition(".")[2], ()))
        if limits and path not in found.idle and not _names(draft.values[path]):
            most = limits[-1] + 1 if len(limits) > 1 else limits[0] + _BEYOND
            values[path] = f"integer({limits[0] - 1}, {most})"
    if values:
        yield draft.with_values(values)


def _modes(probe: Probe, found: Layout, draft: Draft) -> Iterator[Draft]:
    """For integers that are no sizes: one of the function's constants, or several flags at once."""
    known = {0, 1} | {int(one) for one in probe.literals.thresholds if one == int(one)}
    flags = [one for one in sorted(known) if one > 0 and one & (one - 1) == 0]
    several = {one | other for one, other in combinations(flags, 2)} | {sum(flags)}
    values = sorted(known | several, key=abs)[:_MOST_CONSTANTS]
    choice = f"choice({', '.join(map(str, values))})"
    asked = probe.literals.asked
    modes = [
        path
        for path in found.integers
        if path.rpartition(".")[2] in asked and not _names(draft.values[path])
    ]
    for path in modes[:_MOST_MODES]:
        if path not in found.idle:
            yield draft.with_values({path: choice})
