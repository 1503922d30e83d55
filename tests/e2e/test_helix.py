"""A real Helix in a terminal, set up with nothing but what docs/helix.md says."""

import re
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.debian_packages import program
from tests.e2e.pages import snippets
from tests.e2e.stage import ACCEPTED, DEMO, LINE, Stage, Steps, compiles
from tests.e2e.terminal import Terminal

ACTIONS = ("Accept", "Reject", "Show diff", "Why", "Optimize with team", "Cancel")
JUDGED = r"2\.30x speedup"
LAST = r"Optimize with team \(OpenMP\): gated"
NOTHING = "No (configured language server supports )?code actions"
SPINNER = "^ NOR [\u2800-\u28ff]"
CHANGED = "changed since it was optimized"


@contextmanager
def helix(
    stage: Stage, steps: Steps, ending: str = "\n", *, progress: bool = True
) -> Generator[Terminal]:
    """Helix with the file open, the server running and the cursor in the function."""
    stage.write(DEMO, ending)
    settings = Path(stage.environment["XDG_CONFIG_HOME"]) / "helix"
    settings.mkdir(parents=True)
    (settings / "languages.toml").write_text(snippets("helix.md", "Helix"), encoding="utf-8")
    if progress:
        (settings / "config.toml").write_text(snippets("helix.md", "Progress"), encoding="utf-8")
    command = [str(program("trixie", "hx")), stage.file.name]
    with Terminal(command, stage.environment, stage.file.parent, (140, 30)) as terminal:
        with steps("start"):
            terminal.see(r"1 sel +1:1")
            terminal.type(f"{LINE}G")
            while not titles(terminal):  # nothing on the screen says that the server is there
                pass
        yield terminal
        with steps("leave"):
            terminal.type(":quit!", "Enter")
            assert not stage.left_behind()


def menu(terminal: Terminal) -> list[str]:
    """Opens the code actions at the cursor; their titles, none where Helix says so."""
    terminal.type(" a")
    screen = terminal.see(f"{LAST}|{NOTHING}")
    return re.findall(rf"((?:{'|'.join(ACTIONS)}).*?) *$", screen, re.M)


def titles(terminal: Terminal) -> list[str]:
    """The code actions at the cursor; leaves the menu again."""
    found = menu(terminal)
    terminal.type("Escape")
    terminal.see(f"{LAST}|{NOTHING}", gone=True)
    return found


def choose(terminal: Terminal, action: str) -> None:
    """Takes the first code action whose title begins so."""
    (place, *_) = [n for n, title in enumerate(menu(terminal)) if title.startswith(action)]
    terminal.type(*["Down"] * place, "Enter")


def begin(terminal: Terminal) -> None:
    """Starts a run, which then waits for its gate."""
    choose(terminal, "Optimize with team")
    terminal.see(SPINNER)


def page(terminal: Terminal, action: str) -> str:
    """What the server shows. This Helix opens nothing for a server: a message names the file."""
    choose(terminal, action)
    named = re.search(r" is in (/\S+)\.$", terminal.see(" is in /"), re.M)
    assert named is not None
    terminal.type(f":open {named[1]}", "Enter")
    terminal.see("1 sel +1:1")
    shown = terminal.screen
    terminal.type(":buffer-close", "Enter")
    terminal.see("#include <stddef.h>")
    return shown


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param("\n", id="lf"),
        pytest.param("\r\n", id="crlf", marks=pytest.mark.exhaustive),
    ],
)
def test_from_the_code_action_to_the_accepted_edit(tmp_path: Path, ending: str) -> None:
    """Cancel, run, look at the diff and the reasons, accept, save, undo."""
    stage, steps = Stage(tmp_path), Steps()
    with helix(stage, steps, ending) as terminal:
        with steps("cancel"):
            begin(terminal)
            terminal.see(r"\] 10% round 1/2")
            choose(terminal, "Cancel")
            terminal.see(SPINNER, gone=True)
        with steps("run"):
            begin(terminal)
            stage.gate.touch()
            terminal.see(JUDGED)
        terminal.type("]d")
        terminal.see(rf"1 sel +{LINE - 1}:{len(DEMO.splitlines()[LINE - 2])}")
        with steps("diff"):
            assert "+#pragma omp simd" in page(terminal, "Show diff")
        with steps("why"):
            assert "2.30x speedup" in page(terminal, "Why")
        with steps("accept"):
            choose(terminal, "Accept")
            terminal.see("#pragma omp simd")
            terminal.type(":write", "Enter")
            terminal.see("written")
        assert stage.file.read_bytes().decode() == ACCEPTED.replace("\n", ending)
        compiles(stage.file)
        with steps("undo"):
            terminal.type("u")
            terminal.see("#pragma omp simd", gone=True)
            terminal.type(":write", "Enter")
            terminal.see("written")
        assert stage.file.read_bytes().decode() == DEMO.replace("\n", ending)
    steps.keep("Helix 25.01", "accept")


def test_a_function_that_is_edited_meanwhile_and_then_rejected(tmp_path: Path) -> None:
    """The user is told; Accept comes back with the old text; rejecting changes nothing."""
    stage, steps = Stage(tmp_path), Steps()
    # There is one line for messages: the end of a progress may take the place of the warning.
    with helix(stage, steps, "\r\n", progress=False) as terminal:
        before = stage.file.read_bytes()
        with steps("edit"):
            begin(terminal)
            for key in ("A", *" // mine"):
                # This Helix sends changes in the wrong order when keys come all at once.
                terminal.type(key)
                time.sleep(0.1)
            terminal.type("Escape")
            terminal.see("^ NOR ")
            stage.gate.touch()
            terminal.see(CHANGED)
        with steps("not offered"):
            assert titles(terminal)[0].startswith("Optimize with team: gated")
            terminal.type("u")
            terminal.see("// mine", gone=True)
        with steps("offered again"):
            assert titles(terminal)[0].startswith("Accept gated")
        with steps("reject"):
            choose(terminal, "Reject")
            terminal.see("●", gone=True)
            assert titles(terminal)[0].startswith("Optimize with team: gated")
        terminal.type(":write", "Enter")
        terminal.see("written")
        assert stage.file.read_bytes() == before
    steps.keep("Helix 25.01", "edit, reject")
