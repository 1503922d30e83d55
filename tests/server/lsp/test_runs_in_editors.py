"""A run as an editor sees it: from the command over the progress to its end."""

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from tests.server.lsp.conftest import OFFERS, Connect, Editor, faster, plain, source, until


async def test_a_run_from_the_code_action_to_the_accepted_edit(editor: Editor) -> None:
    """Progress, then a suggestion whose code lens changes the function, and only that."""
    editor.open(source())
    run = await editor.optimize()
    assert await editor.ended(run) == "2.30x speedup"
    first, *reports, _ = editor.progress(run)
    assert (first.title, first.cancellable) == ("Optimizing sum", True)
    percentages = [report.percentage for report in reports]
    assert percentages == sorted(percentages)
    said = [report.message for report in reports]
    assert "round 1/2 · vectorize judged 2.3x · best 2.3x · 0 s" in said
    assert await editor.told("sum: 2.30x speedup") == "sum: 2.30x speedup. Accept or reject it."
    lenses = await editor.lenses()
    assert list(lenses) == ["Accept (2.30x speedup)", "Reject", "Show diff", "Why"]
    assert await editor.execute(lenses["Accept (2.30x speedup)"]) == {"applied": True}
    assert editor.text == faster(source())
    assert await editor.lenses() == {}


async def test_cancelling_the_progress_ends_the_run(editor: Editor) -> None:
    """The judge's bench is closed, and nothing is suggested."""
    editor.open(source("gated"))
    run = await editor.optimize()
    await editor.working()
    editor.client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(run))
    assert await editor.ended(run) == "cancelled"
    assert editor.log() == ["opened gated", "closed gated"]
    assert await editor.lenses() == {}
    assert list(await editor.actions()) == [offer.format("gated") for offer in OFFERS]


async def test_cancelling_with_the_code_action_ends_the_run(neovim: Editor) -> None:
    """For editors that show no button on the progress."""
    neovim.open(source("gated"))
    run = await neovim.optimize()
    await neovim.working()
    cancel = (await neovim.actions())["Cancel “Optimize with team: gated”"]
    assert await neovim.execute(cancel.command) == {"cancelled": 1}
    assert await neovim.ended(run) == "cancelled"


async def test_the_same_function_twice_is_one_run(neovim: Editor) -> None:
    """The user is told, and the first run goes on."""
    neovim.open(source("gated"))
    run = await neovim.optimize()
    again = await neovim.call("lessonls.optimize", {"uri": neovim.uri, "line": 4})
    assert again == {"run": run}
    await neovim.told("gated is already being optimized.")
    neovim.open_gate()
    assert await neovim.ended(run) == "2.30x speedup"
    assert neovim.log() == ["opened gated", "closed gated"]


async def test_a_second_run_waits_for_the_first(neovim: Editor) -> None:
    """Its progress says so."""
    neovim.open(source("gated"))
    first = await neovim.optimize()
    await neovim.working()
    second = await neovim.optimize("openmp")
    while len(neovim.progress(second)) < 2:
        await neovim.client.wait_for_notification(types.PROGRESS)
    assert neovim.progress(second)[1].message == "waiting for 1 other run"
    neovim.open_gate()
    assert await neovim.ended(first) == "2.30x speedup"
    assert await neovim.ended(second) == "2.30x speedup"
    assert neovim.log() == ["opened gated", "closed gated"] * 2


async def test_a_function_that_changed_during_the_run_is_told_at_once(neovim: Editor) -> None:
    """Instead of an invitation to accept."""
    neovim.open(source("gated"))
    run = await neovim.optimize()
    neovim.type(source("gated").replace("0.0", "1.0"))
    neovim.open_gate()
    await neovim.ended(run)
    await neovim.told("The function gated has changed since it was optimized")


async def test_a_late_result_offers_a_new_run(connect: Connect) -> None:
    """One click, where the editor shows the question without interrupting the user."""
    ours = {"lessonls": {"notifications": True}}
    editor = await connect("visual-studio-code", experimental=ours)
    editor.chooses = "Optimize again"
    editor.open(source("gated"))
    run = await editor.optimize()
    above = "int above;\n"
    editor.type(above + source("gated").replace("0.0", "1.0"))
    editor.open_gate()
    await editor.ended(run)
    await until(lambda: [name for name, _ in editor.heard].count("lessonls/suggestions") == 2)
    assert editor.log() == ["opened gated", "closed gated"] * 2
    lenses = await editor.lenses()
    assert await editor.execute(lenses["Accept (2.30x speedup)"]) == {"applied": True}
    assert editor.text == above + faster(source("gated").replace("0.0", "1.0"))


