"""What the loop needs from the outside, as Protocols. Adapters and agents implement them."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol, runtime_checkable

from lessonls.core.circumstances import Circumstances
from lessonls.core.description import Description
from lessonls.core.kept import KeptResult
from lessonls.core.lesson import Attempt, Brief, Lesson, Proposal
from lessonls.core.need import Need, UnitTestNeed
from lessonls.core.opening import Tell, nobody
from lessonls.core.profiles import HotFunction
from lessonls.core.selection import Setting
from lessonls.core.target import FunctionPlace, Mode, Target, Task
from lessonls.core.usage import Usage
from lessonls.core.verdict import MutationScore, Verdict
from lessonls.core.workload import Workload


class Agent(Protocol):
    """One member of the team."""

    @property
    def name(self) -> str:
        """Unique within a team."""
        ...

    async def propose(self, brief: Brief) -> Proposal | None:
        """A rewrite of `brief.start`, or None when there is none.

        Raises AgentError when the agent cannot go on.
        """
        ...

    async def repair(self, brief: Brief, attempt: Attempt) -> Proposal | None:
        """A second try at `attempt`, the agent's own that does not compile, or None.

        Raises AgentError when the agent cannot go on.
        """
        ...

    async def explain(self, brief: Brief, attempt: Attempt) -> str:
        """One or two sentences on what `attempt`, the agent's own, teaches.

        Raises AgentError when the agent cannot go on.
        """
        ...


@runtime_checkable
class Author(Protocol):
    """An agent that can write what makes inputs."""

    async def generator(self, need: Need) -> str:
        """A program that makes inputs, in the target's language; "" if there is none.

        Raises AgentError when the agent cannot go on.
        """
        ...


@runtime_checkable
class UnitTestAuthor(Protocol):
    """An agent that can write unit tests."""

    async def unit_tests(self, need: UnitTestNeed) -> Sequence[str]:
        """Tests of a function that is to be implemented, in the target's language (see
        `core.unit_tests`), at most as many as are wanted; none if there are none.

        Raises AgentError when the agent cannot go on.
        """
        ...


class Meter(Protocol):
    """Counts what the agents of one run use, and knows their limits. The loop reads it."""

    @property
    def usage(self) -> Usage:
        """So far, of all agents."""
        ...

    @property
    def spent(self) -> str:
        """The sentence that says which limit was reached; empty while none is."""
        ...


class Team(Protocol):
    """The agents of one run, ready to be asked, and their meter."""

    @property
    def agents(self) -> Sequence[Agent]: ...

    @property
    def meter(self) -> Meter: ...


class Bench(Protocol):
    """A judge that is ready for one target: baseline built, workload known."""

    @property
    def workload(self) -> Workload: ...

    @property
    def baseline_seconds(self) -> float:
        """Median seconds of one call of the baseline at the timing size."""
        ...

    @property
    def baseline_score(self) -> float:
        """The score of the target's own code: 1 where that is a speedup over itself."""
        ...

    @property
    def compiler(self) -> str:
        """Compiler and version, as lessons record it."""
        ...

    @property
    def cpu(self) -> str:
        """The processor's name, as lessons record it."""
        ...

    @property
    def circumstances(self) -> Circumstances:
        """How candidates are compiled and timed, as far as the judge knows."""
        ...

    async def remarks(self) -> Sequence[str]:
        """The compiler's remarks on loops of the target that it could not vectorize."""
        ...

    async def judge(self, code: str) -> Verdict:
        """The verdict on one candidate: build, check, time."""
        ...

    async def confirm(self, code: str) -> Verdict:
        """A second timing session for a candidate that was judged correct before."""
        ...

    async def mutation_score(self) -> MutationScore | None:
        """How many mutants of the target the checks of its rewrites tell from it; None if
        nobody knows.
        """
        ...


@runtime_checkable
class Foresight(Protocol):
    """A bench that takes less time if it knows what it will be asked next. No verdict depends on
    it.
    """

    async def expect(self, codes: Sequence[str]) -> None:
        """The candidates that will be judged next, in this order, unless the run ends before."""
        ...


class Judge(Protocol):
    """Opens a bench for a target; leaving the context stops every process of it."""

    def busy(self) -> bool:
        """Whether opening has to wait until another run is over, as far as is known."""
        ...

    def open(
        self, target: Target, mode: Mode, tell: Tell = nobody
    ) -> AbstractAsyncContextManager[Bench]:
        """Raises BaselineError, WorkloadError, TooSlowError, MachineError or JudgeError on
        entering, and tells of each stage of it.
        """
        ...


