"""What the documentation shows works as it is shown."""

import re
import tomllib
from pathlib import Path

import pytest

from lessonls.agents.roster import roster_of
from lessonls.config import Settings
from lessonls.config.layers import WORKSPACE

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "docs" / "models.md", ROOT / "docs" / "cluster.md"]
BLOCKS = [
    pytest.param(block, id=f"{page.name} {number}")
    for page in PAGES
    for number, block in enumerate(re.findall(r"```toml\n(.*?)```", page.read_text(), re.DOTALL))
]


@pytest.mark.parametrize("block", BLOCKS)
def test_every_example_of_settings_is_valid(block: str):
    """And the teams in it have only members that there are."""
    settings = Settings.load(tomllib.loads(block))
    for team in settings.teams:
        assert roster_of(settings.model_copy(update={"team": team})).members


def test_the_page_on_models_lists_what_a_workspace_may_set():
    """No more and no less."""
    page = (ROOT / "docs" / "models.md").read_text()
    match = re.search(r"workspace may set (.*?), and neither", page, re.DOTALL)
    assert match is not None
    assert set(re.findall(r"`(\w+)`", match[1])) == WORKSPACE