async def test_the_place_in_the_queue_is_told_as_it_changes(neovim: Editor) -> None:
    """A run that waits for two waits for one when the first is over."""
    second = source("sum").replace("double sum", "double gated2")
    neovim.open(source("gated") + second)
    run = await neovim.optimize()
    await neovim.optimize("openmp")
    third = (await neovim.call("lessonls.optimize", {"uri": neovim.uri, "line": 12}))["run"]
    await until(lambda: len(neovim.progress(third)) > 1)
    neovim.client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(run))
    await until(lambda: len(neovim.progress(third)) > 2)
    said = [report.message for report in neovim.progress(third)[1:3]]
    assert said == ["waiting for 2 other runs", "waiting for 1 other run"]


@pytest.mark.parametrize(
    ("name", "ending", "sentence"),
    [
        ("hopeless", "no faster version found", "hopeless: no faster version found"),
        ("broken", "failed", "broken does not compile as it stands."),
        (
            "buggy",
            "failed",
            "Optimizing buggy failed with an internal error: see the log of lessonls.",
        ),
    ],
)
async def test_a_run_without_a_result_says_why(
    neovim: Editor, name: str, ending: str, sentence: str
) -> None:
    """In one sentence, and the server goes on."""
    neovim.open(source(name))
    assert await neovim.ended(await neovim.optimize()) == ending
    await neovim.told(sentence)
    assert await neovim.lenses() == {}
    neovim.type(source())
    await neovim.finished()


async def test_closing_the_document_keeps_the_run(neovim: Editor) -> None:
    """Its result is there when the document is opened again."""
    neovim.open(source("gated"))
    run = await neovim.optimize()
    neovim.path.write_text(source("gated"), encoding="utf-8")
    name = types.TextDocumentIdentifier(neovim.uri)
    neovim.client.text_document_did_close(types.DidCloseTextDocumentParams(name))
    neovim.open_gate()
    assert await neovim.ended(run) == "2.30x speedup"
    neovim.open(source("gated"))
    assert "Accept (2.30x speedup)" in await neovim.lenses()


async def test_shutting_down_ends_runs_in_good_order(neovim: Editor) -> None:
    """Before `shutdown` is answered everything is cleaned up, also what was queued."""
    neovim.open(source("gated"))
    await neovim.optimize()
    await neovim.optimize("openmp")
    await neovim.working()
    await neovim.client.shutdown_async(None)
    assert neovim.log() == ["opened gated", "closed gated"]
    neovim.is_down = True
    neovim.client.exit(None)
    await neovim.client.stop()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param([], "Invalid argument uri of the command", id="none"),
        pytest.param([{"uri": "file:///nowhere.c", "line": 1}], "cannot be read", id="no file"),
        pytest.param([{"uri": "untitled:1", "line": 1}], "save the document first", id="untitled"),
    ],
)
async def test_a_command_with_bad_arguments_is_refused_in_a_sentence(
    neovim: Editor, arguments: list[Any], sentence: str
) -> None:
    """And no run starts."""
    assert await neovim.call("lessonls.optimize", *arguments) is None
    await neovim.told(sentence)
    assert neovim.client.progress_reports == {}


async def test_what_is_offered_is_in_the_style_of_the_project(neovim: Editor) -> None:
    """The diff, the edit and the report show the same text."""
    neovim.open(source("wide"))
    run = await neovim.optimize()
    assert await neovim.ended(run) == "2.30x speedup"
    lenses = await neovim.lenses()
    assert "i ++" in plain(await neovim.execute(lenses["Show diff"]))["diff"]
    assert "i ++" in plain(await neovim.call("lessonls.report", {"run": run}))["html"]
    assert await neovim.execute(lenses["Accept (2.30x speedup)"]) == {"applied": True}
    assert neovim.text == faster(source("wide")).replace("i++", "i ++")


@pytest.mark.parametrize(("chosen", "allowed"), [("Allow", True), ("", False)])
async def test_a_program_of_the_workspace_is_asked_for_before_it_may_run(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, chosen: str, allowed: bool
) -> None:
    """The run goes on either way: without the program inputs are made up."""
    monkeypatch.setenv("LESSONLS_HOME", str(tmp_path / "data"))
    (tmp_path / ".lessonls").mkdir()
    (tmp_path / ".lessonls" / "config.toml").write_text('[program]\nrun = "./bench"\n')
    editor = await connect("visual-studio-code", experimental={"lessonls": {"notifications": True}})
    editor.chooses = chosen
    editor.open(source("sum"))
    assert await editor.ended(await editor.optimize()) == "2.30x speedup"
    kept = tmp_path / "data" / "allowed-programs"
    assert kept.exists() == allowed
