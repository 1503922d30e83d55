"""Real Neovims of three Debian releases, set up with nothing but what docs/neovim.md says."""

import json
import subprocess
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.debian_packages import program
from tests.e2e.implementing import CASES
from tests.e2e.pages import keys, snippets
from tests.e2e.stage import ACCEPTED, COLUMN, DEMO, LINE, REAL, Stage, Steps, compiles
from tests.e2e.terminal import Terminal
from tests.openai_server.threaded import serving
from tests.tiers import few_of

DRIVER = Path(__file__).with_name("neovim_driver.lua")
EXAMPLE = Path(__file__).parents[2] / "examples" / "matrix_product.cpp"
PAGE = "neovim.md"


@dataclass(frozen=True)
class Version:
    """A Neovim, the parts of the page that are for it, and how it counts columns."""

    name: str
    suite: str
    headings: tuple[str, ...]
    encoding: str

    @property
    def keys(self) -> dict[str, str]:
        return keys(PAGE) if "Keys" in self.headings else {}


VERSIONS = [
    Version("0.7", "bookworm", ("Neovim 0.7",), "utf-16"),
    Version(
        "0.10",
        "trixie",
        ("Neovim 0.8 to 0.10", "Keys", "Lenses in Neovim 0.8 to 0.11", "Progress"),
        "utf-16",
    ),
    Version(
        "0.12",
        "testing",
        (
            "Neovim 0.11 and newer",
            "Keys",
            "Lenses in Neovim 0.12 and newer",
            "Progress",
            "Settings",
        ),
        "utf-8",
    ),
]


@pytest.fixture(params=VERSIONS, ids=lambda version: version.name)
def version(request: pytest.FixtureRequest) -> Version:
    return request.param


