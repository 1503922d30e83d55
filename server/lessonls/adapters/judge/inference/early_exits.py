"""What timing uses where a function stops as soon as it finds something.

With values of a small range a search ends after a few elements, and timing would measure
nothing. Small inputs keep such values; timing and larger inputs get others, with which the
function has to go on.
"""

from collections.abc import Iterator, Mapping, Sequence

from lessonls.adapters.judge.inference.draft import Draft, Layout
from lessonls.adapters.judge.inference.probe import Probe
from lessonls.adapters.judge.inference.scale import elements
from lessonls.adapters.judge.inference.subject import Subject
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Values

_SMALL, _LARGER = 64, (8192, 2048, 512)
_MOST_ELEMENTS = 1 << 15
_MORE_THAN_LINEAR = 2.0
_SHARE = 0.2
"""A function that does less than this share of what more elements promise stops early."""
_LONGER = 4
_FAR = 1001
_SEEDS = (41, 42, 43)
_WHOLE = (-49, -36, -23, -8, -1, 0, 1, 2, 5, 12, 27, 50, 1000, -1000)
_REAL = (-9.5, -5.25, -1.5, -0.5, 0.25, 0.75, 1.5, 2.5, 6.5, 9.75, 100.5, -100.5)
_FEWEST, _MOST = 3, 16


def find_long_searches(subject: Subject, draft: Draft) -> Draft:
    """Other values for timing, where those of the draft let the function stop early."""
    probe, found = subject.probe, subject.found
    larger = _larger(draft)
    if larger is None:
        return draft
    few = _work(probe, draft, {}, dict.fromkeys(draft.numbers, _SMALL))
    if _grows_fast(probe, draft, few):
        return draft
    usual = _work(probe, draft, {}, larger)
    growth = max(larger.values()) / _SMALL
    if not usual or usual > _SHARE * growth * few:
        return draft
    for values in _searches(probe, found, draft, larger, _LONGER * usual):
        if _work(probe, draft, values, larger) > _LONGER * usual:
            return draft.with_timing(values)
    return draft


def _grows_fast(probe: Probe, draft: Draft, few: int) -> bool:
    """Whether it has so much to do with some more elements that many would take long to try, and
    that it does not stop early.
    """
    some = min(_LARGER)
    work = _work(probe, draft, {}, dict.fromkeys(draft.numbers, some))
    return work > _MORE_THAN_LINEAR * some / _SMALL * few > 0


def _larger(draft: Draft) -> Mapping[str, int] | None:
    """The largest sizes that are cheap to try; none if lists of a few hundred are not."""
    for number in _LARGER if draft.numbers else ():
        sizes = dict.fromkeys(draft.numbers, number)
        if elements(draft.lengths, sizes) <= _MOST_ELEMENTS:
            return sizes
    return None


def _work(probe: Probe, draft: Draft, values: Mapping[str, str], sizes: Mapping[str, int]) -> int:
    try:
        calls = probe.calls(
            draft.lengths, {**draft.values, **draft.timing, **values}, sizes, _SEEDS
        )
    except WorkloadError:
        return 0  # these sizes are not in the domain
    return probe.hits(calls)


def _searches(
    probe: Probe, found: Layout, draft: Draft, sizes: Mapping[str, int], enough: int
) -> Iterator[dict[str, str]]:
    """Hypotheses: something rare, something that is nowhere, elements that are passed over."""
    yield _hidden(found, draft)
    for path in (*found.integers, *found.others):
        yield from ({path: domain} for domain in _elsewhere(draft.values[path]))
    for path in found.elements:
        passed = [
            domain
            for domain in _constants(probe, draft.values[path])
            if _work(probe, draft, {path: domain}, sizes) > enough
        ]
        if len(passed) >= _FEWEST:
            yield {path: _choice(passed[:_MOST])}
        yield from ({path: domain} for domain in passed[:1])


def _hidden(found: Layout, draft: Draft) -> dict[str, str]:
    """All integers from a range in which two of them are rarely equal: what is looked for
    is somewhere in every other list of its size, and mostly late.
    """
    free = [path for path in (*found.integers, *found.elements) if _is_free(draft.values[path])]
    lengths = [
        draft.lengths[owner]
        for path in free
        if draft.lengths.get(owner := path.partition("[]")[0], "") in draft.numbers
    ]
    return dict.fromkeys(free, f"integer({_FAR}, {_FAR} + 2 * {lengths[0]})") if lengths else {}


def _elsewhere(domain: str) -> Iterator[str]:
    """Outside the range that elements of lists have, where a lone value may be anything."""
    rule = Values.parse(domain)
    if _is_free(domain):
        yield f"integer({_FAR}, {2 * _FAR})"
    elif rule.kind == "real":
        yield "real(100, 200)"
    elif rule.kind == "text":
        yield "equal(1)"


def _is_free(domain: str) -> bool:
    """Whether an integer may be anything that its type holds."""
    rule = Values.parse(domain)
    return rule.kind == "integer" and len(rule.arguments) == len(("low", "high", "far"))


def _constants(probe: Probe, domain: str) -> list[str]:
    """Single values of a domain, and those around what the function's text speaks of."""
    rule = Values.parse(domain)
    numbers = probe.literals.numbers[:_MOST]
    if _is_free(domain):
        least = -max(_WHOLE) if float(rule.arguments[0]) < 0 else 0
        around = [number + step for number in numbers for step in (-1, 0, 1, 37)]
        chosen: Sequence[float] = [number for number in (*_WHOLE, *around) if number >= least]
    elif rule.kind == "integer":
        low, high = _ends(rule) or (0, -1)
        chosen = range(low, high + 1, max((high - low) // _MOST + 1, 1))
    elif rule.kind == "real":
        chosen = [*_REAL, *(sign * (number + 0.5) for number in numbers for sign in (1, -1))]
    elif rule.kind == "flag":
        chosen = (0, 1)
    elif rule.kind == "choice":
        chosen = [float(argument) for argument in rule.arguments]
    else:
        chosen = [ord(sign) for sign in "az09 #"] if rule.kind == "text" else ()
    if rule.kind == "real":
        return [f"real({number}, {number})" for number in dict.fromkeys(chosen)]
    return [f"equal({int(number)})" for number in dict.fromkeys(chosen)]


def _ends(rule: Values) -> tuple[int, ...]:
    """The ends of a range of integers; nothing if a size says which they are."""
    try:
        return tuple(int(argument) for argument in rule.arguments)
    except ValueError:
        return ()


def _choice(constants: Sequence[str]) -> str:
    """One domain of all these values."""
    values = (Values.parse(constant).arguments[0] for constant in constants)
    return f"choice({', '.join(values)})"
