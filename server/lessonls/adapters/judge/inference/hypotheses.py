"""What an experiment starts with: roles of integers and domains of values, as hypotheses.

Lone integers are sizes, with distinct primes or with powers of two, or just small numbers.
Integers inside lists may be any numbers, numbers from zero on, places in other lists, small
indices or flags. Everything with a length starts large.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, cycle
from math import prod

from lessonls.adapters.judge.inference.draft import Draft, Layout, is_integer, symbol
from lessonls.adapters.judge.inference.factoring import (
    POINTING_PRIMES,
    POWERS,
    PRIMES,
    replaced,
)
from lessonls.adapters.judge.inference.probe import Probe
from lessonls.adapters.judge.inference.subject import Subject
from lessonls.core.errors import WorkloadError
from lessonls_sandbox.wire import Scalar, dtypes

WIDE, NATURAL, INDEX, BITS, POSITIVE = (
    "integer(-1000, 1000)",
    "integer(0, 1000)",
    "integer(0, 6)",
    "integer(0, 1)",
    "integer(1, 100)",
)
"""Domains of integers, from the widest to the narrowest, and what others are divided by."""
REALS = ("real(-10, 10)", "real(0.5, 2)", "real(-0.1, 0.1)")
"""Domains of reals, in the order in which they are tried."""
POINTING = "pointing"
"""Not a domain, but the hypothesis that integers are places in lists: below a number of their
own, which comes out as the length of what they point into.
"""
_STARTING = "starting"
"""The same, with lists whose elements are the places where rows start."""
Starts = tuple[tuple[int, ...], int, int]
_STARTS: tuple[Starts, ...] = (
    ((512, 8192, 16384, 32768, 65536), 128, 40),
    ((512, 512, 512, 2048, 8192), 80, 40),
    ((96, 96, 180, 1100, 8192), 64, 20),
)
"""How long flat lists start, with 0, 1, 2, ... integers, then those with lists inside, and with
lists inside these: more than any product of the integers' primes. Shorter ones are tried where
these take too long.
"""
_STRUCTS, _IN_STRUCTS, _MANY = 40, 512, 320
"""How long lists of structs with lists start, and these lists: such a struct mostly is a matrix;
where there is next to nothing in these, many are no burden.
"""
_ALIKE: Starts = (80,), 80, 80
"""How long all lists start where nothing but the lists themselves can say how long they are."""
_SEEDS = (1, 2, 3)
_FAR = (1_000_000, 20_000)
"""Far beyond how long lists start."""
_FAR_SECONDS = 1.0
_SECONDS, _MOST_LATE = (3.0, 1.5), 3
"""How long a hypothesis may take: the first one, and those after one that took too long."""
_WIDE_ELEMENT = 4
"""Numbers in an element from which on lists of them start shorter."""
_MOST_BYTES, _LEAST_FLAT, _LEAST_NESTED, _SOME = 1 << 23, 128, 8, 4
"""How much lists may hold to begin with, how short they get for that, and what is `random`."""
_HEAVY, _MOST_HALVINGS = 1 << 20, 12
"""Bytes of a call from which on lists are halved before they are looked at one by one."""
_FEW = "random(0, 3)"
_SMALL, _MOST_SMALL = "equal(1)", 2
_TOO_LARGE = re.compile(r"(?:index|shift exponent) (\d+) (?:out of bounds|is too large)")
_FAR_MORE = 5
_MOST_CHOICES = 64


def first_draft(subject: Subject, _: Draft) -> Draft:
    """Large lists, and the first assignment of roles and domains that passes the sanitizers.
    Nothing is known before it.
    """
    probe, found = subject.probe, subject.found
    problem, small = "", frozenset[str]()
    for usual in (*_STARTS, *([_ALIKE] if _only_lists(found) else [])):
        late, starts = 0, _affordable(found, usual)
        hypotheses = _hypotheses(subject, starts, small)
        while (hypothesis := next(hypotheses, None)) is not None:
            draft, domain = hypothesis
            limit = _SECONDS[late > 0]
            trial = probe.trial(draft.lengths, draft.values, draft.numbers, _SEEDS, limit)
            problem = problem or trial.problem
            late += trial.late
            if more := _too_large(found, draft, trial.problem) - small:
                small |= more
                hypotheses = _hypotheses(subject, starts, small)
                continue
            if late == _MOST_LATE:
                break
            if trial.problem or (domain in {WIDE, NATURAL} and _guarded(probe, draft, found)):
                continue
            light = _lighter(probe, found, _without_unnamed(probe, found, draft))
            if domain in {POINTING, _STARTING}:
                return _relaxed(probe, found, light)
            return _falling(probe, found, light)
        if not late and not _only_lists(found):
            break
    raise WorkloadError(
        f"could not generate inputs on which {subject.function} passes the sanitizers "
        f"(first problem: {problem})."
    )


def _too_large(found: Layout, draft: Draft, problem: str) -> frozenset[str]:
    """The integer whose number is what a fixed array has no element for, or more bits than a number
    has to shift by: the fault names it, and all of them differ.
    """
    said = _TOO_LARGE.search(problem)
    number = int(said[1]) if said else 0
    return frozenset(path for path in found.sizes if draft.numbers.get(symbol(path, [])) == number)


def _without_unnamed(probe: Probe, found: Layout, draft: Draft) -> Draft:
    """Next to nothing in lists that the function does not name, where that passes the sanitizers as
    well: of a large struct it mostly uses a few members. Those that it does name may have to be
    longer then: what lies behind them was other memory of ours.
    """
    few = {path: length for path, length in _few(found).items() if draft.lengths[path].isdigit()}
    named = [path for path in found.lists if path not in found.unnamed]
    longer = {path: str(_MANY) for path in named if draft.lengths[path] == str(_STRUCTS)}
    for lengths in (few, {**few, **longer}) if few else ():
        attempt = draft.with_lengths(lengths)
        if probe.clean(attempt.lengths, attempt.values, attempt.numbers, _SEEDS):
            return attempt
    return draft


def _affordable(found: Layout, starts: Starts) -> Starts:
    """The same, or shorter, so that lists in lists in lists do not fill the memory."""
    flat, outer, deep = starts
    while _nbytes(found, assigned(found, PRIMES, frozenset(), WIDE, starts)) > _MOST_BYTES:
        shorter = tuple(max(one // 2, _LEAST_FLAT) for one in starts[0])
        starts = shorter, max(starts[1] // 2, _LEAST_NESTED), max(starts[2] // 2, _LEAST_NESTED)
        if starts == (flat, outer, deep):
            break
        flat, outer, deep = starts
    return starts


def _nbytes(found: Layout, draft: Draft) -> int:
    """About how much the lists of a draft hold: each scalar as often as all lists around it say."""

    def count(path: str) -> int:
        around = (path[: match.start()] for match in re.finditer(r"\[\]", path))
        lengths = (draft.lengths.get(one) or str(found.extents.get(one, 1)) for one in around)
        return prod(int(length) if length.isdigit() else _SOME for length in lengths)

    return sum(count(path) * next(dtypes(of)).itemsize for path, of in found.elements.items())


def _few(found: Layout) -> dict[str, str]:
    """Next to nothing in members that the function does not name."""
    return {path: _FEW if found.self_sized(path) else "1" for path in found.unnamed}


def _lighter(probe: Probe, found: Layout, draft: Draft) -> Draft:
    """Shorter lists to begin with, where megabytes would have to be made for every experiment."""
    flat = [path for path in found.lists if "[]" not in path and draft.lengths[path].isdigit()]
    for _ in range(_MOST_HALVINGS):
        (call,) = probe.calls(draft.lengths, draft.values, draft.numbers, _SEEDS[:1])
        if call.nbytes <= _HEAVY:
            break
        shorter = {path: str(max(int(draft.lengths[path]) >> 1, 1)) for path in flat}
        lengths = {**draft.lengths, **shorter}
        if not shorter or not probe.clean(lengths, draft.values, draft.numbers, _SEEDS):
            break
        draft = draft.with_lengths(shorter)
    return draft


def _falling(probe: Probe, found: Layout, draft: Draft) -> Draft:
    """The draft with its sizes in falling order, where the function does far more with these:
    with a window that is longer than what it moves over there is nothing to do.
    """
    names = [name for path in found.integers if (name := symbol(path, [])) in draft.numbers]
    if len(names) < 2:
        return draft
    turned = [draft.numbers[name] for name in reversed(names)]
    other = draft.with_numbers(dict(zip(names, turned, strict=True)))
    usual, more = (probe.work(d.lengths, d.values, d.numbers) for d in (draft, other))
    clean = more > _FAR_MORE * usual and probe.clean(other.lengths, other.values, other.numbers)
    return other if clean else draft


def _only_lists(found: Layout) -> bool:
    """Flat and nested lists, and no integer: one may be as long as the inner ones of another."""
    return not found.integers and any("[]" in path for path in found.lists)


def _guarded(probe: Probe, draft: Draft, found: Layout) -> bool:
    return any(points(probe, draft, path) for path in found.integer_elements())


def points(probe: Probe, draft: Draft, path: str) -> bool:
    """Whether elements are places in lists, of which far ones are out of bounds.

    Also where the function looks first whether they are below zero, so that other numbers
    pass the sanitizers by chance.
    """
    for far in _FAR:
        values = {**draft.values, path: f"integer({-far}, {far})"}
        trial = probe.trial(draft.lengths, values, draft.numbers, _SEEDS, _FAR_SECONDS)
        if trial.touched_other_memory:
            return True
    return False


def _relaxed(probe: Probe, found: Layout, draft: Draft) -> Draft:
    """Those elements that need not be places in a list are any numbers."""
    for path in found.integer_elements():
        name = below(draft.values[path])
        for domain in (WIDE, NATURAL):
            attempt = draft.with_values({path: domain}).without_numbers([name])
            clean = probe.clean(attempt.lengths, attempt.values, attempt.numbers, _SEEDS)
            if clean and not points(probe, attempt, path):
                draft = attempt
                break
    return draft


def below(domain: str) -> str:
    """The size that a pointing element stays below, or that the last row start is; else “”."""
    found = re.fullmatch(r"(?:integer\(-?\d+, (\w+) - 1\)|offsets\((\w+)\))", domain)
    return "" if found is None else found[1] or found[2]


def _hypotheses(
    subject: Subject, starts: Starts, too_large: frozenset[str]
) -> Iterator[tuple[Draft, str]]:
    found = subject.found
    names = found.sizes
    for numbers in (PRIMES, POWERS):
        for small in _subsets(names, too_large):
            for domain in (WIDE, NATURAL, POINTING, _STARTING, INDEX, BITS, POSITIVE):
                draft = assigned(found, numbers, small, domain, starts)
                if domain in {POINTING, _STARTING}:
                    rows = row_starts(found, subject.code) if domain == _STARTING else []
                    if domain == _STARTING and not rows:
                        continue
                    draft = pointing(draft, found, rows)
                yield draft, domain
                if not found.integer_elements():
                    break


def pointing(draft: Draft, found: Layout, rows: Sequence[str]) -> Draft:
    """The draft with a size for each integer in a list that it stays below; in `rows` they grow."""
    for path, prime in zip(found.integer_elements(), cycle(POINTING_PRIMES), strict=False):
        name = symbol(f"below_{path}", list(draft.numbers))
        rule = f"offsets({name})" if path in rows else f"integer(0, {name} - 1)"
        draft = draft.with_numbers({name: prime}).with_values({path: rule})
    return draft


def row_starts(found: Layout, code: str) -> list[str]:
    """Lists of which the function's text also reads the next element."""
    return [
        path
        for path in found.integer_elements()
        if path.removesuffix("[]") in found.lists
        and re.search(rf"\b{re.escape(path.removesuffix('[]'))}\s*\[[^\]]*\+ ?1\s*\]", code)
    ]