def drive(version: Version, stage: Stage, scenario: str, **orders: Any) -> dict[str, Any]:
    """Plays a scenario of the driver; what it saw."""
    out = stage.folder / "out.json"
    init = stage.folder / "init.lua"
    init.write_text(snippets(PAGE, *version.headings), encoding="utf-8")
    everything = {
        "scenario": scenario,
        "file": str(stage.file),
        "line": LINE,
        "keys": version.keys,
        "gate": str(stage.gate),
        "exit": str(stage.exit),
        "out": str(out),
        "seconds": 30,
        **orders,
    }
    nvim = str(program(version.suite, "nvim"))
    # Scheduled, because Neovim attaches servers only once it has started up.
    command = f"lua vim.schedule(function() dofile([[{DRIVER}]]) end)"
    done = subprocess.run(
        [nvim, "--clean", "--headless", "-u", str(init), "-c", command],
        env={**stage.environment, "DRIVE": json.dumps(everything)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert not stage.left_behind()
    seen: dict[str, Any] = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    assert done.returncode == 0, (seen.get("failure"), done.stderr)
    assert seen["version"].startswith(f"{version.name}.")
    assert seen["encoding"] == version.encoding
    assert stage.exit.read_text(encoding="utf-8") == "0\n"
    Steps(seen["steps"]).keep(f"Neovim {seen['version']}", scenario)
    return seen


@pytest.mark.parametrize(
    ("answer", "ending"), [("lens", "\n"), ("action", "\r\n")], ids=["lens-lf", "action-crlf"]
)
def test_from_the_code_action_to_the_accepted_edit(
    version: Version, tmp_path: Path, answer: str, ending: str
) -> None:
    """Cancel, run, look at the diff and the reasons, accept, write, undo."""
    stage = Stage(tmp_path)
    stage.write(DEMO, ending)
    seen = drive(version, stage, "accept", answer=answer)
    assert seen["cancelled"] == "cancelled"
    assert seen["ending"] == "2.30x speedup"
    assert seen["percentages"] == sorted(seen["percentages"])
    rounds = 1 if "Settings" in version.headings else 2
    judged = f"round 1/{rounds} · vectorize judged 2.3x · best 2.3x"
    assert [report for report in seen["reports"] if report.startswith(judged)]
    assert seen["diagnostic"].startswith("gated: 2.30x speedup")
    assert seen["column"] == len(DEMO.splitlines()[3][:COLUMN].encode())
    assert seen["unchanged_before_accept"] is True
    assert "+#pragma omp simd" in seen["diff"]
    assert "2.30x speedup" in seen["why"]
    assert stage.file.read_bytes().decode() == ACCEPTED.replace("\n", ending)
    assert seen["one_undo_restores"] is True
    compiles(stage.file)


def test_rejecting_leaves_the_file_as_it_was(version: Version, tmp_path: Path) -> None:
    """Byte by byte, and nothing is offered any more."""
    stage = Stage(tmp_path)
    stage.write(DEMO, "\r\n")
    before = stage.file.read_bytes()
    seen = drive(version, stage, "reject")
    assert not [title for title in seen["actions"] if "Accept" in title]
    assert stage.file.read_bytes() == before


def test_a_function_that_is_edited_meanwhile_is_not_touched(
    version: Version, tmp_path: Path
) -> None:
    """The user is told, Accept is neither offered nor obeyed, and comes back with the old text."""
    stage = Stage(tmp_path)
    stage.write(DEMO)
    seen = drive(version, stage, "edit_meanwhile")
    assert not [title for title in seen["actions"] + seen["lenses"] if "Accept" in title]
    assert seen["untouched"] is True
    assert stage.file.read_text(encoding="utf-8") == DEMO


@pytest.mark.parametrize("file", few_of(CASES, "demo.c"))
def test_a_stub_becomes_a_function(file: str, tmp_path: Path) -> None:
    """With the real server and a scripted model: cancel, run, accept; and tests that contradict
    each other end in a sentence.
    """
    version, case, stage = VERSIONS[-1], CASES[file], Stage(tmp_path, REAL)
    stage.file = stage.file.with_name(case.file)
    stage.write(case.text)
    with serving(case.script(stage.gate)) as models:
        stage.with_model(models.base_url)
        seen = drive(
            version, stage, "implement", answer="action", line=case.line, second="twice(int"
        )
    assert seen["cancelled"] == "cancelled"
    assert seen["ending"] == "passes 2 of 2 tests"
    assert seen["unchanged_before_accept"] is True
    wrote = "2 that the team wrote, none of them yours"
    assert seen["diagnostic"].startswith(f"{case.name}: passes 2 of 2 tests: {wrote}")
    assert wrote in seen["why"]
    assert stage.file.read_text(encoding="utf-8") == case.accepted
    assert f"Optimize with team: {case.name}" in seen["actions"]
    assert seen["contradiction"] == "failed"
    compiles(stage.file)


def test_what_the_user_sees_of_the_real_server(tmp_path: Path) -> None:
    """In a terminal, with the built-in team: every step is on the screen, the file compiles."""
    version, original = VERSIONS[-1], EXAMPLE.read_text(encoding="utf-8")
    head = original[: original.index("void multiply_add(")]
    stage, steps = Stage(tmp_path, REAL), Steps()
    stage.file = stage.file.with_name(EXAMPLE.name)
    stage.write(original)
    init = tmp_path / "init.lua"
    init.write_text(snippets(PAGE, *version.headings), encoding="utf-8")
    nvim = str(program(version.suite, "nvim"))
    command = [nvim, "--clean", "-u", str(init), stage.file.name]
    with Terminal(command, stage.environment, stage.file.parent) as terminal:
        key = partial(_press, terminal, version.keys)
        with steps("start"):
            terminal.see("^ *Optimize with team$")
        with steps("cancel"):
            terminal.type(f":{len(head.splitlines()) + 1}", "Enter")
            key("Optimize with team", "^Optimizing multiply_add: [0-9]+% (building|waiting)")
            key("Cancel", "^Optimizing multiply_add: 100% cancelled")
        with steps("run"):
            key(
                "Optimize with team", "^Optimizing multiply_add: [0-9]+% round 1/1 .* best [0-9.]+x"
            )
            terminal.picture("neovim-progress", "A run")
            terminal.see(r"^LSP\[lessonls\] multiply_add: ")
            terminal.see(r"^ *Accept \([0-9.]+x speedup\).* \| Reject")
            terminal.picture("neovim-suggestion", "A suggestion")
        with steps("diff"):
            key("Show diff", r"^\+\+\+ ")
            terminal.picture("neovim-diff", "The diff")
            terminal.type("C-o")
            terminal.see("^ *Accept ")
        with steps("accept"):
            key("Accept", r"^matrix_product.cpp \[\+\]")
            terminal.see("^ *Accept ", gone=True)
            terminal.picture("neovim-accepted", "Accepted")
            terminal.type(":write", "Enter")
        with steps("undo"):
            terminal.type("u", ":write undone.cpp", "Enter")
            terminal.see("undone.cpp.* written")
        with steps("leave"):
            terminal.type(":quitall!", "Enter")
            assert not stage.left_behind()
    accepted = stage.file.read_text(encoding="utf-8")
    assert accepted != original
    assert accepted.startswith(head)
    compiles(stage.file)
    assert stage.file.with_name("undone.cpp").read_text(encoding="utf-8") == original
    steps.keep(f"Neovim {version.name} in a terminal, real server", "accept")


def _press(terminal: Terminal, documented: dict[str, str], action: str, outcome: str) -> None:
    """Presses the key of a code action, and takes the first where it asks which."""
    terminal.type(documented[action].replace("<leader>", "\\"))
    if "Type number" in terminal.see(f"{outcome}|^Type number"):
        terminal.type("1", "Enter")
        terminal.see(outcome)
