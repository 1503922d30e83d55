"""Which lessons the rounds of a run selected, in its report."""

from lessonls.core.events import CandidateJudged, LessonBanked, RoundStarted, RunStarted
from lessonls.core.lesson import Attempt
from lessonls.core.report import OptimizeReport, RoundReport, optimize_report
from lessonls.core.target import Mode
from lessonls.fakes import correct, example_lesson, example_target

START = RunStarted(target=example_target(), mode=Mode.SERIAL, agents=("ada", "bob"), rounds=2)
JUDGED = CandidateJudged(attempt=Attempt(agent="ada", round=0, code="", verdict=correct(2.0)))
EARLIER = example_lesson("earlier", function="g")
OWN = example_lesson("own")
RUN = [
    START,
    RoundStarted(round=0, lessons=(EARLIER,)),
    JUDGED,
    LessonBanked(lesson=OWN),
    RoundStarted(round=1, lessons=(OWN, EARLIER)),
]


def test_the_report_names_the_lessons_that_each_round_selected():
    """By their ids, in their order."""
    assert optimize_report(RUN).rounds == (
        RoundReport(round=0, lessons=(EARLIER.id,)),
        RoundReport(round=1, lessons=(OWN.id, EARLIER.id)),
    )


def test_lessons_of_earlier_runs_are_kept_apart_from_what_was_learned():
    """Each once, with the function that taught it."""
    report = optimize_report(RUN)
    assert [(one.id, one.function) for one in report.remembered] == [(EARLIER.id, "g")]
    assert [one.id for one in report.lessons] == [OWN.id]


def test_what_is_found_out_again_was_remembered_before():
    """A round can only have been told what was known when it began."""
    report = optimize_report([*RUN, LessonBanked(lesson=EARLIER)])
    assert [one.id for one in report.remembered] == [EARLIER.id]
    assert [one.id for one in report.lessons] == [OWN.id, EARLIER.id]


def test_the_report_names_the_team():
    """Also who never had an idea."""
    assert optimize_report(RUN).agents == ("ada", "bob")


def test_a_report_from_before_is_still_read():
    """The new fields may be missing: the schema version is the same."""
    plain = optimize_report(RUN).model_dump(mode="json")
    for name in ("rounds", "remembered", "agents"):
        del plain[name]
    assert OptimizeReport.model_validate(plain).rounds == ()
