"""A campaign's folder: nothing is lost, and nothing overwritten."""

from pathlib import Path

import pytest

from benchmarks.campaign.folder import Manifest, Setup, begun, missing, records_of, resumed
from lessonls.core.errors import InputError
from lessonls.core.machine import Machine
from lessonls.core.options import Options
from lessonls.core.target import Mode
from tests.benchmarks.campaign.conftest import Made

SETUP = Setup(
    strategy="lessons",
    team=("builtin",),
    mode=Mode.SERIAL,
    options=Options(),
    repetitions=2,
    problems=("suite/a", "suite/b"),
    digests=("1", "2"),
)
MACHINE = Machine(name="here", compiler="gcc 12", cpu="a processor", cores=2, noise=0.02)
MANIFEST = Manifest(
    setup=SETUP,
    lessonls="0.1.0",
    flags=("-O3",),
    machines=(MACHINE,),
    began="2026-01-01T00:00:00+00:00",
)


def test_what_is_finished_is_there_for_the_next_time(tmp_path: Path, made: Made):
    """Whole, and no more than that."""
    with begun(tmp_path / "c", MANIFEST) as folder:
        folder.add(made("a", [2.0]))
    with resumed(tmp_path / "c", SETUP) as folder:
        assert folder.finished == [made("a", [2.0])]
        assert folder.manifest == MANIFEST
        assert missing(folder.finished, SETUP) == [("suite/b", 0), ("suite/a", 1), ("suite/b", 1)]


def test_a_problem_that_failed_is_tried_again(tmp_path: Path, made: Made):
    """Its record is replaced then."""
    lost = {"report": None, "problem": "the cluster was lost", "again": True}
    failed = made("a", []).model_copy(update=lost)
    with begun(tmp_path / "c", MANIFEST) as folder:
        folder.add(failed)
        assert ("suite/a", 0) in missing(folder.finished, SETUP)
        folder.add(made("a", [2.0]))
        assert len(folder.finished) == 1
        assert ("suite/a", 0) not in missing(folder.finished, SETUP)


def test_a_folder_that_is_used_is_not_begun_anew(tmp_path: Path):
    """By a campaign or by anything else."""
    with begun(tmp_path / "c", MANIFEST):
        pass
    with pytest.raises(InputError, match="--resume"), begun(tmp_path / "c", MANIFEST):
        pass
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").touch()
    with pytest.raises(InputError, match="is not empty"), begun(tmp_path / "mine", MANIFEST):
        pass


def test_one_that_was_killed_before_it_began_is_no_hindrance(tmp_path: Path):
    """It leaves its lock, and half of a manifest at most."""
    (tmp_path / "lock").touch()
    (tmp_path / "manifest.json.part").write_text('{"setup"')
    with begun(tmp_path, MANIFEST) as folder:
        assert folder.finished == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    """A file is there, or on the way to it."""
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="file is a file"), begun(tmp_path / "file", MANIFEST):
        pass
    below = tmp_path / "file" / "c"
    with pytest.raises(InputError, match="cannot be made: Not a directory"), begun(below, MANIFEST):
        pass


def test_two_campaigns_do_not_write_into_one_folder(tmp_path: Path):
    """The second is told so, the first goes on."""
    with (
        begun(tmp_path / "c", MANIFEST),
        pytest.raises(InputError, match="Another campaign"),
        resumed(tmp_path / "c", SETUP),
    ):
        pass
    with resumed(tmp_path / "c", SETUP) as folder:
        assert folder.finished == []


def test_another_campaign_is_not_resumed(tmp_path: Path):
    """The sentence names what differs."""
    with begun(tmp_path / "c", MANIFEST):
        pass
    other = SETUP.model_copy(update={"strategy": "single", "repetitions": 3})
    with (
        pytest.raises(InputError, match="other strategy and repetitions"),
        resumed(tmp_path / "c", other),
    ):
        pass


def test_a_folder_without_a_campaign_cannot_be_resumed(tmp_path: Path):
    with pytest.raises(InputError, match="holds no campaign"), resumed(tmp_path, SETUP):
        pass


def test_a_record_that_somebody_changed_is_named(tmp_path: Path, made: Made):
    """Nothing is guessed of it."""
    with begun(tmp_path / "c", MANIFEST) as folder:
        folder.add(made("a", [2.0]))
    (record,) = (tmp_path / "c" / "records").iterdir()
    record.write_text('{"suite": 3}')
    with pytest.raises(InputError, match=record.name):
        records_of(tmp_path / "c")
