"""Which values bring a function to life: other domains where answers are dull or lines idle.

A workload is worth something only when the answers depend on the inputs and are numbers.
Where they are not, and where lines of the function did not run, other domains are tried.
"""

import re
from collections.abc import Callable, Iterator
from itertools import product

from lessonls.adapters.judge.draft import Draft, Layout, finished, is_integer
from lessonls.adapters.judge.hypotheses import BITS, INDEX, NATURAL, REALS, WIDE
from lessonls.adapters.judge.liveness import is_live
from lessonls.adapters.judge.probe import Probe
from lessonls.adapters.judge.texts import alphabets
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Workload

_REAL = ("float", "longdouble", "complex")


def livelier(probe: Probe, found: Layout, draft: Draft, function: str) -> Draft:
    """The first domain whose results are neither constant nor undefined."""
    if is_live(probe, draft):
        return draft
    for attempt in (*_texts(probe, found, draft), *_other_domains(found, draft)):
        if is_live(probe, attempt):
            return attempt
    if is_live(probe, draft, empty=True):
        return draft
    raise WorkloadError(
        f"the results of {function} do not depend on its inputs, or are not numbers, on every"
        " kind of input that was tried; write a workload by hand."
    )


def _texts(probe: Probe, found: Layout, draft: Draft) -> Iterator[Draft]:
    """Other alphabets for what is text now."""
    texts = [path for path, of in found.elements.items() if of.text]
    texts = [path for path in texts if draft.values[path].startswith("text(")]
    for alphabet in alphabets(probe) if texts else ():
        attempt = draft.copy()
        attempt.values.update(dict.fromkeys(texts, alphabet))
        yield attempt


def _other_domains(found: Layout, draft: Draft) -> Iterator[Draft]:
    lone = [path for path, of in found.others.items() if of.dtype.startswith(_REAL)]
    for integers in (None, BITS, INDEX, NATURAL, "integer(0, 1000)", "integer(-1000, 1000)"):
        for real, alone in product((*REALS, "dominant"), (False, True) if lone else (False,)):
            attempt = draft.copy()
            for path, of in found.elements.items():
                if of.dtype.startswith(_REAL):
                    attempt.values[path] = _real_or_dominant(attempt, path, real)
                elif is_integer(of) and integers and not _names(draft.values[path]):
                    attempt.values[path] = integers
            for path in lone if alone and real != "dominant" else ():
                attempt.values[path] = real
            if attempt.values != draft.values:
                yield attempt


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


def better_covered(
    probe: Probe,
    found: Layout,
    draft: Draft,
    function: str,
    coverage: Callable[[Workload], float],
) -> Draft:
    """Tries other domains where lines of the function did not run."""
    best, share = draft, coverage(finished(draft, function))
    for attempt in _alternatives(probe, found, draft):
        if share >= 1.0:
            break
        if is_live(probe, attempt):
            reached = coverage(finished(attempt, function))
            if reached > share:
                best, share = attempt, reached
    return best


def _alternatives(probe: Probe, found: Layout, draft: Draft) -> Iterator[Draft]:
    free = [p for p in found.lists if draft.lengths[p] in draft.numbers and found.self_sized(p)]
    if len(free) > 1:
        common = draft.copy()
        for path in free:
            common.lengths[path] = draft.lengths[free[0]]
        yield common
    for domain in (INDEX, BITS, WIDE):
        attempt = draft.copy()
        for path in found.integer_elements():
            if not _names(draft.values[path]):
                attempt.values[path] = domain
        if attempt.values != draft.values:
            yield attempt
    yield from _texts(probe, found, draft)
