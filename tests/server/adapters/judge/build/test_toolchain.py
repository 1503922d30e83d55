"""What compilers in the sandbox are given to read."""

from pathlib import Path

from lessonls.adapters.judge.build.toolchain import HARNESS, stage_harness


def test_the_harness_can_be_read_by_the_sandboxs_user(tmp_path: Path):
    """Wherever lessonls is installed, and whatever its files' modes are there."""
    folder = stage_harness(tmp_path / "harness")
    staged = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert staged == {file.name: file.read_bytes() for file in HARNESS.iterdir()}
    assert folder.stat().st_mode & 0o777 == 0o755
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o644}
