"""The projects on disk."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.projects.cases import CPP, C
from tests.projects.layout import laid_out

Projects = Mapping[str, Path]


@pytest.fixture(scope="session")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Projects:
    """Where each project is, as CMake leaves it."""
    folder = tmp_path_factory.mktemp("projects")
    return {project: laid_out(project, folder / project) for project in (C, CPP)}
