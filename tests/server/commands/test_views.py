"""What a run looks like, on a terminal and in a pipe."""

import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from rich.console import Console

from lessonls.commands import words
from lessonls.commands.live import LiveView, overview, status
from lessonls.commands.plain import PlainView, line
from lessonls.commands.result import print_result
from lessonls.core.events import (
    AgentLeft,
    AgentsAtWork,
    BaselineReady,
    CandidateJudged,
    CandidateProposed,
    Confirming,
    Event,
    JudgeBusy,
    LessonBanked,
    Preparing,
    RoundStarted,
    RunFinished,
    RunStarted,
)
from lessonls.core.lesson import Attempt, Lesson
from lessonls.core.opening import Opening
from lessonls.core.report import optimize_report
from lessonls.core.target import Language, Mode, Target
from lessonls.core.usage import Usage
from lessonls.core.verdict import Evidence, Outcome, Verdict, VerdictKind
from lessonls.core.workload import Size, Workload

TARGET = Target(
    path=Path("src/twice.c"),
    language=Language.C,
    name="twice",
    qualified_name="twice",
    returns="int",
    parameters=(),
    code="int twice(int x) { return x + x; }",
    before="",
    after="\n",
    start=0,
    line=1,
    flags=(),
    directory=Path(),
)
WON = Attempt(
    agent="shifter",
    round=0,
    code="int twice(int x) { return x << 1; }",
    verdict=Verdict(
        kind=VerdictKind.CORRECT,
        speedup=3.4,
        interval=(3.2, 3.6),
        pairs=20,
        evidence=Evidence(
            inputs=412,
            line_coverage=1.0,
            sanitizers=("address", "undefined"),
            confinement="bubblewrap",
            confirmed=True,
        ),
    ),
)
LOST = Attempt(
    agent="dreamer",
    round=0,
    code="int twice(int x) { return 4; }",
    verdict=Verdict(kind=VerdictKind.INCORRECT, reason="4 in place of 2\nfor x = 1."),
)
LESSON = Lesson(
    id="0123456789abcdef",
    text="Shifting is cheaper.\x1b[2J",
    outcome=Outcome.SIGNIFICANTLY_FASTER,
    speedup=3.4,
    agent="shifter",
    round=0,
    function="twice",
    target_digest="0",
    language=Language.C,
    mode=Mode.SERIAL,
)
START = RunStarted(target=TARGET, mode=Mode.SERIAL, agents=("shifter", "dreamer"), rounds=1)
READY = BaselineReady(
    workload=Workload(function="twice", sizes={"N": Size(timing=64)}), baseline_seconds=0.0123
)
ROUND = RoundStarted(round=0, lessons=())


def proposed(agent: str) -> CandidateProposed:
    return CandidateProposed(agent=agent, round=0, code="")


END = RunFinished(
    best=WON,
    attempts=(LOST, WON),
    lessons=(LESSON,),
    baseline_seconds=0.0123,
    seconds=9.0,
    note="",
)
EVENTS: list[Event] = [
    START,
    READY,
    ROUND,
    proposed("dreamer"),
    CandidateJudged(attempt=LOST),
    proposed("shifter"),
    CandidateJudged(attempt=WON),
    LessonBanked(lesson=LESSON),
    AgentLeft(agent="dreamer", reason="asleep"),
    Confirming(attempt=WON),
    END,
]


def rendered(width: int, events: Iterable[Event]) -> str:
    out = io.StringIO()
    Console(file=out, width=width).print(overview(list(events)))
    return out.getvalue()


def test_plain_lines_tell_the_run_in_order():
    """Every verdict, lesson and departure is one line, as it happens."""
    out = io.StringIO()
    with PlainView(out) as view:
        for event in EVENTS:
            view.show(event)
    assert line(Preparing(stage=Opening.INPUTS)) == "looking for inputs"
    assert line(JudgeBusy()) == "waiting for another run on this machine"
    assert out.getvalue().splitlines() == [
        "twice in src/twice.c, line 1",
        "serial mode, 1 round, team: shifter, dreamer",
        "the original takes 12.3 ms per call with inputs N = 64",
        "round 0, 0 lessons selected",
        "  dreamer: incorrect: 4 in place of 2",
        "  shifter: correct: 3.40x speedup (95% CI 3.20 to 3.60)",
        "  shifter learned: Shifting is cheaper.\ufffd[2J",
        "  dreamer left the team: asleep",
        "timing the best again: shifter, round 0",
    ]


