"""Builds of the program, each with as many rewrites in it as can be: linking takes its time."""

import time
from collections.abc import Sequence
from typing import NamedTuple

from lessonls.adapters.judge.replay.checkout import Ran
from lessonls.adapters.judge.replay.workshop import Built, Workshop
from lessonls.core.dispatcher import Edited
from lessonls.core.errors import WorkloadError
from lessonls.core.target import Target
from lessonls.core.together import apart, company

_PATIENCE, _LEAST_PATIENCE = 3.0, 10.0
"""How much longer a build may take for each rewrite in it than one with a single rewrite, and how
long it may take anyway: with one that takes forever to compile the others are not kept waiting.
"""


class Found(NamedTuple):
    """How the build ended that has a rewrite in it, and the number of the rewrite there."""

    ran: Ran
    number: int


class Builds:
    """Builds the workshop's program, which has to be built by nobody else."""

    def __init__(
        self, workshop: Workshop, target: Target, headers: tuple[Edited, ...], limit: float
    ) -> None:
        self._workshop, self._target, self._headers = workshop, target, headers
        self._limit, self._usual = limit, 0.0
        self._expected = list[str]()
        self._present: Sequence[str] = ()

    def expect(self, codes: Sequence[str]) -> None:
        """These rewrites will be asked for next."""
        self._expected = list(dict.fromkeys(codes))

    def alone(self, code: str) -> Ran:
        """Builds the program with this rewrite and no other."""
        started = time.monotonic()
        built = self._built((code,), (code,), self._limit)
        self._usual = max(self._usual, time.monotonic() - started)
        return built

    def having(self, code: str) -> Found:
        """A build with this rewrite in it, the present one if that has it, else one with others
        that are expected. What does not compile does not keep company.
        """
        while code not in self._present and (group := self._group(code)):
            seconds = _PATIENCE * (1 + len(group)) * self._usual + _LEAST_PATIENCE
            try:
                texts = apart(self._target, group)
                built = self._built(group, texts, min(self._limit, seconds))
            except WorkloadError:  # one of them cannot be dispatched: which, its own build tells
                built = Built(None, "", frozenset())
            if built.status != 0:
                wrong = {group[number - 1] for number in built.wrong} or set(group)
                self._expected = [one for one in self._expected if one not in wrong]
        self._expected = [one for one in self._expected if one != code]
        if code in self._present:
            return Found(Ran(0, ""), self._present.index(code) + 1)
        return Found(self.alone(code), 1)

    def _built(self, codes: Sequence[str], texts: Sequence[str], seconds: float) -> Built:
        """Builds the program with rewrites that stand in it as these texts."""
        self._present = ()
        built = self._workshop.build(texts, self._headers, seconds)
        self._present = codes if built.status == 0 else ()
        return built

    def _group(self, code: str) -> Sequence[str]:
        """The rewrite and others that are expected; nothing if it has to be alone."""
        own = company(self._target, code) if code in self._expected else None
        if own is None:
            return ()
        group = [one for one in self._expected if company(self._target, one) == own]
        return group if len(group) > 1 else ()
