"""The page of a run: whole, safe whatever others wrote, and readable for any numbers."""

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonls.core.page import report_page
from lessonls.core.page.bounds import CANDIDATES, DIFF_LINES
from lessonls.core.report import OptimizeReport
from tests.server.core.page.runs import (
    HOSTILE,
    a_best,
    a_candidate,
    a_lesson,
    a_report,
    a_won_report,
    hostile,
    rejected,
)

SVG = "{http://www.w3.org/2000/svg}"
MARKS = ("mark", "hollow", "cross")


class Reader(HTMLParser):
    """What a browser finds: elements with their attributes, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def tree_of(report: OptimizeReport) -> ElementTree.Element:
    """The page as a tree: it is well-formed XML, so that nothing depends on leniency."""
    page = report_page(report).removeprefix("<!DOCTYPE html>\n")
    return ElementTree.fromstring(page)  # noqa: S314 - it declares no entities, and is ours


def plot_of(report: OptimizeReport) -> ElementTree.Element:
    (drawing,) = [one for one in tree_of(report).iter(f"{SVG}svg") if one.get("role") == "img"]
    return drawing


def words(tree: ElementTree.Element) -> str:
    return " ".join(" ".join(tree.itertext()).split())


def hints(tree: ElementTree.Element) -> list[str]:
    """What is shown when something is pointed at."""
    return ["".join(one.itertext()) for one in tree.iter(f"{SVG}title")]


def kinds(tree: ElementTree.Element) -> Counter[str]:
    """How many marks of each kind are in the plot of candidates."""
    groups = [one for one in tree.iter(f"{SVG}g") if one.get("class") == "candidate"]
    drawn = [path for group in groups for path in group.iter(f"{SVG}path")]
    return Counter(path.get("class", "").split()[0] for path in drawn)


def paths(tree: ElementTree.Element, kind: str) -> list[str]:
    return [one.get("d", "") for one in tree.iter(f"{SVG}path") if one.get("class") == kind]


def test_the_page_says_what_was_found_and_on_what_evidence():
    """The claim is the confirmed one; conditions are strong."""
    text = words(tree_of(a_won_report()))
    assert "3.20x speedup 95% CI 3.10 to 3.30, by bob in round 1" in text
    assert "On condition that" in text
    for said in ("z must not overlap x", "equal on 412 inputs", "sanitizers clean", "a note"):
        assert text.count(said) == 1
    assert "confirmed in a second timing session" in text
    assert "f.c:3 · C · serial mode · the original takes 1 ms per call" in text


@pytest.mark.parametrize(
    ("candidates", "reason"),
    [
        ([], "No rewrite was proposed."),
        ([rejected()], "Of 1 candidate, none was correct."),
        ([a_candidate(speedup=None, interval=None)], "Of 1 candidate, none was timed."),
        ([a_candidate(speedup=1.1, interval=[0.9, 1.3])], "does not show a speedup"),
        ([a_candidate(speedup=1.01, interval=[1.005, 1.02])], "too small a speedup"),
        ([a_candidate(), rejected()], "measured at 2.00x (95% CI 1.90 to 2.10), but a second"),
    ],
)
def test_a_page_without_a_winner_says_why(candidates: list[dict[str, Any]], reason: str):
    """As far as the numbers show it, with the run's own note."""
    text = words(tree_of(a_report(*candidates, note="The time was up.")))
    assert "No faster version was found" in text
    assert reason in text
    assert "The time was up." in text
    assert "The change" not in text


def test_every_candidate_has_a_mark_and_a_row_with_the_same_numbers():
    """A rejected one is a cross below, with its reason; nobody needs to see the plot."""
    tree = tree_of(a_won_report())
    # The recommended one is there once more: it was timed again.
    assert kinds(tree) == {"mark": 3, "bar": 3, "cross": 1}
    found = hints(tree)
    assert "#1: ada, round 0, correct\n2.00x, 95% CI 1.90 to 2.10" in found
    assert "#2: bob, round 0, incorrect\n4, not 2." in found
    assert "Timed again: 3.20x, 95% CI 3.10 to 3.30" in found
    rows = [[words(cell) for cell in row] for row in tree.iter("tr")]
    assert rows[1:] == [
        ["1", "0", "ada", "correct", "2.00x", "1.90 to 2.10", "E1", ""],
        ["2", "0", "bob", "incorrect", "", "", "E1", "4, not 2."],
        ["3", "1", "bob", "correct", "3.40x", "3.30 to 3.50", "E1 L1", ""],
    ]


def test_a_second_try_is_called_one():
    """It comes after one that did not compile."""
    first = rejected(verdict="not_compilable", reason="no ;")
    rows = [words(row) for row in tree_of(a_report(first, a_candidate(repaired=True))).iter("tr")]
    assert "second try" not in rows[1]
    assert "second try" in rows[2]