def test_the_table_has_a_row_for_every_candidate():
    """With its verdict, speedup, interval or reason."""
    text = rendered(120, EVENTS)
    assert "twice in twice.c, line 1 · serial · 1 round · shifter, dreamer" in text
    assert "12.3 ms per call with inputs N = 64" in text
    rows = [line.split() for line in text.splitlines() if line.strip().startswith("0 ")]
    assert rows == [
        ["0", "dreamer", "incorrect", "4", "in", "place", "of", "2"],
        ["0", "shifter", "correct", "3.40x", "3.20", "to", "3.60"],
    ]
    assert "dreamer left the team: asleep" in text


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_table_fits_every_terminal(width: int):
    """Nothing is wider than the screen."""
    assert max(len(line.rstrip()) for line in rendered(width, EVENTS).splitlines()) <= width


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "building the original · no faster version so far · 7 s"),
        (3, "round 0: the team is at work · no faster version so far · 7 s"),
        (4, "judging dreamer · no faster version so far · 7 s"),
        (6, "judging shifter · no faster version so far · 7 s"),
        (7, "round 0: the team is at work · best so far 3.40x by shifter · 7 s"),
        (10, "timing the best again (shifter, round 0) · best so far 3.40x by shifter · 7 s"),
    ],
)
def test_the_status_says_what_is_going_on(count: int, expected: str):
    """What, the best so far, and for how long."""
    assert status(EVENTS[:count], 7.9) == expected


def test_the_status_says_who_is_waited_for_and_what_was_used():
    """In the round that goes on."""
    usage = Usage(requests=3, cached=1, completion_tokens=90, repairs=1)
    events = [*EVENTS[:3], AgentsAtWork(agents=("alpha",), usage=usage)]
    assert status(events, 7.9) == (
        "round 0: waiting for alpha · no faster version so far · "
        "3 requests, 1 repair, 1 from the cache, 90 tokens · 7 s"
    )


def test_the_live_view_leaves_the_finished_table_behind():
    """Also when the run is stopped in the middle."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=100, color_system=None)
    view = LiveView(console, clock=lambda: 0.0)

    def stopped_run() -> None:
        with view:
            for event in EVENTS[:7]:
                view.show(event)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped_run()
    assert "3.20 to 3.60" in out.getvalue().splitlines()[-1]


def test_the_result_ends_with_diff_claim_evidence_and_lessons():
    """In a pipe the diff is exact, and nothing steers the terminal."""
    out = io.StringIO()
    print_result(Console(file=out, width=40), optimize_report(EVENTS))
    assert out.getvalue().splitlines() == [
        "",
        "--- src/twice.c",
        "+++ src/twice.c",
        "@@ -1 +1 @@",
        "-int twice(int x) { return x + x; }",
        "+int twice(int x) { return x << 1; }",
        "",
        "twice: 3.40x speedup (95% CI 3.20 to 3.60) (shifter, round 0)",
        "Checked: equal on 412 inputs; 100% of lines covered; sanitizers clean "
        "(address, undefined); confined by bubblewrap; confirmed in a second timing session.",
        "",
        "Lessons banked",
        "  01234567  shifter, significantly faster: Shifting is cheaper.\ufffd[2J",
    ]


def test_a_run_without_a_winner_says_so():
    """It is a valid answer, and its lessons are kept."""
    out = io.StringIO()
    finished = END.model_copy(update={"best": None, "note": "The time was up."})
    print_result(Console(file=out, width=80), optimize_report([*EVENTS[:-1], finished]))
    assert out.getvalue().startswith(
        "\nNo faster version was found.\nThe time was up.\n\nLessons banked\n"
    )


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(12.0, "12 s"), (0.0123, "12.3 ms"), (4.5e-6, "4.5 µs"), (2e-9, "2 ns"), (0.0, "0 ns")],
)
def test_durations_have_a_fitting_unit(seconds: float, text: str):
    """Three digits are enough."""
    assert words.duration(seconds) == text


@pytest.mark.parametrize("letter", ["\x1b", "\0", "\r", "\u202e", "\u2066", "\u200b", "\U000e0041"])
def test_what_steers_a_terminal_or_hides_is_seen(letter: str):
    """Escapes, directions of writing, and letters without a shape; the rest stays as it is."""
    assert words.printable(f"a{letter}b") == "a\ufffdb"
    assert words.printable("naïve\r\n\t\u200d“x”") == "naïve\n\t\u200d“x”"


@pytest.mark.parametrize(
    ("bounds", "claim"),
    [
        ((1.5, 2.5), "2.00x speedup (95% CI 1.50 to 2.50)"),
        ((0.9, 2.5), "2.00x speedup, not significant (95% CI 0.90 to 2.50)"),
        ((0.4, 0.6), "2.00x speedup, slower (95% CI 0.40 to 0.60)"),
        (None, "2.00x speedup"),
    ],
)
def test_faster_is_said_only_when_the_whole_interval_is(
    bounds: tuple[float, float] | None, claim: str
):
    """No speedup is claimed without its interval."""
    assert words.speed(2.0, bounds) == claim
