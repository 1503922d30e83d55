"""No test sees, or depends on, the settings of whoever runs it, nor on how busy the machine is."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ["LESSONLS_CONFIG"] = "/nonexistent/lessonls/config.toml"

# Tests start hundreds of processes. They find the program compiled, as it is where it is installed.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile("lessonls", deadline=None)
settings.load_profile("lessonls")


@pytest.fixture(scope="session", autouse=True)
def own_folder_for_temporary_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Judges take turns by files there: those of others, who may be at work on the machine for
    hours, are not waited for. Like every such folder it is open to all: compilers run as nobody.
    """
    tmp_path_factory.getbasetemp()  # stays where it is, to be looked at when a test has failed
    before = os.environ.get("TMPDIR")
    with tempfile.TemporaryDirectory(prefix="lessonls-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o1777)
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        yield
        tempfile.tempdir = None
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before
