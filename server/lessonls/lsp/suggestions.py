"""Finished results that wait for the user's answer: at most one for each function."""

from collections.abc import Iterator
from dataclasses import dataclass

from lessonls.core.report import target_diff
from lessonls.core.target import Mode, Target
from lessonls.core.verdict import Verdict


@dataclass(frozen=True)
class Suggestion:
    """A rewrite of `target`, a function of the document `uri`, with what was measured."""

    id: str
    uri: str
    target: Target
    mode: Mode
    code: str
    verdict: Verdict

    @property
    def headline(self) -> str:
        """`3.42x faster`."""
        return f"{self.verdict.score:.2f}x faster"

    @property
    def evidence(self) -> str:
        """The whole evidence on one line, only what really was checked."""
        return ", ".join([self.headline, *_phrases(self.verdict)])

    @property
    def diff(self) -> str:
        """A unified diff, led by the evidence as text that diff tools skip."""
        return (
            f"{self.target.qualified_name}: {self.evidence}\n{target_diff(self.target, self.code)}"
        )

    @property
    def stale(self) -> str:
        """Why it is refused when the function is not what it was."""
        return (
            f"The function {self.target.qualified_name} changed since it was optimized; "
            "run Optimize with team again."
        )


class Suggestions:
    """All of them, by id; a newer one for the same function takes the older one's place."""

    def __init__(self) -> None:
        self._by_id: dict[str, Suggestion] = {}
        self._made = 0

    def add(self, uri: str, target: Target, mode: Mode, code: str, verdict: Verdict) -> Suggestion:
        """Keeps a new suggestion."""
        for old in list(self.of(uri)):
            same = old.target.qualified_name == target.qualified_name
            if same and old.target.parameters == target.parameters:
                self.take(old.id)
        self._made += 1
        suggestion = Suggestion(f"{target.name}-{self._made}", uri, target, mode, code, verdict)
        self.keep(suggestion)
        return suggestion

    def keep(self, suggestion: Suggestion) -> None:
        """Puts one (back) where it can be answered."""
        self._by_id[suggestion.id] = suggestion

    def get(self, suggestion_id: str) -> Suggestion | None:
        return self._by_id.get(suggestion_id)

    def take(self, suggestion_id: str) -> Suggestion | None:
        """Removes one: it is answered, or being answered."""
        return self._by_id.pop(suggestion_id, None)

    def of(self, uri: str) -> Iterator[Suggestion]:
        """Those of one document, oldest first."""
        return (suggestion for suggestion in self._by_id.values() if suggestion.uri == uri)


def _phrases(verdict: Verdict) -> Iterator[str]:
    if verdict.interval is not None:
        yield f"95% interval {verdict.interval[0]:.2f} to {verdict.interval[1]:.2f}"
    yield from verdict.evidence.phrases
