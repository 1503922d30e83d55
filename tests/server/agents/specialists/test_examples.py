"""The example of each pass: what it shows is what happens, it compiles, and computes the same."""

from pathlib import Path

import pytest

from lessonls.agents.specialists.page import page
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.team import SPECIALISTS
from lessonls.core.target import Mode
from lessonls_sandbox.build import build
from tests.server.agents.specialists.example_program import sources

_PAGE = Path(__file__).parents[4] / "docs" / "passes.md"
PASSES = {one.label: one for each in SPECIALISTS for recipe in each.recipes for one in recipe}


def after(one: Pass) -> str:
    """The example's code after the pass, helpers and headers included."""
    assert one.example is not None
    code = Code(one.example.before, one.example.language, Mode.SERIAL, one.example.context)
    made = one.run(code)
    assert made.sound
    assert one.run(made).text == made.text, "applied twice"
    return made.text


@pytest.mark.parametrize("one", PASSES.values(), ids=PASSES)
def test_every_pass_has_an_example_to_which_it_applies(one: Pass) -> None:
    """The example ends with what the pass makes of the function itself."""
    assert one.example is not None, f"{one.label} has no example"
    assert one.example.before != one.example.after
    assert after(one).endswith(one.example.after), after(one)


@pytest.mark.xdist_group("judge")  # one build, of all of them
def test_examples_compute_the_same_after_their_passes() -> None:
    """Both functions of each get the same made-up arguments, in the sandbox."""
    examples = [(one.example, after(one)) for one in PASSES.values() if one.example is not None]
    command, files = sources(examples)
    built = build(command, files, timeout=120)
    assert built.succeeded, built.diagnostics
    said = dict(line.split(": ") for line in built.files["said"].decode().splitlines())
    labels = dict(zip(map(str, range(len(PASSES))), PASSES, strict=True))
    assert {labels[number]: word for number, word in said.items() if word != "same"} == {}
    assert len(said) == len(PASSES)


def test_the_page_about_passes_is_current() -> None:
    """docs/passes.md is what the passes say of themselves."""
    written = _PAGE.read_text(encoding="utf-8")
    assert written == page(), "python -m lessonls.agents.specialists.page > docs/passes.md"
