"""`lessonls team` and `--dry-run`, against a server that speaks the models' protocol."""

from pathlib import Path

import pytest

from lessonls.cli import main
from tests.openai_server import OpenAIServer, Silence, always

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("LESSONLS_CONFIG", str(file))
    monkeypatch.setenv("LESSONLS_HOME", str(tmp_path / "home"))
    return file


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "a.c"
    file.write_text(
        "double sum(const double *x, int n) {\n    double s = 0;\n"
        "    for (int i = 0; i < n; i++) s += x[i];\n    return s;\n}\n"
    )
    return file


def team(*agents: str, port: int = 9, beside: str = "builtin") -> str:
    """A config.toml with a team of these models at a port of this machine, `beside` others."""
    tables = [
        f'[agents.{name}]\nmodel = "{name}"\nbase_url = "http://127.0.0.1:{port}/v1"\n'
        for name in agents
    ]
    names = ", ".join(f'"{name}"' for name in agents)
    return "\n".join(['team = "mine"', "[teams]", f"mine = [{names}, '{beside}']", *tables])


def test_check_says_how_long_a_model_took(config: Path, served: OpenAIServer, capsys: Output):
    """And what it calls itself."""
    config.write_text(team("coder", port=served.port))
    assert main(["team", "check"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("ok      coder: coder at http://127.0.0.1:")
    assert "calls itself served" in shown
    assert len(served.requests) == 1


def test_check_says_why_a_model_did_not_answer(config: Path, served: OpenAIServer, capsys: Output):
    """Every model is asked, and the exit code is 3."""
    config.write_text(team("coder", "other", port=served.port))
    assert main(["team", "check"]) == 3
    shown = capsys.readouterr().out
    assert len([line for line in shown.splitlines() if line.startswith("ok")]) == 1
    (dead,) = (line for line in shown.splitlines() if line.startswith("failed"))
    assert "401, “bad key”" in dead


@pytest.mark.parametrize("served", [always(Silence())], indirect=True)
def test_check_waits_no_longer_than_its_own_limit(
    config: Path, served: OpenAIServer, capsys: Output, monkeypatch: pytest.MonkeyPatch
):
    """Whatever the timeout of the agent."""
    monkeypatch.setattr("lessonls.commands.team.SECONDS", 0.5)
    config.write_text(team("coder", port=served.port))
    assert main(["team", "check"]) == 3
    assert "did not answer within 0.5 s." in capsys.readouterr().out


def test_check_asks_the_embedder_as_well(config: Path, served: OpenAIServer, capsys: Output):
    """For a vector; here the server has none to give."""
    config.write_text(
        f'[embedder]\nmodel = "vectors"\nbase_url = "http://127.0.0.1:{served.port}/v1"\n'
    )
    assert main(["team", "check"]) == 3
    assert capsys.readouterr().out.startswith("failed  embedder: The model “vectors” at 127.0.0.1:")
    assert served.requests[0].path == "/v1/embeddings"


def test_check_of_the_built_in_team_asks_nobody(capsys: Output):
    """It has no models."""
    assert main(["team", "check"]) == 0
    assert "no models" in capsys.readouterr().out


def test_check_of_a_team_that_there_is_not(capsys: Output):
    """One sentence with the names that there are."""
    assert main(["team", "check", "dream"]) == 2
    assert "Unknown team “dream”. Known teams: builtin." in capsys.readouterr().err


def test_list_shows_the_teams_and_which_is_chosen(config: Path, capsys: Output):
    """Their members by name; nothing is asked."""
    config.write_text(team("coder"))
    assert main(["team", "list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("builtin: ")
    assert second.startswith("mine (chosen): coder, ")


@pytest.mark.xdist_group("judge")
def test_a_dry_run_prints_the_first_prompts_and_sends_nothing(
    config: Path, served: OpenAIServer, source: Path, capsys: Output
):
    """Exactly what would be sent: instructions, the function, what it uses of the file and of the
    project's headers, the compiler's remarks.
    """
    config.write_text(team("coder", port=served.port))
    header = "struct scale { double by; };\nint unused(void);\n"
    (source.parent / "scale.h").write_text(header)
    text = source.read_text().replace("s += x[i];", "s += x[i] * ((struct scale){1}).by;")
    source.write_text(f'#include "scale.h"\n{text}')
    assert main(["optimize", f"{source}:sum", "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert f"coder: coder at http://127.0.0.1:{served.port}/v1 would get" in shown
    assert "── system" in shown
    assert "── user" in shown
    assert "    for (int i = 0; i < n; i++) s += x[i]" in shown
    assert "struct scale { double by; };" in shown
    assert "unused" not in shown
    assert "compiler: gcc" in shown
    assert served.requests == []


@pytest.mark.xdist_group("judge")
def test_a_run_with_a_dead_model_and_a_budget_reports_both(
    config: Path, served: OpenAIServer, source: Path, capsys: Output
):
    """The others go on; what was used is in the report."""
    config.write_text(team("coder", port=served.port, beside="locality"))
    assert main(["optimize", f"{source}:sum", "--rounds", "1", "--requests", "3"]) in {0, 1}
    shown = capsys.readouterr().out
    assert "coder left the team: " in shown
    assert "401" in shown
    assert "Models were asked: 2 requests, 1 repair, 18 tokens." in shown
