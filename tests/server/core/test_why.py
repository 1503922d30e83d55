"""Why an answer is what it is, as Markdown in which nothing foreign is more than text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lessonls.core.page.markup import clean
from lessonls.core.why import foreign, why
from tests.server.core.page.runs import (
    HOSTILE,
    a_candidate,
    a_report,
    a_won_report,
    hostile,
    rejected,
)

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {"text", "text_special", "softbreak", "strong_open", "strong_close"}

ACTIVE = (
    "[click](command:workbench.action.terminal.new)",
    "![seen](https://evil.example/pixel.png)",
    "<https://evil.example>",
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "<a href='command:evil'>x</a>",
    "`code` ``more`` ```fence```",
    "**bold** *it* __bold__ _it_ ~~gone~~",
    "a | b | c",
    "&lt;b&gt; &#60; &colon;",
    "\\[x](y) \\\\<b>",
    "# heading",
    "- list",
    "1. list",
    "2) list",
    "> quote",
    "=====",
    "-----",
    "+ list",
    "```\nfence\n```",
    "    indented\n\n\tcode",
    "[x]: command:evil\n\n[x]",
    "line\n\n# heading\n\n- item\r\n\u2028<b>",
    "$x^2$ [^1]",
    "x\\",
)


def tokens(markdown: str) -> list[Token]:
    return MARKDOWN.parse(markdown)


def blocks(markdown: str) -> list[str]:
    return [one.type for one in tokens(markdown)]


def inline(markdown: str) -> set[str]:
    return {part.type for one in tokens(markdown) for part in one.children or []}


def shown(markdown: str) -> str:
    """The text that a reader sees."""
    lines = [
        "".join(part.content for part in one.children or [])
        for one in tokens(markdown)
        if one.type == "inline"
    ]
    return "\n".join(lines)


def test_the_answer_comes_with_its_conditions_first_and_bold():
    """Then the numbers and who they are owed to, then what was checked."""
    markdown = why(a_won_report())
    assert markdown.startswith(
        "### f: 3.20x speedup\n\n"
        "- **On condition that z must not overlap x**\n\n"
        "3.20x speedup over the original (95% CI 3.10 to 3.30), by **bob** in round 1.\n\n"
        "- equal on 412 inputs\n"
    )
    assert "- a note\n" in markdown
    assert markdown.count("must not overlap") == 1


def test_it_tells_what_the_winners_round_was_told_and_what_was_learned():
    """Lessons of earlier runs are among the first, not among the second."""
    told, _, learned = why(a_won_report()).partition("#### What was learned")
    assert "#### Lessons that round 1 had\n\n" in told
    assert "- **E1** eve, slower: Lesson 9.\n- **L1** ada, slower: Lesson 1." in told
    assert "- **L1** ada, slower: Lesson 1.\n- **L2** bob, slower: Lesson 2." in learned
    assert "Lesson 9." not in learned


def test_the_winner_stands_out_in_the_table():
    """Rejected candidates have their reasons there."""
    lines = why(a_won_report()).splitlines()
    assert "| 0 | ada | correct | 2.00x | 1.90 to 2.10 |" in lines
    assert "| 0 | bob | incorrect: 4, not 2. |  |  |" in lines
    assert "| 1 | **bob** | correct | 3.40x | 3.30 to 3.50 |" in lines


def test_without_a_winner_it_says_why():
    """And with no candidate there is no table."""
    markdown = why(a_report(note="The time was up."))
    assert "No faster version was found\n\nNo rewrite was proposed.\n\nThe time was up." in markdown
    assert "|" not in markdown
    assert "none was correct" in why(a_report(rejected()))


def test_a_long_run_stays_a_short_text():
    """The recommended candidate is shown wherever it came."""
    report = a_won_report()
    many = [a_candidate(reason="y" * 5000) for _ in range(500)]
    winner = report.candidates[-1].model_dump(mode="json")
    markdown = why(a_won_report(candidates=[*many, winner]))
    assert "**bob**" in markdown.partition("#### Candidates")[2]
    assert "30 of 501 are shown." in markdown
    assert len(markdown) < 10_000


@pytest.mark.parametrize("text", [*ACTIVE, *HOSTILE], ids=range(len(ACTIVE) + len(HOSTILE)))
def test_what_others_wrote_stays_text(text: str):
    """No link, no image, no HTML, no code, no other block, whatever it says."""
    markdown = why(hostile(text))
    assert inline(markdown) <= OURS
    if text.strip():
        assert blocks(markdown) == blocks(why(hostile("plain")))


@settings(max_examples=200)
@given(st.text(alphabet="ab1 \\`*_[]<>()#!|~$&@:/.-+=\n\t\r\u2028", max_size=30))
def test_any_text_is_shown_as_it_is(text: str):
    """Only on one line."""
    markdown = why(a_won_report(note=text))
    assert inline(markdown) <= OURS
    assert " ".join(text.split()) in shown(markdown)


@pytest.mark.parametrize(
    "address", ["https://evil.example", "www.1x.com", "evil.example", "me@evil.example"]
)
def test_addresses_do_not_become_links_by_themselves(address: str):
    """Editors that find bare addresses find none."""
    written = foreign(address)
    assert not re.search(r"(?<!\\)://|www\.|[^\\]@|\w\.[a-z]", written)
    assert shown(written) == address


def test_code_in_lessons_stays_readable_as_it_is_written():
    """A hover without Markdown shows these lines raw."""
    assert foreign("std::sort of a_b (0.93x, -O3) in f.") == "std::sort of a_b (0.93x, -O3) in f."


def test_no_character_steers_what_is_shown():
    """The same as on the page."""
    for text in HOSTILE:
        assert clean(why(hostile(text))) == why(hostile(text))
