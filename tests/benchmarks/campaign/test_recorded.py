"""A recorded campaign is run again without a model: everything else is real."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.campaign.folder import manifest_of, records_of
from lessonls.core.verdict import VerdictKind
from tests import compiled_harness
from tests.benchmarks.recorded.record import CONFIG, FLAGS, HERE, LESSON, SOURCE

pytestmark = pytest.mark.xdist_group("judge")

RECORDED = HERE / "campaign"


def test_the_recording_says_where_its_answers_came_from():
    """Nobody shall take them for a model's."""
    assert manifest_of(RECORDED).replies == SOURCE


@pytest.mark.exhaustive
def test_the_same_candidates_get_the_same_verdicts(tmp_path: Path):
    """With this machine's compiler, sandbox and clock, and no endpoint at all."""
    compiled_harness.share(tmp_path / ".cache")
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.format(base_url="http://127.0.0.1:9/v1", limits=""))
    command = [sys.executable, "-m", "benchmarks.campaign", "run", *FLAGS]
    command += ["--replay", str(RECORDED), "--output", str(tmp_path / "again")]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={"LESSONLS_CONFIG": str(config), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    assert manifest_of(tmp_path / "again").replies == SOURCE
    total, running = records_of(tmp_path / "again")
    assert {one.verdict for one in total.candidates} == {VerdictKind.CORRECT}
    assert [one.verdict for one in running.candidates] == [
        VerdictKind.INCORRECT,
        VerdictKind.CORRECT,
    ]
    assert running.speedup > 2
    assert running.report is not None
    assert {lesson.text for lesson in running.report.lessons} == {LESSON}
