"""Made-up inputs and the user's program together: inputs for strength, the program for truth, and
for the time that counts.
"""

from collections.abc import Sequence

from lessonls.adapters.judge.replay import ReplayBench
from lessonls.adapters.judge.workbench import Workbench
from lessonls.core.circumstances import Circumstances
from lessonls.core.verdict import MutationScore, Verdict, VerdictKind
from lessonls.core.workload import Workload


class BothBenches:
    """Judges by made-up inputs first; what is right there is judged in the program."""

    baseline_score = 1.0

    def __init__(self, made: Workbench, program: ReplayBench) -> None:
        self._made, self._program = made, program
        self.baseline_seconds, self.compiler = program.baseline_seconds, made.compiler

    def close(self) -> None:
        """Stops every process of both."""
        self._made.close()
        self._program.close()

    @property
    def workload(self) -> Workload:
        """The one that is made up, and the program."""
        return self._made.workload.model_copy(update={"program": self._program.workload.program})

    @property
    def circumstances(self) -> Circumstances:
        """What both know; what a call takes is told of the program's."""
        return self._made.circumstances.model_copy(update={"nbytes": 0})

    @property
    def remarks(self) -> tuple[str, ...]:
        """The compiler's on loops of the target that it could not vectorize."""
        return self._made.remarks

    @property
    def mutation_score(self) -> MutationScore | None:
        """How strong the checks on made-up inputs are."""
        return self._made.mutation_score

    def expect(self, codes: Sequence[str]) -> None:
        """Verdicts on these are asked for next."""
        self._program.expect(codes)

    def judge(self, code: str) -> Verdict:
        """Right in both; the times are the program's."""
        made = self._made.judge(code)
        if made.kind is not VerdictKind.CORRECT or not made.pairs:
            return made
        return _joined(made, self._program.judge(code))

    def confirm(self, code: str) -> Verdict:
        """A second session in the program."""
        made = self._made.judge(code)
        if made.kind is not VerdictKind.CORRECT or not made.pairs:
            return made
        return _joined(made, self._program.confirm(code))


def _joined(made: Verdict, program: Verdict) -> Verdict:
    """The program's verdict with all that was checked."""
    evidence = made.evidence.model_copy(
        update={
            "program": program.evidence.program,
            "confirmed": program.evidence.confirmed,
            "notes": (*made.evidence.notes, *program.evidence.notes),
        }
    )
    seconds = made.seconds + program.seconds
    return program.model_copy(update={"evidence": evidence, "seconds": seconds})
