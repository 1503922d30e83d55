"""Where settings come from, and what each place may say."""

import os
from pathlib import Path
from typing import Any

import pytest

from lessonls.config import load, user_file
from lessonls.core.errors import SettingsError
from lessonls.core.target import Mode
from lessonls.core.usage import Budget

MODEL = """
[agents.coder]
model = "coder:7b"
base_url = "http://localhost:11434/v1"
"""


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own file, in a folder of its own."""
    file = tmp_path / "home" / "config.toml"
    file.parent.mkdir()
    monkeypatch.setenv("LESSONLS_CONFIG", str(file))
    return file


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A source file deep in a workspace that has settings of its own."""
    folder = tmp_path / "project" / "src" / "deep"
    folder.mkdir(parents=True)
    (tmp_path / "project" / ".lessonls").mkdir()
    return folder / "a.cpp"


def workspace(source: Path, text: str) -> Path:
    file = source.parents[2] / ".lessonls" / "config.toml"
    file.write_text(text)
    return file


def test_later_places_override_earlier_ones(own: Path, source: Path):
    """Defaults, the user, the workspace, the editor, flags; each only where it says something."""
    assert load(source).rounds == 4
    own.write_text("rounds = 5\nlessons = 1\nseed = 1\ncarry_over = 1\n")
    assert load(source).rounds == 5
    workspace(source, "rounds = 6\nseed = 2\ncarry_over = 0\n")
    assert load(source).rounds == 6
    assert load(source, editor={"rounds": 7, "seed": 3}).rounds == 7
    chosen = load(source, editor={"rounds": 7, "seed": 3}, flags={"rounds": 8})
    assert (chosen.rounds, chosen.seed, chosen.carry_over, chosen.lessons) == (8, 3, 0, 1)


def test_an_editor_may_lower_the_users_limits_and_not_raise_them(own: Path):
    """Its settings may come from a workspace that somebody else wrote."""
    own.write_text("requests = 10\ncost = 0.5\n")
    assert load(editor={"requests": 5, "cost": 9.0}).budget == Budget(requests=5, cost=0.5)
    assert load(editor={"tokens": 100}).budget == Budget(requests=10, tokens=100, cost=0.5)
    assert load(editor={"requests": 5}, flags={"requests": 20}).requests == 20
    with pytest.raises(SettingsError, match="Invalid value 'many' for setting “requests”"):
        load(editor={"requests": "many"})


def test_a_workspace_may_name_libraries_of_the_system(source: Path):
    workspace(source, "libraries = ['z', 'stdc++fs']\n")
    assert load(source).libraries == ("z", "stdc++fs")


def test_without_a_source_no_workspace_counts(source: Path, monkeypatch: pytest.MonkeyPatch):
    """Wherever the program was started."""
    workspace(source, "rounds = 6\n")
    monkeypatch.chdir(source.parent)
    assert load().rounds == 4
    assert load(Path("a.cpp")).rounds == 6


@pytest.mark.parametrize(
    "text",
    [
        MODEL,
        "team = 'coder'\n",
        "[teams]\nmine = ['builtin']\n",
        "[embedder]\nmodel = 'm'\nbase_url = 'http://localhost/v1'\n",
        "share_code_across_projects = true\n",
        "cost = 1000\n",
        "tokens = 1000000\n",
        "requests = 1000\n",
        "cache = false\n",
        "judge = 'dask://x:1'\n",
    ],
)
def test_a_workspace_cannot_say_where_code_and_money_go(own: Path, source: Path, text: str):
    """It comes with a repository that somebody else wrote. The user's own file can."""
    workspace(source, text)
    with pytest.raises(SettingsError, match=r"cannot set .*, which decides where code and money"):
        load(source)
    source.parents[2].joinpath(".lessonls", "config.toml").unlink()
    own.write_text(text if "team =" not in text else MODEL + "[teams]\ncoder = ['coder']\n")
    load(source)


@pytest.mark.parametrize(
    "name", ["agents", "teams", "embedder", "judge", "share_code_across_projects"]
)
def test_an_editor_cannot_define_where_code_goes(name: str):
    """Its settings may come from the workspace as well; choosing among the user's is fine."""
    with pytest.raises(SettingsError, match=f"The editor's settings cannot set “{name}”"):
        load(editor={name: {}})
    assert load(editor={"team": "mine", "mode": "openmp"}).mode is Mode.OPENMP


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"rounds = ", "is not TOML"),
        (b"rounds = \xff", "is not TOML"),
        (b"round = 3", "Unknown setting “round”"),
        (b"rounds = 0", "Invalid value 0 for setting “rounds”"),
        (b"[agents.a]\nmodel = 'm'", "“agents.a.base_url” is missing"),
        (b"[agents.a]\nmodel = 'm'\nurl = 'x'", "“agents.a.base_url” is missing"),
        (
            b"[agents.a]\nmodel = 'm'\nbase_url = 'ftp://x'",
            "“agents.a.base_url” must be an address",
        ),
        (b"[agents.'a b']\nmodel = 'm'\nbase_url = 'http://x'", "“agents.a b"),
        (b"#" * 1_000_001, "larger than a megabyte"),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong(
    own: Path, source: Path, content: bytes, reason: str
):
    """Whichever of the two it is; nothing is guessed."""
    own.write_bytes(content)
    with pytest.raises(SettingsError) as failure:
        load(source)
    assert str(own) in str(failure.value)
    assert reason in str(failure.value)


def test_a_file_that_cannot_be_read_is_an_error(own: Path):
    """It might hold limits that the user relies on."""
    own.mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        load()


@pytest.mark.parametrize(
    "chosen",
    [{"api_key": "sk-secret"}, {"api_key_env": "sk-secret"}, {"api_key_keyring": ["sk-secret"]}],
)
def test_a_key_in_the_wrong_place_is_refused_and_not_repeated(own: Path, chosen: dict[str, Any]):
    """Errors end up in logs and in other people's eyes."""
    ((name, value),) = chosen.items()
    own.write_text(f"{MODEL}{name} = {value!r}\n")
    with pytest.raises(SettingsError) as failure:
        load()
    assert name in str(failure.value)
    assert "secret" not in str(failure.value)


def test_paths_count_from_the_file_that_has_them(own: Path, source: Path):
    """Not from the folder in which the program happens to run."""
    own.write_text("compile_commands = 'build/compile_commands.json'\n")
    assert load().compile_commands == own.parent / "build" / "compile_commands.json"
    workspace(source, "compile_commands = 'out/compile_commands.json'\n")
    assert load(source).compile_commands == source.parents[2] / "out" / "compile_commands.json"


def test_the_users_file_is_in_the_systems_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Unless LESSONLS_CONFIG names another."""
    monkeypatch.delenv("LESSONLS_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_file().is_relative_to(tmp_path)
    assert user_file().parts[-2:] == ("lessonls", "config.toml")
    assert os.environ["HOME"] == str(tmp_path)
