"""Campaigns in which functions were written, as a page."""

from benchmarks.generation.pages import page
from tests.benchmarks.generation.test_grades import MANIFEST, RECORDS, RIGHT, WRONG, grades, record


def test_a_page_has_scores_rounds_and_every_problem_and_loads_nothing():
    wrong = grades((0, 2, 0, False), (0, 1, 1, True), wrong=1)
    other = [record("<b>", RIGHT), record("a", WRONG), record("d", wrong)]
    text = page({"without": (MANIFEST, RECORDS), "with": (MANIFEST, other)})
    assert text.count("<svg") == 2
    for title in ("pass@1", "plus", "requests", "tokens", "decided", "s"):
        assert f"<td>{title}</td>" in text
    assert "<td>without</td><td>0.500</td><td>0.500</td>" in text
    assert "A is without, B is with: B is better on 0, worse on 2" in text
    assert "<td>1, decided</td>" in text
    assert "The model is gone." in text
    assert "&lt;b&gt;" in text
    assert "src=" not in text
    assert "<script" not in text
