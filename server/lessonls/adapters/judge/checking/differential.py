"""Checks a candidate's answers against the baseline's, on all inputs and in all circumstances."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress
from math import inf

from lessonls.adapters.judge.build import BASELINE, SANITIZED, Baseline, CoverageMap
from lessonls.adapters.judge.checking import corpus
from lessonls.adapters.judge.checking.aliasing import condition, overlaps, shared
from lessonls.adapters.judge.checking.equality import (
    Difference,
    Tolerance,
    argument_names,
    column_names,
    difference,
    visible,
)
from lessonls.adapters.judge.checking.exploration import Explorer
from lessonls.adapters.judge.checking.finding import Finding
from lessonls.adapters.judge.checking.oracle import Expected, Oracle
from lessonls.adapters.judge.checking.shrinking import Shrinker, shown
from lessonls.adapters.judge.checking.special_values import Nature, nature
from lessonls.adapters.judge.checking.unreached import Seen, needs_unreached, never_happened
from lessonls.adapters.judge.execution import Answer, Call, Coverage, Laboratory, Style
from lessonls.adapters.judge.fuzzing import Mutator
from lessonls.core.errors import BaselineError
from lessonls.core.target import Aliasing
from lessonls.core.verdict import VerdictKind
from lessonls.core.workload import Workload

_INPUTS = 160
_DRAWN_SECONDS = 10.0
"""How long it may take to find out which of them are in the domain."""
_BATCH, _BATCH_BYTES, _SAMPLE = 32, 1 << 19, 12
_AWKWARD_INPUTS = 48
_SHARED_INPUTS = 12
_SEED = 20250526
_TIMING_SAMPLES, _PROPER = 3, 3
_SANITIZER_SLOWNESS = 5.0
_LEAST_CERTAIN = 0.25
_MORE_PATIENCE = 4.0
_MUTANT_SECONDS, _MUTANT_SHARE = 0.15, 0.5
_FINITE = "all numbers are finite"
_ORDINARY = "products of two numbers neither overflow nor underflow"
_SPREAD = "numbers are not far larger than the differences between them"
_SAID_BY_SANITIZERS = "sanitizers: "
_UNSET = "it reads uninitialized memory or depends on build flags"
_NOTHING_OVERFLOWS = "numbers are not so large that its arithmetic overflows ({})"
_ARITHMETIC = re.compile("overflow: |cannot be represented in type")


Compare = Callable[[Sequence[Call], Answer, Answer], Difference | None]
"""The first difference between the baseline's answer to some calls and the candidate's."""


@dataclass(frozen=True)
class _Explored:
    """What was found by searching the original: what is right there, the inputs on which its
    answers are NaN, and what makes others of them.
    """

    expected: list[Expected]
    undefined: list[list[Call]]
    mutator: Mutator


class Examiner:
    """Knows the right answers; they never leave this process."""

    def __init__(
        self,
        baseline: Baseline,
        laboratory: Laboratory,
        workload: Workload,
        aliasing: Aliasing = Aliasing.CONDITION,
    ) -> None:
        self._baseline = baseline
        self._laboratory = laboratory
        self._workload = workload
        self._aliasing = aliasing
        self._oracle = Oracle(
            laboratory,
            reordered=baseline.reordered is not None,
            nudged=baseline.nudged is not None,
        )
        self._columns = [
            name if shown else ""
            for name, shown in zip(
                column_names(laboratory.interface, baseline.names),
                visible(laboratory.interface),
                strict=True,
            )
        ]
        coverage = self._coverage = Coverage(laboratory, baseline.covered)
        asked = (laboratory.make, baseline.names, workload, _INPUTS, _SEED)
        drawn = corpus.draw(*asked)
        self._heaviest = corpus.heaviest(laboratory, SANITIZED, drawn)
        if self._heaviest < inf:
            drawn = corpus.draw(*asked, self._heaviest)
        ends = time.monotonic() + _DRAWN_SECONDS
        batches = corpus.in_domain(laboratory, SANITIZED, drawn, ends=ends)
        if not batches:
            raise BaselineError(
                "the function does not pass the sanitizers on any input of its workload."
            )
        for batch in batches:
            coverage.add(batch)
        batches += corpus.until_covered(
            laboratory, SANITIZED, baseline.names, workload, coverage, self._heaviest, ends
        )
        self._drawn = [call for batch in batches for call in batch]
        self._explorer = Explorer(baseline, laboratory, workload, self._heaviest)
        self._expected, self._undefined = self._expect(_batched(self._drawn))
        if not self._expected:  # then that is what it gives
            self._expected = [self._oracle.expect(calls) for calls in self._undefined]
            self._undefined = []
        if not self._expected:
            raise BaselineError(
                "the function's results change with optimization flags on every input tried "
                "(often a"
                " floating-point comparison near a tie), so no rewrite can be verified: give inputs"
                " that avoid this in a workload file."
            )
        self._allowed_in_timing: Tolerance | None = None
        self.timed = workload
        """The same with the sizes of timed calls, once they are known."""

    @cached_property
    def _explored(self) -> "_Explored":
        """Inputs at which the original's conditions turn; found when the first candidate comes."""
        more = self._explorer.for_baseline(self._drawn)
        self._coverage.add(more)
        return _Explored(*self._expect_more(more), self._explorer.mutator)

    @property
    def _small(self) -> list[Expected]:
        return [*self._expected, *self._explored.expected]

    @property
    def inputs(self) -> int:
        """On how many small inputs candidates are checked."""
        known = [each.calls for each in (*self._small, *self._overflowing)]
        return sum(map(len, known))

    @property
    def line_coverage(self) -> float | None:
        """Lines of the original that ran so far / lines with code, where that is known."""
        share = self._coverage.share
        return None if share is None else round(share, 4)

    @property
    def _seen(self) -> Seen:
        found = self._coverage
        return Seen(frozenset(found.blocks), found.outcomes, found.constants)

    @property
    def samples(self) -> list[tuple[Call, ...]]:
        """A few batches of inputs, for checks that are slow."""
        chosen = [*self._expected[:3], *self._larger[:1]]
        return [expected.calls[:_SAMPLE] for expected in chosen]

    @cached_property
    def _nature(self) -> Nature:
        calls = [call for expected in self._expected for call in expected.calls]
        plain = [call for call in calls if call.style is Style.PLAIN and call.nbytes <= 1 << 16]
        proper = [call for call in plain if min(call.sizes.values(), default=_PROPER) >= _PROPER]
        base = max(proper or plain, key=lambda call: call.nbytes, default=None)
        return nature(self._laboratory, BASELINE, self._baseline.target, base)

    @cached_property
    def _larger(self) -> list[Expected]:
        """Larger inputs, one by one; found out when the first candidate gets that far."""
        mutator = self._explored.mutator
        calls = corpus.larger(self._laboratory, BASELINE, mutator, self.timed, _SEED + 1)
        batches = corpus.in_domain(self._laboratory, SANITIZED, calls)
        expected, _ = self._expect(_batched([call for batch in batches for call in batch]))
        return expected

    def _expect(self, batches: Sequence[Sequence[Call]]) -> tuple[list[Expected], list[list[Call]]]:
        """What is right where answers are numbers, and the inputs on which they are none. Left out
        are those where rounding alone decides.
        """
        parts = [self._oracle.parted(calls) for calls in map(self._oracle.steady, batches) if calls]
        undefined = [calls for _, calls in parts if calls]
        found = [self._oracle.expect(defined) for defined, _ in parts if defined]
        certain = [[*compress(each.calls, each.certain)] for each in found]
        if _LEAST_CERTAIN * sum(len(each.calls) for each in found) > sum(map(len, certain)):
            return found, undefined  # its results always are of that kind
        chosen = [
            each if all(each.certain) else self._oracle.expect(calls)
            for each, calls in zip(found, certain, strict=True)
            if calls
        ]
        return chosen, undefined

    def _expect_more(self, calls: Sequence[Call]) -> tuple[list[Expected], list[list[Call]]]:
        """The same for inputs without which one can do: where the baseline cannot be judged by
        some, these are left out.
        """
        found: list[Expected] = []
        undefined: list[list[Call]] = []
        for batch in _batched(calls):
            with suppress(BaselineError):
                expected, others = self._expect([batch])
                found += expected
                undefined += others
        return found, undefined

    @cached_property
    def _awkward(self) -> list[Expected]:
        """Inputs on which a difference may be a condition."""
        return [*self._overflowing, *self._rare(), *self._shared()]

    @cached_property
    def _overflowing(self) -> list[Expected]:
        """Ordinary inputs whose answers are infinite or NaN: that is meant where one
        element decides one, and else what became of rounding.
        """
        condition = "" if self._nature.overflow else _FINITE
        undefined = [*self._undefined, *self._explored.undefined]
        return [replace(self._oracle.expect(calls), condition=condition) for calls in undefined]

    def _rare(self) -> Iterator[Expected]:
        names = self._baseline.names
        calls = corpus.awkward(
            self._laboratory.make, names, self._workload, _AWKWARD_INPUTS, _SEED, self._heaviest
        )
        for style, strict, words in (
            (Style.NAN, self._nature.nan, _FINITE),
            (Style.INFINITE, self._nature.infinity, _FINITE),
            (Style.ENORMOUS, self._nature.range, _ORDINARY),
            (Style.CLUSTERED, False, _SPREAD),
        ):
            chosen = [call for call in calls if call.style is style]
            for batch in corpus.in_domain(self._laboratory, SANITIZED, chosen):
                expected = self._oracle.expect_awkward(batch, "" if strict else words)
                if expected is not None:
                    yield expected

    def _shared(self) -> Iterator[Expected]:
        interface, names = self._laboratory.interface, self._baseline.names
        calls = [call for expected in self._expected for call in expected.calls]
        small = [call for call in calls if call.nbytes <= 1 << 16]
        for overlap in overlaps(interface, self._baseline.target):
            fitting = (shared(call, interface, overlap) for call in small)
            chosen = [call for call in fitting if call is not None][-_SHARED_INPUTS:]
            words = condition(overlap, interface, names)
            if self._aliasing is Aliasing.STRICT:
                words = ""
            for batch in corpus.in_domain(self._laboratory, SANITIZED, chosen, overlap.sharing):
                expected = self._oracle.expect_awkward(batch, words, overlap.sharing)
                if expected is not None:
                    yield expected

    def comparison(self, fresh: Callable[[], Sequence[Call]]) -> Compare:
        """How answers to timing inputs, such as `fresh` makes, are compared."""
        if self._allowed_in_timing is None:
            batches = [fresh() for _ in range(_TIMING_SAMPLES)]
            self._allowed_in_timing = self._oracle.timing_tolerance(batches)
        return self._compare_timed

    def _compare_timed(
        self, calls: Sequence[Call], baseline: Answer, candidate: Answer
    ) -> Difference | None:
        one, other = self._oracle.masked(baseline), self._oracle.masked(candidate)
        usual = self._allowed_in_timing or Tolerance(())
        if difference(self._columns, one, other, usual, signs=False) is None:
            return None
        # These inputs may be harder than others: what do they do to the baseline itself?
        own = self._oracle.own_tolerance(calls)
        return difference(self._columns, one, other, own, signs=False)

    @property
    def never_happened(self) -> tuple[str, ...]:
        """What no input did in the baseline, in a few sentences."""
        return never_happened(self._baseline.target, self._baseline.covered, self._seen)

    def needs_unreached(self, code: str) -> str:
        """On what condition a rewrite is right, where it changes what never ran; or nothing."""
        return needs_unreached(self._baseline.target, code, self._baseline.covered, self._seen)

    def check(self, library: str, threads: int = 1) -> Finding | None:
        """The first way in which a library's answers are wrong."""
        return self.check_on(library, self._small, threads)

    def check_on(
        self, library: str, inputs: Sequence[Expected], threads: int = 1
    ) -> Finding | None:
        """The same on some inputs."""
        found = (self._check_batch(library, expected, threads) for expected in inputs)
        return next((finding for finding in found if finding is not None), None)

    def check_larger(self, library: str, threads: int = 1) -> Finding | None:
        """The same on larger inputs."""
        return self.check_on(library, self._larger, threads)

    def explored(self, code: str, library: str, known: CoverageMap) -> list[Expected]:
        """What is right on inputs that a candidate's conditions ask for; see Explorer."""
        calls = [call for expected in self._small for call in expected.calls]
        expected, _ = self._expect_more(self._explorer.for_candidate(code, library, known, calls))
        return expected

    def tells_apart(
        self, library: str, variant: int, inputs: Sequence[Expected] | None = None
    ) -> bool:
        """Whether one function of a library that holds several is told from the baseline, on these
        inputs or on all that candidates are checked on.
        """
        for expected in [*self._small, *self._larger] if inputs is None else inputs:
            seconds = _MUTANT_SECONDS + _MUTANT_SHARE * (expected.seconds - 1.0)
            answer = self._laboratory.run(library, expected.calls, seconds=seconds, variant=variant)
            if answer.problem or self._difference(expected, answer) is not None:
                return True
        return False

    def more(self) -> list[Expected]:
        """Inputs that nothing was checked on before."""
        expected, _ = self._expect_more(self._explorer.more())
        return expected

    def keep(self, inputs: Sequence[Expected]) -> None:
        """Checks all that comes on these inputs, too."""
        self._explored.expected.extend(inputs)

    def conditions(self, library: str, threads: int) -> Finding | tuple[str, ...]:
        """On awkward inputs: what a caller has to keep to, or why the candidate is wrong."""
        found: dict[str, None] = {}
        for expected in self._awkward:
            if expected.condition in found:
                continue
            finding = self._check_batch(library, expected, threads)
            if finding is not None and not expected.condition:
                return finding
            if finding is not None:
                found[expected.condition] = None
        return tuple(found)

    def faults(
        self,
        library: str,
        wrapping: Callable[[], str | None],
        inputs: Sequence[Expected] | None = None,
    ) -> Finding | tuple[str, ...]:
        """The first fault that the sanitizers see, or what is wrong when memory is not zero; on
        these inputs, or on all small ones.

        Where arithmetic overflows on unusually large numbers, and the answers are right in
        the `wrapping` build, whose arithmetic is defined, that is a condition.
        """
        usual = [*self._expected, *self._overflowing] if inputs is None else []
        for expected in usual:
            found = self._fault(library, expected)
            if found is not None:
                return found
        conditions: dict[str, None] = {}
        for expected in self._explored.expected if inputs is None else inputs:
            found = self._fault(library, expected)
            if found is not None and found.overflows:
                found = self._unless_it_wraps(library, wrapping(), expected, conditions)
            if found is not None:
                return found
        return tuple(conditions)[:1]

    def _unless_it_wraps(
        self,
        library: str,
        wrapping: str | None,
        expected: Expected,
        conditions: dict[str, None],
    ) -> Finding | None:
        """What is wrong with a candidate whose arithmetic overflows in a batch, call by call: each
        behind the first fault of its batch has not been looked at. On what condition it is right is
        added to the `conditions`.
        """
        for call in expected.calls:
            alone = self._oracle.expect([call])
            found = self._fault(library, alone)
            if found is None:
                continue
            if not found.overflows or wrapping is None:
                return found
            if self._check_batch(wrapping, alone, 1) is not None:
                return found
            what = found.reason.removeprefix(_SAID_BY_SANITIZERS).rstrip(".")
            conditions[_NOTHING_OVERFLOWS.format(what)] = None
        return None

    def _fault(self, library: str, expected: Expected) -> Finding | None:
        """What is wrong under the sanitizers: in the smallest single call that shows it, where one
        does.
        """
        whole = self._fault_in(library, expected, expected.calls)
        if whole is None or whole.overflows or not whole.plain:
            return whole
        for call in expected.calls:
            found = self._fault_in(library, expected, [call])
            if found is not None:

                def goes_wrong(smaller: Call, kind: str = _kind_of_fault(found.reason)) -> bool:
                    other = self._fault_in(library, expected, [smaller])
                    return other is not None and _kind_of_fault(other.reason) == kind

                small = self._smallest(call, expected, goes_wrong)
                return self._fault_in(library, expected, [small]) or found
        return whole

    def _fault_in(self, library: str, expected: Expected, calls: Sequence[Call]) -> Finding | None:
        """What is wrong under the sanitizers in all calls of a batch, or in one like them."""
        seconds = _SANITIZER_SLOWNESS * expected.seconds
        answer = self._laboratory.run_sanitized(library, calls, seconds=seconds)
        alone = f" {self._input(calls[0])}" if len(calls) == 1 else ""
        if answer.problem:
            late = answer.sample.timed_out
            overflows = not late and _ARITHMETIC.search(answer.fault) is not None
            where = "" if late or overflows else alone
            reason = f"{_SAID_BY_SANITIZERS}{answer.fault}{where}."
            return Finding(VerdictKind.FAULTY, reason, plain=not late, overflows=overflows)
        if expected.condition:
            return None
        right = expected if calls is expected.calls else self._oracle.expect(calls)
        found = self._difference(right, answer)
        if found is not None:
            return Finding(VerdictKind.FAULTY, f"{_UNSET}: with sanitizers, {found}{alone}.")
        return None

    def _difference(self, expected: Expected, answer: Answer) -> Difference | None:
        return difference(
            self._columns,
            expected.answer,
            self._oracle.masked(answer),
            expected.allowed,
            signs=self._nature.sign and not expected.sharing,
        )

    def _check_batch(self, library: str, expected: Expected, threads: int) -> Finding | None:
        asked = (library, expected.calls, threads)
        answer = self._laboratory.run(*asked, expected.seconds, expected.sharing)
        if answer.sample.timed_out:  # many threads on busy cores wait for each other
            patience = _MORE_PATIENCE * expected.seconds
            answer = self._laboratory.run(*asked, patience, expected.sharing)
        if answer.sample.timed_out:
            reason = "it took too long, more than 20 times the baseline."
            return Finding(VerdictKind.FAULTY, reason)
        found = None if answer.problem else self._difference(expected, answer)
        if answer.problem or found is not None:
            exact = self._locate(library, expected, threads, answer)
            return exact or Finding(VerdictKind.INCORRECT, f"{found}.")
        if answer.sample.log:
            return Finding(VerdictKind.FAULTY, "it prints, and the baseline does not.")
        return None

    def _locate(
        self, library: str, expected: Expected, threads: int, whole: Answer
    ) -> Finding | None:
        """The first single call that goes wrong, described by its input, or by a smaller one."""
        for call in expected.calls:
            found = self._alone(library, call, expected, threads)
            if found is None:
                continue

            def goes_wrong(smaller: Call, kind: VerdictKind = found.kind) -> bool:
                other = self._alone(library, smaller, expected, 1)
                return other is not None and other.kind is kind

            late = "too long" in found.reason
            small = call if late else self._smallest(call, expected, goes_wrong)
            if small is not call:
                found = self._alone(library, small, expected, threads) or found
            return found
        if whole.problem:
            reason = f"it {whole.fault} after several calls."
            return Finding(VerdictKind.FAULTY, reason, plain=not whole.sample.crashed)
        return None

    def _alone(self, library: str, call: Call, expected: Expected, threads: int) -> Finding | None:
        """What goes wrong in one call of a batch, or of one like it."""
        sharing = expected.sharing
        answer = self._laboratory.run(library, [call], threads, expected.seconds, sharing)
        if answer.problem:
            reason = f"it {answer.fault} {self._input(call)}."
            return Finding(VerdictKind.FAULTY, reason, plain=not answer.sample.crashed)
        found = difference(
            self._columns,
            self._oracle.answer([call], sharing),
            self._oracle.masked(answer),
            self._oracle.own_tolerance([call], sharing),
            signs=self._nature.sign and not sharing,
        )
        if found is None:
            return None
        return Finding(VerdictKind.INCORRECT, f"{found} {self._input(call)}.")

    def _smallest(self, call: Call, expected: Expected, goes_wrong: Callable[[Call], bool]) -> Call:
        """A smaller input in the domain on which the candidate `goes_wrong`, too. Where arguments
        share memory it stays as it is.
        """
        if expected.sharing or expected.condition:
            return call

        def shows_it(smaller: Call) -> bool:
            try:
                usual = goes_wrong(smaller) and corpus.in_domain(
                    self._laboratory, SANITIZED, [smaller]
                )
                return bool(usual) and bool(self._oracle.steady([smaller]))
            except BaselineError:
                return False

        described = (self._laboratory.make, self._baseline.names, self._workload)
        places = self._explorer.mutator.places
        return Shrinker(*described, places, shows_it).smallest(call)

    def _input(self, call: Call) -> str:
        """How an input is named in a sentence."""
        sizes = ", ".join(f"{name} = {number}" for name, number in call.sizes.items())
        names = argument_names(self._laboratory.interface, self._baseline.names)
        values = shown(call, ["" if "the length of " in name else name for name in names])
        style = f"{call.style.value} values{': ' if values else ''}{values}"
        return f"(input: {sizes + ', ' if sizes else ''}{style})"


def _batched(calls: Sequence[Call]) -> list[list[Call]]:
    """In as few batches as are quickly read and written."""
    batches: list[list[Call]] = []
    room = 0
    for call in calls:
        if room < call.nbytes or len(batches[-1]) == _BATCH:
            batches.append([])
            room = _BATCH_BYTES
        batches[-1].append(call)
        room -= call.nbytes
    return batches


def _kind_of_fault(reason: str) -> str:
    """What a sanitizer reported, without places and numbers."""
    return re.split(r"[:(\d]", reason.removeprefix(_SAID_BY_SANITIZERS))[0]
