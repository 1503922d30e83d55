"""Whether a candidate runs where the original runs: on other processors than this one.

What asks the processor is tested with every answer that it may get elsewhere; what needs more
than the project's own flags turn on is refused, or told in the evidence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from lessonls.adapters.judge.build import Baseline, unit
from lessonls.adapters.judge.checking.differential import Examiner
from lessonls.adapters.judge.checking.finding import Finding
from lessonls.adapters.judge.machine import instruction_sets
from lessonls.core.instruction_sets import (
    NATIVE,
    names_processor,
    of_the_kernel,
    own_flags,
    spelled,
)
from lessonls.core.reading.dispatch import (
    QUESTION,
    asked,
    concerns_processors,
    of_intrinsics,
    unasked,
)
from lessonls.core.verdict import VerdictKind

_MOST_ASKED = 3
_NO_CLONES = ("-Dtarget_clones(...)=unused", "-D__target_clones__(...)=unused")
_UNNAMED = ("instructions of this processor",)


class Portability:
    """Builds candidates as other machines would see them. Where `portable` is not said, a
    candidate may need more than the project's flags only if these name a processor.
    """

    def __init__(self, baseline: Baseline, examiner: Examiner, portable: bool | None) -> None:
        self._baseline = baseline
        self._examiner = examiner
        self._flags = own_flags(baseline.target.flags)
        self.portable = not names_processor(self._flags) if portable is None else portable
        self._needs: dict[str, tuple[str, ...]] = {}

    def needs(self, name: str) -> tuple[str, ...]:
        """The instruction sets that a candidate needs and the project's flags do not enable."""
        return self._needs.get(name, ())

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user has to know to get the same speed."""
        if self._flags == self._baseline.target.flags:
            return ()
        return (f"timed with {NATIVE}, which the project's own flags do not have",)

    def check(self, name: str, text: str) -> Finding | None:
        """Why a candidate may not go to other machines, or is wrong there."""
        if not concerns_processors(text):
            return None
        language = self._baseline.target.language
        questions = asked(text, language)
        absent = [one for one in questions if of_the_kernel(one) not in instruction_sets()]
        if absent or len(questions) > _MOST_ASKED:
            what = ", ".join(spelled(absent or questions))
            reason = f"it checks for {what}, which cannot be tested on this machine."
            return Finding(VerdictKind.NOT_COMPILABLE, reason)
        needs = set(spelled(unasked(text, language, self._baseline.target.name)))
        for there in _answers(questions):
            found = self._elsewhere(name, text, there)
            if isinstance(found, Finding):
                lacking = ", ".join(spelled(set(questions) - set(there)))
                where = f"has no {lacking}" if lacking else "is older"
                return replace(found, reason=f"if the processor {where}: {found.reason}")
            if not found:
                needs |= set(spelled(of_intrinsics(text)) or _UNNAMED)
                break
        self._needs[name] = tuple(sorted(needs))
        return self._refusal(needs) if needs and self.portable else None

    def _elsewhere(self, name: str, text: str, there: Sequence[str]) -> Finding | bool:
        """What is wrong on a processor that has only what is `there`; whether it is compiled."""
        equal = "||".join(f'!__builtin_strcmp(x,"{one}")' for one in there)
        answer = f"-D{QUESTION}(x)=({equal or 0})"
        target = self._baseline.target
        flags = {"flags": (*self._flags, *_NO_CLONES, answer)}
        toolchain = replace(
            self._baseline.toolchain, target=target.model_copy(update=flags), prelude=False
        )
        built = toolchain.library(unit(target, text, self._baseline.shape))
        if not built.succeeded:
            return False
        library = f"{name}_{'_'.join(there) or 'plain'}.so"
        self._baseline.keep(library, built.files["unit.so"])
        return self._examiner.check(library) or True

    def _refusal(self, needs: set[str]) -> Finding:
        what = ", ".join(sorted(needs))
        reason = (
            f"it needs {what}, which the project's own flags do not enable: check for it at "
            f"run time"
            f' (if ({QUESTION}("...")) around the call of a function with the attribute target,'
            " and plain code otherwise), or allow it with the setting portable = false."
        )
        return Finding(VerdictKind.NOT_COMPILABLE, reason)


def _answers(questions: Sequence[str]) -> Iterator[Sequence[str]]:
    """What another processor may have of that which is asked for; this one has all of it."""
    for count in range(max(len(questions), 1)):
        yield from combinations(questions, count)
