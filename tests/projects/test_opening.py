"""Functions of whole projects, through the judge that the settings give: its own process, its
messages, the real compiler in the real sandbox.
"""

import re
from pathlib import Path

import pytest

from lessonls.composition import Services, compose
from lessonls.config import Settings
from lessonls.core.errors import LessonlsError
from lessonls.core.target import Mode, Target
from lessonls.core.verdict import VerdictKind
from tests.projects.cases import OPENING, REFUSED, UNDEFINED, C, Case, Refusal
from tests.projects.conftest import Projects
from tests.projects.layout import laid_out


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    monkeypatch.setenv("LESSONLS_HOME", str(tmp_path / "home"))
    return compose(Settings(), pytest.fail, ahead=False)


def target_of(services: Services, root: Path, case: Case | Refusal) -> Target:
    path = root / case.file
    return services.finder.named(path, path.read_text(encoding="utf-8"), case.function)


EVERYDAY = {"gauge_tally", "gauge_count_above", "closest"}
"""A macro, another file, and what a header defines; the others are exhaustive."""


def grouped(case: Case | Refusal) -> object:
    """Of one project one after the other; projects beside each other."""
    marks = [pytest.mark.xdist_group(case.project)]
    if isinstance(case, Case) and case.function not in EVERYDAY:
        marks.append(pytest.mark.exhaustive)
    return pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [grouped(case) for case in OPENING])
async def test_a_function_opens_and_a_wrong_rewrite_of_it_is_told(
    case: Case, services: Services, projects: Projects
) -> None:
    """It keeps its macros, and is called on inputs for which its answer matters."""
    target = target_of(services, projects[case.project], case)
    async with services.judge.open(target, Mode.SERIAL) as bench:
        verdict = await bench.judge(case.wrongly(target.code))
        assert (verdict.kind, verdict.speedup) == (VerdictKind.INCORRECT, None), verdict.reason
        if case.right:
            verdict = await bench.judge(case.right)
            assert verdict.kind is VerdictKind.CORRECT, verdict.reason


@pytest.mark.parametrize("case", [grouped(case) for case in (*REFUSED, *UNDEFINED)])
async def test_what_cannot_be_optimized_is_refused_with_the_reason(
    case: Refusal, services: Services, projects: Projects
) -> None:
    """In the user's words, before anything is built or after."""
    with pytest.raises(LessonlsError) as refused:
        async with services.judge.open(
            target_of(services, projects[case.project], case), Mode.SERIAL
        ):
            pass
    assert re.search(case.sentence, str(refused.value))


@pytest.mark.xdist_group(C)
async def test_a_header_that_no_flag_leads_to_is_named_and_nobody_blamed(
    services: Services, tmp_path: Path
) -> None:
    """As where a Makefile alone knows the flags: the file itself is not at fault."""
    path = laid_out(C, tmp_path / C, configured=False) / "src" / "matrix.c"
    target = services.finder.named(path, path.read_text(encoding="utf-8"), "gauge_multiply")
    sentence = r"^(?!.*does not compile as it stands).*gauge/gauge\.h.*compile_commands\.json"
    with pytest.raises(LessonlsError, match=sentence):
        async with services.judge.open(target, Mode.SERIAL):
            pass


LATIN = b"""/* Les \xe9chelles; ce fichier est plus vieux que l'UTF-8. */
_Static_assert(sizeof "\xe9" == 2, "a letter is a byte");
"""
NUL = b'/* A \0 in a comment. */\n_Static_assert(sizeof "a\0b" == 4, "two letters and a zero");\n'
LARGE = b"/*" + b" tables, tables" * (1 << 17) + b" */\nenum { STEP = 7 };\n"
"""About 2 MB, with what counts at the end."""
ODD = """#include "latin.h"
#include "nul.h"
#include "large.h"

int weigh(const int *a, int n) {
    int sum = 0;
    for (int i = 0; i < n; ++i) sum += a[i] % STEP;
    return sum;
}
"""


@pytest.mark.xdist_group("judge")
async def test_headers_reach_the_judge_process_byte_for_byte(
    services: Services, tmp_path: Path
) -> None:
    """Those that are no text as well; the compiler itself looks at them."""
    for name, content in {"latin.h": LATIN, "nul.h": NUL, "large.h": LARGE}.items():
        (tmp_path / name).write_bytes(content)
    path = tmp_path / "odd.c"
    path.write_text(ODD, encoding="utf-8")
    target = services.finder.named(path, ODD, "weigh")
    async with services.judge.open(target, Mode.SERIAL) as bench:
        verdict = await bench.judge(target.code.replace("STEP", "8"))
    assert verdict.kind is VerdictKind.INCORRECT, verdict.reason