class LessonBank(Protocol):
    """The user's lessons on disk, shared by every editor and run of this user."""

    async def add(self, lesson: Lesson) -> None:
        """Stores one lesson; a lesson with the same id is replaced."""
        ...

    async def update(self, ids: Sequence[str], change: Callable[[Lesson], Lesson]) -> None:
        """Changes lessons that are still in the bank, as they are there now: other runs may
        have used them as well. `change` alters factors and counters only. Lessons that proved
        harmful leave the bank.
        """
        ...

    async def get(self, ids: Sequence[str]) -> Sequence[Lesson]:
        """Those of these lessons that are in the bank and readable."""
        ...

    async def related(
        self, source: Sequence[float], setting: Setting, most: int
    ) -> Sequence[Lesson]:
        """About `most` lessons that `setting` admits, the closest to its predicate and to the
        vector `source` first.
        """
        ...

    async def forget(self, ids: Sequence[str]) -> int:
        """Deletes lessons; how many there were."""
        ...


class Embedder(Protocol):
    """Turns texts into vectors whose cosine says how related the texts are."""

    @property
    def name(self) -> str:
        """Recorded with every vector; vectors of different names never meet."""
        ...

    async def embed(self, texts: Sequence[str]) -> Sequence[tuple[float, ...]]:
        """One vector of unit length per text (all zeros for a text without words)."""
        ...


Describe = Callable[[Target, Mode, Sequence[str]], Description]
"""What is known of a target, given the compiler's remarks on it. Reads files."""


def undescribed(_target: Target, _mode: Mode, _remarks: Sequence[str]) -> Description:
    """Nothing: lessons are then found by their embeddings."""
    return Description()


class LessonArchive(Protocol):
    """The user's lessons to be looked at; every method raises BankError."""

    async def search(self, text: str, limit: int) -> Sequence[Lesson]:
        """Lessons that have to do with `text`, the most related first; the newest for none."""
        ...

    async def lessons(self) -> Sequence[Lesson]:
        """Every readable lesson, oldest first."""
        ...

    async def forget(self, ids: Sequence[str]) -> int:
        """Deletes lessons; how many there were."""
        ...


class ReplyCache(Protocol):
    """Answers of models, by a digest of everything that was asked."""

    async def get(self, key: str) -> str | None:
        """The stored answer, if there is one that can be read."""
        ...

    async def put(self, key: str, answer: str) -> None:
        """Stores an answer; where that fails, nothing happens."""
        ...


class ResultShelf(Protocol):
    """Results that the user has not answered yet; none of these operations fails."""

    async def put(self, result: KeptResult) -> None:
        """Keeps a result in the place of an older answer to the same question."""
        ...

    async def of(self, path: Path) -> Sequence[KeptResult]:
        """The results for functions of a file, the oldest first."""
        ...

    async def drop(self, result: KeptResult) -> None:
        """Forgets a result."""
        ...


class HotSpots(Protocol):
    """Where the user's program spends its time. Reads files: not for the event loop."""

    def shares(self, path: Path, text: str) -> Mapping[int, float]:
        """Shares of the program's time by where functions start, in characters; InputError."""
        ...

    def hottest(self, folders: Sequence[Path], limit: int) -> Sequence[HotFunction]:
        """The hottest functions below these folders that can be optimized; InputError."""
        ...


class Reading(Protocol):
    """A text of a file that was read: what is asked of it takes no longer in a long one."""

    @property
    def text(self) -> str: ...

    def at(
        self,
        line: int,
        column: int = 0,
        last: int | None = None,
        task: Task = Task.OPTIMIZE,
    ) -> Target:
        """As the finder has it."""
        ...

    def with_loops(self, most: int) -> Sequence[FunctionPlace]:
        """As the finder has it."""
        ...


class TargetFinder(Protocol):
    """Finds functions in source text, also in text that is being typed."""

    def read(self, path: Path, text: str, before: Reading | None = None) -> Reading | None:
        """What there is to find in a text; the same as long as nothing changes. None where the
        text is mostly `before`'s, but torn by an edit, so that `before` tells more.
        """
        ...

    def at(
        self,
        path: Path,
        text: str,
        line: int,
        column: int = 0,
        last: int | None = None,
        task: Task = Task.OPTIMIZE,
    ) -> Target:
        """The function for the task around a position (both from 0, column in characters), else
        the first that begins up to the line `last`; TargetError.
        """
        ...

    def named(self, path: Path, text: str, name: str, task: Task = Task.OPTIMIZE) -> Target:
        """The function for the task of that plain or qualified name; raises TargetError."""
        ...

    def with_loops(self, path: Path, text: str, most: int) -> Sequence[FunctionPlace]:
        """Functions that can be optimized and have loops, the deepest nests first."""
        ...

    def all(self, path: Path, text: str) -> Sequence[Target]:
        """Every function that can be optimized, in the order of the file."""
        ...


class Formatter(Protocol):
    """Gives rewrites the style of the project that they are for."""

    async def formatted(self, target: Target, code: str) -> str:
        """A rewrite of the target with other white space and comments, where its project has a
        style; else, and whatever goes wrong, `code` as it is.
        """
        ...
