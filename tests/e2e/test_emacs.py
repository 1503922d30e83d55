"""A real Emacs with Eglot, in a terminal, set up with nothing but what docs/emacs.md says."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.debian_packages import root
from tests.e2e.pages import snippets
from tests.e2e.stage import ACCEPTED, COLUMN, DEMO, LINE, Stage, Steps, compiles
from tests.e2e.terminal import Terminal

SUITE = "trixie"
MENU = r"Pick an action \(default {}"
PROGRESS = r"\[eglot:project/[0-9]+%"
COLUMNS = "(mapcar (lambda (it) (- (flymake-diagnostic-beg it) (pos-bol))) (flymake-diagnostics))"
"""Where the lines in the list of problems begin, from the start of the cursor's line."""
JUDGED = r"Server reports .*: gated: 2\.30x speedup"
CHANGED = "changed since it was optimized"


@contextmanager
def emacs(stage: Stage, steps: Steps, ending: str = "\n") -> Generator[Terminal]:
    """Emacs with the file open, the server running and the cursor in the function."""
    stage.write(DEMO, ending)
    init = stage.folder / "init.el"
    init.write_text(snippets("emacs.md", "Emacs"), encoding="utf-8")
    here = root(SUITE)
    (lisp,) = here.glob("usr/share/emacs/*/lisp")
    (image,) = here.glob("usr/libexec/emacs/*/*/emacs-*.pdmp")
    places = {
        "EMACSLOADPATH": str(lisp),
        "EMACSDATA": str(lisp.with_name("etc")),
        "EMACSDOC": str(lisp.with_name("etc")),
        "EMACSPATH": str(image.parent),
    }
    program = here / "usr" / "bin" / "emacs-nox"
    # Nothing is kept between tests, so that Eglot would be compiled anew in each, on every core.
    quiet = ["-Q", "--eval", "(setq native-comp-jit-compilation nil)"]
    command = [str(program), f"--dump-file={image}", *quiet, "-l", str(init), stage.file.name]
    environment = {**stage.environment, **places}
    with Terminal(command, environment, stage.file.parent, (140, 30)) as terminal:
        with steps("start"):
            terminal.see("Connected! Server `lessonls'")
        terminal.type("M-g", "g", str(LINE), "Enter")
        yield terminal
        with steps("leave"):
            terminal.type("C-x", "C-c")
            assert not stage.left_behind()


def choose(terminal: Terminal, title: str = "", default: str = "") -> None:
    """The key of the page, then the beginning of a title, or nothing for what is proposed."""
    terminal.type("C-c", "o")
    terminal.see(MENU.format(default))
    terminal.type(*([title, "Tab"] if title else []), "Enter")


def leave_menu(terminal: Terminal) -> None:
    """What is typed before Emacs has quit, it throws away."""
    terminal.type("C-g")
    terminal.see("^Quit")


def begin(terminal: Terminal) -> None:
    """Starts a run, which then waits for its gate."""
    choose(terminal, default="Optimize with team: gated")
    terminal.see(PROGRESS)


def evaluate(terminal: Terminal, expression: str, value: str) -> None:
    """Has Emacs itself say something."""
    terminal.type("M-:", expression, "Enter")
    terminal.see(f"^{value}")


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
    with emacs(stage, steps, ending) as terminal:
        with steps("cancel"):
            begin(terminal)
            choose(terminal, "C")
            terminal.see(PROGRESS, gone=True)
        with steps("run"):
            begin(terminal)
            stage.gate.touch()
            terminal.see(JUDGED)
        evaluate(terminal, "(eglot-server-capable :positionEncoding)", '"utf-32"')
        terminal.type("M-g", "g", str(LINE - 1), "Enter")
        evaluate(terminal, COLUMNS, rf"\({COLUMN}\)")
        with steps("diff"):
            choose(terminal, "S")
            terminal.see(r"^\+#pragma omp simd")
            terminal.type("C-x", "o")
        with steps("why"):
            choose(terminal, "W")
            terminal.see(r"^#+ gated: 2\.30x speedup")
            terminal.type("C-x", "o")
        with steps("accept"):
            choose(terminal, default=r"Accept gated \(2\.30x speedup\)")
            terminal.see("Edit successful")
            terminal.type("C-x", "C-s")
            terminal.see("^Wrote ")
        assert stage.file.read_bytes().decode() == ACCEPTED.replace("\n", ending)
        compiles(stage.file)
        with steps("undo"):
            terminal.type("C-_")
            terminal.see("^Undo")
            terminal.type("C-x", "C-s")
            terminal.see("^Wrote ")
        assert stage.file.read_bytes().decode() == DEMO.replace("\n", ending)
    steps.keep("Emacs 30.1", "accept")


def test_a_function_that_is_edited_meanwhile_and_then_rejected(tmp_path: Path) -> None:
    """The user is told; Accept comes back with the old text; rejecting changes nothing."""
    stage, steps = Stage(tmp_path), Steps()
    with emacs(stage, steps, "\r\n") as terminal:
        before = stage.file.read_bytes()
        with steps("edit"):
            begin(terminal)
            terminal.type("C-n", "C-n", "C-e", " changed")
            # Eglot tells the server of changes when nobody types, or when it asks something.
            terminal.type("C-c", "o")
            terminal.see(MENU.format("Cancel"))
            leave_menu(terminal)
            stage.gate.touch()
            terminal.see(CHANGED)
        with steps("not offered"):
            terminal.type("C-c", "o")
            terminal.see(MENU.format("Optimize with team: gated"))
            leave_menu(terminal)
            terminal.type("C-_")
            terminal.see("changed$", gone=True)
        with steps("offered again"):
            terminal.type("C-c", "o")
            terminal.see(MENU.format("Accept gated"))
            leave_menu(terminal)
        with steps("reject"):
            choose(terminal, "R", default="Accept gated")
            terminal.see(r"Flymake\[0 0\]")
            terminal.type("C-c", "o")
            terminal.see(MENU.format("Optimize with team: gated"))
            leave_menu(terminal)
        terminal.type("C-x", "C-s")
        terminal.see("^Wrote |No changes need to be saved")
        assert stage.file.read_bytes() == before
    steps.keep("Emacs 30.1", "edit, reject")
