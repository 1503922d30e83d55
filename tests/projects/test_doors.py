"""One function of each project through every door: the command line, a worker of a cluster, and
the server as an editor starts it. (VS Code is in `tests/e2e/vscode`.)
"""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import register_lsp_features

from lessonls.composition import compose
from lessonls.config import Settings
from lessonls.core.report import JudgeReport, OptimizeReport
from lessonls.core.target import Target
from tests.dask_cluster import Cluster
from tests.projects.cases import EVERYWHERE, Case
from tests.projects.conftest import Projects
from tests.projects.layout import settings_in
from tests.server.lsp.conftest import Editor, converter
from tests.tiers import few_of

pytestmark = pytest.mark.xdist_group("judge")

LESSONLS = str(Path(sys.executable).with_name("lessonls"))
"""What users run."""


@dataclass(frozen=True)
class Chosen:
    """The function of one project, and where it is."""

    case: Case
    path: Path

    @property
    def place(self) -> str:
        return f"{self.path}:{self.case.function}"

    @property
    def target(self) -> Target:
        text = self.path.read_text(encoding="utf-8")
        return compose(Settings(), pytest.fail).finder.named(self.path, text, self.case.function)


CASES = {case.name: case for case in EVERYWHERE}


@pytest.fixture(params=few_of(CASES, "matrix.c:gauge_multiply"))
def chosen(request: pytest.FixtureRequest, projects: Projects) -> Chosen:
    case = CASES[request.param]
    return Chosen(case, projects[case.project] / case.file)


def heading(code: str) -> str:
    return code.partition("{")[0]


def ran(settings: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command, environment = [LESSONLS, *arguments], {**os.environ, **settings}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_command_line_judges_a_rewrite(chosen: Chosen, tmp_path: Path) -> None:
    """A wrong one is exit code 1."""
    rewrite = tmp_path / f"rewrite{chosen.path.suffix}"
    rewrite.write_text(chosen.case.wrongly(chosen.target.code), encoding="utf-8")
    done = ran(settings_in(tmp_path), "judge", chosen.place, str(rewrite), "--json")
    assert done.returncode == 1, done.stderr
    assert JudgeReport.model_validate_json(done.stdout).verdict == "incorrect"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One with a worker that judges."""
    with closing(Cluster(tmp_path_factory.mktemp("cluster"))) as started:
        started.add_worker("--resources", "timing=1")
        yield started


@pytest.mark.exhaustive
def test_the_command_line_optimizes_on_a_worker_of_a_cluster(
    chosen: Chosen, cluster: Cluster, tmp_path: Path
) -> None:
    """The worker has nothing of the project but what it is sent; headings stay, with macros."""
    settings = settings_in(tmp_path, judge=cluster.address)
    done = ran(settings, "optimize", chosen.place, "--json")
    assert done.returncode == 0, done.stderr
    report = OptimizeReport.model_validate_json(done.stdout)
    assert report.best is not None
    assert heading(report.best.code) == heading(chosen.target.code)


@pytest_asyncio.fixture
async def editor(chosen: Chosen, tmp_path: Path) -> AsyncIterator[Editor]:
    """An editor with the file open, and the server that it started."""
    client = LanguageClient(converter_factory=converter)
    register_lsp_features(client)
    await client.start_io(  # pyright: ignore[reportUnknownMemberType] - its *args are bare
        LESSONLS, "serve", env={**os.environ, **settings_in(tmp_path)}
    )
    started = Editor(client, chosen.path.parent)
    started.path, started.uri = chosen.path, chosen.path.as_uri()
    await started.start(client_capabilities("neovim"))
    yield started
    await started.shut_down()


async def test_the_server_optimizes_and_the_accept_changes_the_function_alone(
    chosen: Chosen, editor: Editor
) -> None:
    """From the code action to the text in the editor."""
    target = chosen.target
    editor.open(chosen.path.read_text(encoding="utf-8"))
    actions = await editor.actions(line=target.line - 1)
    action = next(one for title, one in actions.items() if title.startswith("Optimize with team:"))
    run = (await editor.execute(action.command))["run"]
    assert "speedup" in await editor.ended(run, seconds=300)
    lenses = await editor.lenses()
    accept = next(command for title, command in lenses.items() if title.startswith("Accept"))
    assert await editor.execute(accept) == {"applied": True}
    assert editor.text.startswith(target.before)
    assert editor.text.endswith(target.after)
    changed = editor.text.removeprefix(target.before).removesuffix(target.after)
    assert heading(changed) == heading(target.code)
    assert changed != target.code
