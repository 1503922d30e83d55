"""Every attack in Python is stopped at every level of confinement, and no test is passed by one.

An attack has succeeded if it returns 1, because it did what it should not be able to do, or the
number that its test expects, which nobody told it.
"""

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lessonls_sandbox.confine import Confinement, check
from lessonls_sandbox.python.run import Inputs, Result, Text, examined
from tests.sandbox.world import World, descendants

pytestmark = pytest.mark.xdist_group("judge")  # bombs and timings do not go together

_SOURCES = Path(__file__).with_name("attacks") / "python"
_SECONDS, _ENOUGH_SECONDS = 0.4, 20.0
_MEMORY = 512 << 20


@dataclass(frozen=True)
class Attack:
    """One program of the folder, and what the lines at its top say."""

    name: str
    code: str
    seen: str
    seconds: float
    confinement: bool


def attack(path: Path) -> Attack:
    code = path.read_text(encoding="utf-8")
    assert "# Attack: " in code
    assert "# Blocked: " in code
    seen = re.search(r"# Seen as: (.*)", code)
    seconds = _SECONDS if "# Ends: by the clock." in code else _ENOUGH_SECONDS
    confinement = "# Confinement: has no part in it." not in code
    return Attack(path.stem, code, seen[1] if seen else "", seconds, confinement)


ATTACKS = [attack(path) for path in sorted(_SOURCES.glob("*.py"))]


@pytest.fixture(autouse=True)
def untouched(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Afterwards the world is as it was, and there are the same processes."""
    monkeypatch.setenv("PLANTED_KEY", world.secret)
    before = descendants(os.getpid())
    yield
    assert world.traces() == []
    assert descendants(os.getpid()) == before


def outcome(
    code: str, level: Confinement, world: World, seconds: float = _ENOUGH_SECONDS
) -> Result:
    expected = secrets.randbits(60)
    names = {"JUDGE": os.getpid(), **world.names}
    test = Text(f"assert attack({names}) in (1, {expected})")
    return examined(code, "attack", test, seconds=seconds, memory=_MEMORY, confinement=level)


def named(one: Attack) -> str:
    return one.name


@pytest.mark.parametrize("attack", [one for one in ATTACKS if one.confinement], ids=named)
def test_a_python_candidate_cannot(attack: Attack, level: Confinement, world: World):
    """What it may reach is the confinement's to say, at every level."""
    stopped(attack, level, world)


@pytest.mark.parametrize("attack", [one for one in ATTACKS if not one.confinement], ids=named)
def test_a_python_candidate_does_not_pass_a_test_by(attack: Attack, world: World):
    stopped(attack, check(), world)


def stopped(attack: Attack, level: Confinement, world: World) -> None:
    found = outcome(attack.code, level, world, attack.seconds)
    assert not found.passed
    assert attack.seen in found.reason
    assert len(found.reason) < 1000


def test_an_attack_that_succeeds_is_noticed(level: Confinement, world: World):
    """What the sandbox does show can be read: else the suite would prove nothing."""
    code = "import os\n\ndef attack(names):\n    return int(os.path.exists('/usr'))"
    assert outcome(code, level, world, _ENOUGH_SECONDS).passed


def test_expected_results_are_never_in_the_candidates_process(level: Confinement):
    """Nor are later inputs, of a test that compares with a solution."""
    code = """
import gc

def attack(number):
    secrets = [one for one in gc.get_objects() if isinstance(one, list) and 7_654_321 in one]
    return 1_234_567 if not secrets and number == 1 else 0
"""
    solution = "def attack(number):\n    return 1_234_567 if number == 1 else 7_654_321"
    test = Inputs(solution, [[1], [7_654_321]])
    found = examined(code, "attack", test, seconds=_ENOUGH_SECONDS, confinement=level)
    assert found.reason == "with [7654321] 0 came, and 7654321 is expected"


def test_there_are_enough_attacks_in_python():
    assert len(ATTACKS) >= 50