def test_lines_lead_from_a_lesson_to_the_candidates_that_saw_it():
    """From the mark of the candidate that taught it; earlier runs' from a column of their own."""
    plot = plot_of(a_won_report())
    groups = [one for one in plot.iter(f"{SVG}g") if one.get("class") == "lesson"]
    assert [hints(one)[0] for one in groups] == [
        "E1: eve, slower\nLesson 9.",
        "E1: eve, slower\nLesson 9.",
        "L1: ada, slower\nLesson 1.",
    ]
    counts = [path.count("M") for path in paths(plot, "thread")]
    assert counts == [2, 1, 1]


def test_a_report_from_before_rounds_were_kept_has_a_plot_without_lines():
    """Reports of the same schema version may lack what was added later."""
    plain = a_won_report().model_dump(mode="json")
    for name in ("rounds", "remembered", "agents"):
        del plain[name]
    plot = plot_of(OptimizeReport.model_validate(plain))
    assert paths(plot, "thread") == []
    assert kinds(plot)["mark"] == 3


def test_agents_differ_by_colour_and_by_shape():
    """Twelve agents are twelve pairs of both, the same in the plot and in the legend."""
    agents = [f"agent {number}" for number in range(12)]
    tree = tree_of(a_report(*(a_candidate(name) for name in agents)))
    (legend,) = [one for one in tree.iter("ul") if one.get("class") == "legend"]
    drawn = list(legend.iter("path"))
    looks = {(one.get("class"), one.get("d")) for one in drawn[:12]}
    assert len(looks) == 12
    assert len({colour for colour, _ in looks}) == 8
    entries = [words(one) for one in legend.iter("li")]
    assert entries[:12] == agents


@pytest.mark.parametrize("text", [one for one in HOSTILE if one], ids=range(len(HOSTILE) - 1))
def test_what_others_wrote_adds_no_element_and_no_attribute(text: str):
    """The page has the same structure for any text in its places."""

    def structure(page: str) -> list[tuple[str, list[str]]]:
        found = [(tag, sorted(attributes)) for tag, attributes in Reader(page).elements]
        # A diff is as many spans as it has lines.
        return [one for one in found if one[0] != "span"]

    assert structure(report_page(hostile(text))) == structure(report_page(hostile("plain")))


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_any_text_makes_a_well_formed_page_that_can_be_written(text: str):
    """Also half characters and control characters."""
    assert tree_of(hostile(text)).tag == "html"
    report_page(hostile(text)).encode("utf-8")


def test_no_character_steers_what_is_shown():
    """Neither control characters nor those that reorder a line of code."""
    for text in HOSTILE:
        unfit = re.findall(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]",
            report_page(hostile(text)),
        )
        assert unfit == []


