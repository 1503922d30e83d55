"""Campaigns as a page."""

import pytest

from benchmarks.campaign.pages import page
from benchmarks.campaign.plots import pareto
from tests.benchmarks.campaign.conftest import Made
from tests.benchmarks.campaign.test_folder import MANIFEST


def test_a_page_holds_everything_and_loads_nothing(made: Made):
    """Four plots, the measures, every problem, and no address to fetch anything from."""
    without = [made("a", [None, 2.0]), made("b", [None])]
    text = page({"without": (MANIFEST, without), "team": (MANIFEST, [made("a", [4.0])])})
    assert text.count("<svg") == 4
    assert "4.00x" in text
    assert "A is without, B is team: B is better on 1" in text
    assert "src=" not in text
    assert "<script" not in text
    assert "url(http" not in text


def test_names_of_others_stay_text(made: Made):
    """A folder or a problem may be called anything."""
    text = page({"<b>": (MANIFEST, [made("<script>", [2.0])])})
    assert "<script" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    ("points", "front"),
    [
        ([(1.0, 2.0)], [(1.0, 2.0)]),
        ([(1.0, 2.0), (2.0, 1.5), (3.0, 4.0)], [(1.0, 2.0), (3.0, 4.0)]),
        ([(1.0, 2.0), (1.0, 3.0)], [(1.0, 3.0)]),
    ],
)
def test_the_front_has_what_nobody_beats_in_both(
    points: list[tuple[float, float]], front: list[tuple[float, float]]
):
    """The cheapest first."""
    assert pareto(points) == front