def _subsets(names: Sequence[str], small: frozenset[str]) -> Iterator[frozenset[str]]:
    """Which integers are small numbers rather than sizes: those that have to be first, all last."""
    others = [name for name in names if name not in small]
    for count in range(len(others) + 1):
        if count <= _MOST_SMALL or count == len(others):
            yield from (small.union(chosen) for chosen in combinations(others, count))


def assigned(
    found: Layout,
    numbers: Sequence[int],
    small: frozenset[str],
    domain: str,
    starts: Starts = _STARTS[0],
) -> Draft:
    """One hypothesis: `small` integers are 1, the others are sizes with these `numbers`."""
    sizes: dict[str, int] = {}
    lengths: dict[str, str] = {}
    values: dict[str, str] = {}
    values.update(dict.fromkeys(found.integers, _SMALL))
    name = ""
    for path, number in zip(found.sizes, numbers, strict=False):
        if path not in small:
            name = name if found.alike and name else symbol(path, [])
            sizes.setdefault(name, number)
            values[path] = f"equal({found.step} * {name})" if found.step > 1 else f"equal({name})"
    values, sizes = _related(found, values, sizes)
    flats, outer, deep = starts
    flat = flats[min(len(found.sizes), len(flats) - 1)]
    for path in found.lists:
        inside = [other[len(path) :] for other in found.lists if other.startswith(f"{path}[]")]
        nested = "[]" in path or bool(inside)
        deeper = path.count("[]") > 1 or any(other.count("[]") > 1 for other in inside)
        wide = max(1, len(list(dtypes(found.lists[path].of))) // _WIDE_ELEMENT)
        lengths[path] = str(deep if deeper else outer if nested else max(flat // wide, flats[0]))
        if inside and f"{path}[]" not in found.lists:
            lengths[path] = str(min(_STRUCTS, outer))
        elif re.search(r"\[\]\.[^\[]+$", path) and not inside:
            lengths[path] = str(min(flat, _IN_STRUCTS))
        if found.lists[path].what == "string" and "[]" in path:
            lengths[path] = "random(1, 12)"
        elif found.lists[path].what in {"optional", "alternative"}:
            lengths[path] = "random(0, 1)"
    if found.light:
        lengths.update(_few(found))
    if found.brief:
        lengths.update(dict.fromkeys(found.texts, f"random(1, {found.brief})"))
    for path, of in {**found.elements, **found.others}.items():
        values[path] = f"link({found.link(path)})" if of.link else _domain(of, domain, found.signs)
        owner = found.lists.get(path.removesuffix("[]"))
        if owner is not None and owner.what == "stream":
            values[path] = "text(lines)"
    return Draft(lengths, values, sizes)


def _related(
    found: Layout, values: Mapping[str, str], sizes: Mapping[str, int]
) -> tuple[dict[str, str], dict[str, int]]:
    """Values and sizes with which integers are as the function asks: one that is to be as large as
    another one is that one, and some more, and equal ones have one size.
    """
    for larger, smaller, equal, _ in found.relations:
        least = values[smaller].removeprefix("equal(").removesuffix(")")
        more = symbol(larger, [])
        whole = least if equal else f"{least} + {more}"
        if more in sizes and more not in re.findall(r"\w+", least):
            values = {path: replaced(text, more, whole) for path, text in values.items()}
            sizes = {name: n for name, n in sizes.items() if name != more or not equal}
        elif equal:
            values = {**values, larger: values[smaller]}
    return dict(values), dict(sizes)


def _domain(of: Scalar, integers: str, signs: str) -> str:
    if of.enum:
        return _constants(of)
    if of.text:
        return signs
    if of.dtype == "bool":
        return "flag()"
    if is_integer(of) and integers in {POINTING, _STARTING}:
        return INDEX  # until it is said what it points into
    if is_integer(of):
        return NATURAL if integers == WIDE and of.dtype.startswith("u") else integers
    return REALS[0]


def _constants(of: Scalar) -> str:
    """Of an enumeration: all numbers from the first to the last, or those that it names."""
    values = sorted(of.values or (0,))
    if values == list(range(values[0], values[-1] + 1)):
        return f"integer({values[0]}, {values[-1]})"
    return f"choice({', '.join(map(str, values[:_MOST_CHOICES]))})"