def test_nothing_is_loaded_and_nothing_may_be():
    """The policy allows one style sheet, by its hash, and the page has that one."""
    page = report_page(a_won_report())
    reader = Reader(page)
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & {
        tag for tag, _ in reader.elements
    }
    for _, attributes in reader.elements:
        assert not {"src", "style", "onload", "onclick"} & attributes.keys()
        assert (attributes.get("href") or "#").startswith("#")
    (policy,) = [
        attributes["content"] or ""
        for tag, attributes in reader.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    known = b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{known}';")
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_the_plot_is_named_and_described_for_who_cannot_see_it():
    """By elements that are there."""
    plot = plot_of(a_won_report())
    ids = {one.get("id"): one for one in plot.iter() if one.get("id")}
    title, description = (ids[name] for name in plot.get("aria-labelledby", "").split())
    assert title.tag == f"{SVG}title"
    assert description.tag == f"{SVG}desc"
    assert "3 candidates of 3 agents in 2 rounds, 1 of them rejected" in words(description)


def test_links_lead_somewhere():
    """From the table to the lessons."""
    tree = tree_of(a_won_report())
    ids = {one.get("id") for one in tree.iter()}
    links = [one.get("href", "") for one in tree.iter("a")]
    assert links
    assert {link.removeprefix("#") for link in links} <= ids


SPEEDUPS = [
    [],
    [1.0],
    [0.001, 5000.0],
    [0.999, 1.001],
    [5e-324, 1.7e308],
    [0.0, -3.0, 2.0],
    [1e6] * 3,
]


@pytest.mark.parametrize("speedups", SPEEDUPS, ids=str)
@pytest.mark.parametrize("spread", [None, 0.02, 2.0], ids=["no interval", "narrow", "wide"])
def test_any_speedups_are_drawn_inside_the_plot(speedups: list[float], spread: float | None):
    """Also none, one, and those that no machine could reach."""
    report = a_report(
        *(
            a_candidate(
                speedup=one,
                interval=None if spread is None else [one * (1 - spread), min(one * 1.02, 1e308)],
            )
            for one in speedups
        )
    )
    page = report_page(report)
    assert "nan" not in page
    assert "inf" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    if not speedups:
        assert "No candidate to plot." in page
        return
    plot = plot_of(report)
    height = float(plot.get("height", "0"))
    for outline in (path.get("d", "") for path in plot.iter(f"{SVG}path")):
        for y in re.findall(r"[ML][\d.-]+ ([\d.-]+)", outline):
            assert 0 <= float(y) <= height
    ticks = [one for one in plot.iter(f"{SVG}text") if one.get("class") == "tick end"]
    assert 2 <= len(ticks) <= 14


def heights(report: OptimizeReport) -> list[float]:
    """How far down the marks of correct candidates are."""
    found = [one.get("d", "") for one in plot_of(report).iter(f"{SVG}path")]
    return [float(match[1]) for one in found if (match := re.match(r"M[\d.]+ ([\d.]+)a5.5", one))]


def test_equal_factors_are_equally_far_apart_where_speedups_differ_much():
    """2x faster is as far up as 2x slower is down."""
    fast, same, slow = heights(a_report(*(a_candidate(speedup=one) for one in (8.0, 1.0, 0.125))))
    assert same - fast == pytest.approx(slow - same, abs=0.2)


def test_small_differences_are_drawn_to_scale():
    """No logarithms where they would only confuse."""
    report = a_report(*(a_candidate(speedup=one) for one in (1.2, 1.0, 0.8)))
    fast, same, slow = heights(report)
    assert same - fast == pytest.approx(slow - same, abs=0.2)
    assert "logarithmic" not in report_page(report)


def test_a_run_of_400_candidates_and_12_agents_is_a_page_of_reasonable_size():
    """Every one with a mark and a row; the plot is wider then, and scrolls."""
    agents = [f"agent {number}" for number in range(12)]
    candidates = [
        (rejected if number % 3 else a_candidate)(agents[number % 12], number // 40)
        for number in range(400)
    ]
    lessons = [a_lesson(str(number), agents[number], number // 2) for number in range(12)]
    rounds = [{"round": n, "lessons": [str(2 * n + k - 4) for k in range(4)]} for n in range(10)]
    report = a_report(*candidates, lessons=lessons, rounds=rounds)
    tree = tree_of(report)
    marks = kinds(tree)
    assert sum(marks[name] for name in MARKS) == 400
    assert len(list(tree.iter("tr"))) == 401
    assert float(plot_of(report).get("width", "0")) > 4000
    assert len(report_page(report)) < 800_000


def test_what_is_too_long_is_cut_and_the_page_says_so():
    """A page stays one that a browser can show."""
    winner = a_candidate()
    report = a_report(
        *(a_candidate(reason="y" * 5000) for _ in range(CANDIDATES + 10)),
        best=a_best(winner, diff="+x\n" * (DIFF_LINES + 10)),
        lessons=[a_lesson(str(number), text="z" * 5000) for number in range(300)],
        rounds=[{"round": 0, "lessons": [str(number) for number in range(300)]}],
        target={"file": "f", "function": "n" * 10_000, "line": 1, "language": "c", "digest": ""},
    )
    page = report_page(report)
    assert len(page) < 3_000_000
    assert f"Shown are the first 1,000 of {CANDIDATES + 10:,} candidates." in page
    assert f"Shown are the first 3,000 of {DIFF_LINES + 10:,} lines." in page
    assert "Shown are the first 200 of 300 lessons." in page
    assert "… (9,700 more characters)" in page


def test_the_diff_is_coloured_line_by_line():
    """And is the exact text, so that it can be copied."""
    tree = tree_of(a_won_report())
    (diff,) = tree.iter("pre")
    assert "".join(diff.itertext()) == "--- f.c\n+++ f.c\n@@ -1 +1 @@\n-old\n+new\n"
    assert [one.get("class") for one in diff] == ["file", "file", "place", "removed", "added"]


def test_costs_are_listed_where_models_were_asked():
    """And who left."""
    usage = {"requests": 1234, "prompt_tokens": 5000, "completion_tokens": 70, "cost": 0.0123}
    departures = [{"agent": "dreamer", "reason": "asleep"}]
    text = words(tree_of(a_won_report(usage=usage, departures=departures)))
    for said in ("1,234", "5,000 in, 70 out", "0.0123", "dreamer left: asleep"):
        assert said in text
    assert "Models none" in words(tree_of(a_won_report()))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_both_colour_schemes_can_be_read():
    """Text has the contrast that WCAG asks of text, marks the one that it asks of graphics."""
    schemes = re.findall(r":root \{(.*?)\}", report_page(a_report()), re.DOTALL)
    assert len(schemes) == 2
    for scheme in schemes:
        colours = dict(re.findall(r"--(\w+): (#\w{6})", scheme))
        for ground in ("page", "box"):
            for name in ("text", "quiet", "accent", "link"):
                assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
            for number in range(8):
                assert contrast(colours[f"a{number}"], colours[ground]) >= 3, (number, ground)
        for ground in ("added", "removed"):
            assert contrast(colours["text"], colours[ground]) >= 4.5
