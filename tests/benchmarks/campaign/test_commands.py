"""The commands of campaigns as users call them, and what they say when something is wrong."""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from benchmarks.campaign.__main__ import app
from benchmarks.campaign.folder import begun, records_of
from tests.benchmarks.campaign.conftest import Made
from tests.benchmarks.campaign.test_folder import MACHINE, MANIFEST
from tests.benchmarks.recorded.record import CONFIG, FLAGS, HERE
from tests.dask_cluster import Cluster

LOOP = "void fill(int *a, int n) { for (int i = 0; i < n; i++) a[i] = i; }\n"
SOLO = 'solo = ["search"]\n'
LAST = """int last(const int *a, int n, int x) {
    int found = -1;
    for (int i = 0; i < n; i++) if (a[i] == x) found = i;
    return found;
}
"""
ONE = HERE / "one.jsonl"
GONE = "tcp://127.0.0.1:9"

Called = Callable[..., Result]


@pytest.fixture
def called(tmp_path: Path) -> Called:
    """Calls `python -m benchmarks.campaign` with these words, and a user who has one model."""
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.format(base_url="http://127.0.0.1:9/v1", limits="") + SOLO)
    home = {"LESSONLS_CONFIG": str(config), "LESSONLS_HOME": str(tmp_path / "home")}

    def call(*words: str | Path) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], env=home)

    return call


def problems(folder: Path, *codes: str) -> Path:
    """A folder with a list of problems of these codes."""
    entries = [
        {"name": f"p{number}", "src_code": code, "problem_type": "scan"}
        for number, code in enumerate(codes)
    ]
    folder.mkdir()
    (folder / "set.json").write_text(json.dumps(entries))
    return folder


def refused(result: Result, said: str) -> None:
    """One sentence, or one and what to do, in one line; and the exit code of a wrong input."""
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--data", "nowhere"], "nowhere is no folder with problems"),
        (["--only", "no such"], "There is no such problem: see --data and --only."),
        (["--strategy", "magic"], "There is no strategy “magic”; there are: single,"),
        (["--members", "search,magic"], "an unknown member “magic”. Known members:"),
        (["--team", "magic"], "Unknown team “magic”. Known teams: builtin, scripted, solo."),
        (["--strategy", "single"], "asks models, and there is none in the team"),
        (["--places", "2"], "--places is for --scheduler."),
        (["--scheduler", GONE], f"No Dask scheduler answers at {GONE}:"),
        (["--scheduler", "somewhere"], "Invalid value 'somewhere' for setting “judge”"),
        (["--replay", "nowhere"], "nowhere holds no campaign."),
        (["--replay", str(HERE / "campaign")], "--replay is for a team with models"),
        (["--resume"], "holds no campaign."),
        (["--task", "generate", "--data", "nowhere"], "nowhere cannot be read: No such file"),
        (["--task", "generate", "--strategy", "lessons"], "“lessons”; there are: single,"),
        (["--task", "generate", "--data", __file__], "is not JSON Lines"),
        (["--task", "generate", "--team", "scripted", "--scheduler", GONE], "No Dask scheduler"),
        (["--task", "generate", "--data", str(ONE)], "“ours” asks models, and there is none"),
    ],
    ids=str,
)
def test_what_is_not_there_is_named_and_nothing_begins(
    called: Called, tmp_path: Path, words: Sequence[str], said: str
):
    """One sentence before the first problem, and no folder."""
    refused(called("run", "--limit", "1", "--output", tmp_path / "new", *words), said)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([LOOP, "int broken(int n{{ for (int i = 0;"], "code of the problem “p1” does not parse"),
        ([LOOP + "int broken(int n) { for (int"], "code of the problem “p0” does not parse"),
        (["int only;"], "The problem “p0” has no function."),
    ],
)
def test_a_problem_without_a_function_is_named(
    called: Called, tmp_path: Path, codes: Sequence[str], said: str
):
    """Before the others are run, which may take hours."""
    data = problems(tmp_path / "data", *codes)
    refused(called("run", "--data", data, "--output", tmp_path / "new"), said)
    assert not (tmp_path / "new").exists()


def test_half_a_list_of_problems_is_named(called: Called, tmp_path: Path):
    """As a copy leaves it that was stopped."""
    path = problems(tmp_path / "data", LOOP, LOOP) / "set.json"
    path.write_text(path.read_text()[:-60])
    refused(called("run", "--data", path.parent, "--output", tmp_path / "new"), "set.json is no")


