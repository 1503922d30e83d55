"""Finished results that wait for the user's answer: at most one for each function."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lessonls.core.kept import KeptResult
from lessonls.core.report import target_diff
from lessonls.core.target import Mode, Target, Task
from lessonls.core.unit_tests import Origin
from lessonls.core.verdict import Verdict
from lessonls.core.wording import count


@dataclass(frozen=True)
class Suggestion:
    """A rewrite of `target`, a function of the document `uri`, with what was measured.

    `why` is its evidence, as Markdown. A `simpler` one does without threads and intrinsics, and is
    offered next to a faster one.
    """

    id: str
    uri: str
    target: Target
    mode: Mode
    code: str
    verdict: Verdict
    why: str = ""
    simpler: bool = False

    @property
    def headline(self) -> str:
        """`3.42x speedup`, `passes 6 of 6 tests`."""
        return self.verdict.claim

    @property
    def offer(self) -> str:
        """What accepting it is called: `Accept (3.42x speedup)`."""
        return f"Accept {'the simpler rewrite ' if self.simpler else ''}({self.headline})"

    @property
    def kept(self) -> KeptResult:
        """What of it survives the editor."""
        return KeptResult(
            path=str(self.target.path),
            original=self.target.code,
            mode=self.mode,
            code=self.code,
            verdict=self.verdict,
            why=self.why,
            simpler=self.simpler,
            task=self.task,
            created=time.time(),
        )

    def is_about(self, other: "Suggestion") -> bool:
        """Whether both are for the same function, so that one answer answers both."""
        mine, theirs = self.target, other.target
        same = mine.qualified_name == theirs.qualified_name
        return self.uri == other.uri and same and mine.parameters == theirs.parameters

    @property
    def evidence(self) -> str:
        """The whole evidence on one line, only what really was checked."""
        said = [] if self.verdict.tests else [self.headline]
        return ", ".join([*said, *_phrases(self.verdict)])

    @property
    def summary(self) -> str:
        """What there is to know before anything else, in a line that is short enough for editors
        that make the user wait for a longer one.
        """
        found = f"{self.target.qualified_name}: {self.headline}"
        if self.verdict.tests and all(one.test.origin is Origin.TEAM for one in self.verdict.tests):
            found += ", none of them yours"
        conditions = len(self.verdict.evidence.conditions)
        return f"{found}, on {count(conditions, 'condition')}" if conditions else found

    @property
    def diff(self) -> str:
        """A unified diff, led by the evidence as text that diff tools skip."""
        return (
            f"{self.target.qualified_name}: {self.evidence}\n{target_diff(self.target, self.code)}"
        )

    @property
    def task(self) -> Task:
        """What was asked."""
        return self.target.task

    @property
    def stale(self) -> str:
        """Why it is refused when the function is not what it was."""
        return (
            f"The function {self.target.qualified_name} has changed since it was {self.task.done}; "
            f"run {self.task.verb} with team again."
        )


class Suggestions:
    """All of them, by id; newer ones for the same function take the older ones' place."""

    def __init__(self) -> None:
        self._by_id: dict[str, Suggestion] = {}
        self._made = 0

    def add(
        self,
        uri: str,
        target: Target,
        mode: Mode,
        code: str,
        verdict: Verdict,
        *,
        why: str = "",
        simpler: bool = False,
    ) -> Suggestion:
        """Keeps a new suggestion; a simpler one next to the other that it belongs to."""
        self._made += 1
        name = f"{target.name}-{self._made}"
        suggestion = Suggestion(name, uri, target, mode, code, verdict, why, simpler)
        for old in list(self.of(uri)):
            if old.is_about(suggestion) and (old.simpler or not simpler):
                del self._by_id[old.id]
        self._by_id[suggestion.id] = suggestion
        return suggestion

    def get(self, suggestion_id: str) -> Suggestion | None:
        return self._by_id.get(suggestion_id)

    def take(self, suggestion_id: str) -> tuple[Suggestion, ...]:
        """Removes one, and what else there is for its function: it is answered, or being
        answered.
        """
        suggestion = self.get(suggestion_id)
        if suggestion is None:
            return ()
        taken = tuple(one for one in self.of(suggestion.uri) if one.is_about(suggestion))
        for one in taken:
            del self._by_id[one.id]
        return taken

    def keep(self, suggestions: Iterable[Suggestion]) -> None:
        """Puts back what was taken, where it can be answered."""
        self._by_id |= {suggestion.id: suggestion for suggestion in suggestions}

    def of(self, uri: str) -> Iterator[Suggestion]:
        """Those of one document, oldest first."""
        return (suggestion for suggestion in self._by_id.values() if suggestion.uri == uri)


def _phrases(verdict: Verdict) -> Iterator[str]:
    if verdict.interval is not None:
        yield f"95% CI {verdict.interval[0]:.2f} to {verdict.interval[1]:.2f}"
    yield from verdict.phrases
