"""A recorded campaign is run again without a model: everything else is real."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.campaign.folder import manifest_of, records_of
from benchmarks.campaign.record import Record
from lessonls.core.verdict import VerdictKind
from tests import compiled_harness
from tests.benchmarks.recorded.record import CONFIG, FLAGS, HERE, LESSON, SHORT, SMALL_MODEL, SOURCE

pytestmark = pytest.mark.xdist_group("judge")

RECORDED, SMALL = HERE / "campaign", HERE / "small_model"


def test_a_recording_says_where_its_answers_came_from():
    """Nobody shall take those of the one for a model's."""
    assert manifest_of(RECORDED).replies == SOURCE
    assert manifest_of(SMALL).replies == SMALL_MODEL


def replayed(recording: Path, limits: str, folder: Path) -> Sequence[Record]:
    """The records of another run of a recorded campaign, with no endpoint at all."""
    compiled_harness.share(folder / ".cache")
    config = folder / "config.toml"
    config.write_text(CONFIG.format(base_url="http://127.0.0.1:9/v1", limits=limits))
    command = [sys.executable, "-m", "benchmarks.campaign", "run", *FLAGS]
    command += ["--replay", str(recording), "--output", str(folder / "again")]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={"LESSONLS_CONFIG": str(config), "HOME": str(folder), "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    return records_of(folder / "again")


def test_a_small_models_broken_answers_end_well(tmp_path: Path):
    """A real model's: none of them compiles, and the run says so and goes on."""
    records = replayed(SMALL, SHORT, tmp_path)
    assert all(one.candidates for one in records)
    verdicts = {candidate.verdict for one in records for candidate in one.candidates}
    assert verdicts == {VerdictKind.NOT_COMPILABLE}
    assert {one.speedup for one in records} == {1.0}


@pytest.mark.exhaustive
def test_the_same_candidates_get_the_same_verdicts(tmp_path: Path):
    """With this machine's compiler, sandbox and clock, and no endpoint at all."""
    total, running = replayed(RECORDED, "", tmp_path)
    assert manifest_of(tmp_path / "again").replies == SOURCE
    assert {one.verdict for one in total.candidates} == {VerdictKind.CORRECT}
    assert [one.verdict for one in running.candidates] == [
        VerdictKind.INCORRECT,
        VerdictKind.CORRECT,
    ]
    assert running.speedup > 2
    assert running.report is not None
    assert {lesson.text for lesson in running.report.lessons} == {LESSON}