def test_two_problems_with_one_name_are_refused(called: Called, tmp_path: Path):
    """One would overwrite the other's result."""
    path = problems(tmp_path / "data", LOOP, LOOP) / "set.json"
    path.write_text(path.read_text().replace("p1", "p0"))
    said = "Two problems of set are called p0"
    refused(called("run", "--data", path.parent, "--output", tmp_path / "new"), said)


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a campaign whose only problem cannot be judged, which takes no time."""
    folder = tmp_path_factory.mktemp("used")
    data = problems(folder / "data", "int f(int n) { for (;;) return missing; }")
    words = ["run", "--data", str(data), "--output", str(folder / "used")]
    home = {"LESSONLS_CONFIG": str(folder / "none.toml"), "LESSONLS_HOME": str(folder)}
    assert CliRunner().invoke(app, words, env=home).exit_code == 0
    return folder / "used"


@pytest.mark.xdist_group("judge")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "holds a campaign: go on with --resume, or choose another folder."),
        (["--rounds", "2"], "holds a campaign: go on with --resume, or choose another folder."),
        (["--rounds", "2", "--resume"], "holds a campaign with other options: give the same"),
        (["--members", "search", "--resume"], "holds a campaign with other team: give"),
        (["--mode", "openmp", "--resume"], "holds a campaign with other team and mode"),
        (["--bank", "lessons", "--resume"], "holds a campaign with other bank: give"),
    ],
    ids=str,
)
def test_a_used_folder_keeps_what_it_has(
    called: Called, used: Path, words: Sequence[str], said: str
):
    """It is resumed with what it was begun with, and never begun again."""
    before = {path: path.read_bytes() for path in used.rglob("*") if path.is_file()}
    refused(called("run", "--data", used.parent / "data", "--output", used, *words), said)
    assert before == {path: path.read_bytes() for path in used.rglob("*") if path.is_file()}


@pytest.mark.xdist_group("judge")
def test_what_is_finished_is_not_run_again(called: Called, used: Path):
    """A function that does not compile is finished, too, and stands in the table."""
    (before,) = records_of(used)
    words = ("--data", used.parent / "data", "--output", used, "--resume")
    done = called("run", *words)
    assert done.exit_code == 0
    assert "p0: " in done.stdout
    assert "not judged, and counted as 1" in done.stdout
    assert records_of(used) == [before]


@pytest.mark.xdist_group("judge")
def test_going_on_with_another_machine_is_told(called: Called, used: Path, tmp_path: Path):
    """Its results stand beside those of the first one."""
    copy = Path(shutil.copytree(used, tmp_path / "copy"))
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["machines"][0]["cpu"] = "another processor"
    (copy / "manifest.json").write_text(json.dumps(manifest))
    done = called("run", "--data", used.parent / "data", "--output", copy, "--resume")
    assert done.exit_code == 0
    assert re.search("measured with gcc .*, another processor, the rest is with gcc", done.stderr)


def test_a_comparison_across_machines_says_so(called: Called, tmp_path: Path, made: Made):
    """A processor may be what makes the difference."""
    for name in ("one", "other"):
        machine = MACHINE.model_copy(update={"cpu": name})
        manifest = MANIFEST.model_copy(update={"machines": (machine,)})
        with begun(tmp_path / name, manifest) as folder:
            folder.add(made("a", [2.0]))
    said = called("compare", tmp_path / "one", tmp_path / "other").stdout
    assert "A was measured with gcc 12, one, and B with gcc 12, other." in said
    assert "was measured" not in called("compare", tmp_path / "one", tmp_path / "one").stdout


def test_a_campaign_without_tapes_cannot_be_replayed(called: Called, tmp_path: Path):
    """One that was run without --record, or whose recording is damaged."""
    recorded = tmp_path / "recorded"
    (recorded / "replies").mkdir(parents=True)
    (recorded / "manifest.json").write_bytes((HERE / "campaign" / "manifest.json").read_bytes())
    words = ("run", *FLAGS, "--replay", recorded, "--output", tmp_path / "new")
    refused(called(*words), "There is no recording")
    for tape in (HERE / "campaign" / "replies").iterdir():
        (recorded / "replies" / tape.name).write_bytes(tape.read_bytes()[:-40])
    refused(called(*words), "is not a recording of this version")
    assert not (tmp_path / "new").exists()


def test_a_replay_does_not_go_on_with_other_answers(called: Called, tmp_path: Path):
    """What a model said and what a recording said are not put into one table. That it was begun on
    another machine does not matter then, and is not told beside it.
    """
    folder = tmp_path / "live"
    folder.mkdir()
    manifest = json.loads((HERE / "campaign" / "manifest.json").read_text())
    manifest["machines"][0]["cpu"] = "another processor"
    (folder / "manifest.json").write_text(json.dumps(manifest | {"replies": "a model"}))
    words = ("run", *FLAGS, "--replay", HERE / "campaign", "--output", folder, "--resume")
    refused(called(*words), "other answers of models")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["table", "nowhere"], "nowhere holds no campaign."),
        (["compare", "nowhere", "elsewhere"], "nowhere holds no campaign."),
        (["report", "nowhere", "--output", "page.html"], "nowhere holds no campaign."),
        (["carry-over", "--output", "new", "--limit", "1"], "needs two problems of one category"),
    ],
    ids=str,
)
def test_other_commands_say_what_is_missing(called: Called, words: Sequence[str], said: str):
    """In one sentence, too."""
    refused(called(*words), said)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    found = Cluster(tmp_path)
    yield found
    found.close()


@pytest.mark.xdist_group("judge")
@pytest.mark.exhaustive
def test_a_campaign_on_a_cluster_says_where_it_ran(
    called: Called, cluster: Cluster, tmp_path: Path
):
    """Each problem with its worker, and no warning beside the progress."""
    worker = cluster.add_worker("--resources", "timing=1")
    data = problems(tmp_path / "data", LAST)
    words = ("run", "--data", data, "--team", "solo", "--rounds", "1", "--output", tmp_path / "new")
    done = called(*words, "--scheduler", cluster.address.replace("dask://", "tcp://"))
    assert done.exit_code == 0, done.output
    (record,) = records_of(tmp_path / "new")
    assert (record.where, record.problem) == (worker, "")
    assert len(record.candidates) == 1
