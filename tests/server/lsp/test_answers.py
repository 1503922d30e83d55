"""Accept, Reject and Show diff, as an editor sees them."""

import asyncio
import stat
from pathlib import Path

import pytest
from pygls.exceptions import JsonRpcException

from tests.server.lsp.conftest import Editor, faster, source, until


async def test_accepting_with_the_code_action_needs_no_code_lens(editor: Editor) -> None:
    """The action carries the edit; its command only tells the server."""
    editor.open(source())
    await editor.finished()
    accept = (await editor.actions())["Accept sum (2.30x speedup)"]
    assert accept.edit is not None
    editor.apply(accept.edit)
    assert await editor.execute(accept.command) == {"applied": True}
    assert editor.text == faster(source())
    assert list(await editor.actions()) == [
        "Optimize with team: sum",
        "Optimize with team (OpenMP): sum",
    ]


async def test_line_endings_and_text_before_the_function_are_kept(editor: Editor) -> None:
    """CR LF, a form feed, and characters of every width."""
    text = source().replace("double sum", "/* 😀\f */ double sum")
    editor.open(text.replace("\n", "\r\n"))
    await editor.execute(await editor.finished())
    assert editor.text == faster(text).replace("\n", "\r\n")


async def test_rejecting_leaves_the_text_alone(neovim: Editor) -> None:
    """And takes the lenses away."""
    neovim.open(source())
    await neovim.finished()
    assert await neovim.execute((await neovim.lenses())["Reject"]) == {"rejected": True}
    assert await neovim.lenses() == {}
    assert neovim.text == source()


async def test_a_function_that_changed_is_not_touched(editor: Editor) -> None:
    """Neither by the lens nor by an action; undoing the change brings the suggestion back."""
    editor.open(source())
    accept = await editor.finished()
    changed = source().replace("0.0", "1.0")
    editor.type(changed)
    assert await editor.execute(accept) == {"applied": False}
    assert await editor.told("changed since") == (
        "The function sum has changed since it was optimized; run Optimize with team again."
    )
    assert editor.text == changed
    assert await editor.lenses() == {}
    assert "Accept sum (2.30x speedup)" not in await editor.actions()
    editor.type(source())
    assert "Accept (2.30x speedup)" in await editor.lenses()


async def test_a_function_that_moved_is_still_accepted(neovim: Editor) -> None:
    """Changes around it do not matter."""
    neovim.open(source())
    accept = await neovim.finished()
    neovim.type(f"/* new */\n{source()}\nint other;\n")
    await neovim.execute(accept)
    assert neovim.text == f"/* new */\n{faster(source())}\nint other;\n"


async def test_an_edit_that_was_declined_is_not_believed(neovim: Editor) -> None:
    """An editor may answer “applied” all the same; the suggestion stays."""
    neovim.declines = True
    neovim.open(source())
    accept = await neovim.finished()
    assert await neovim.execute(accept) == {"applied": False}
    await neovim.told("The rewrite of sum was not applied")
    assert "Accept (2.30x speedup)" in await neovim.lenses()
    neovim.declines = False
    assert await neovim.execute(accept) == {"applied": True}
    assert neovim.text == faster(source())


async def test_shutting_down_does_not_wait_for_an_answer(neovim: Editor) -> None:
    """Nor does it fail because a command is still open."""
    neovim.open(source())
    accept = await neovim.finished()
    neovim.declines = True
    accepting = asyncio.create_task(neovim.execute(accept))
    await until(lambda: neovim.asked_to_apply)
    await neovim.shut_down()
    with pytest.raises(JsonRpcException):
        await accepting


async def test_a_suggestion_is_answered_once(neovim: Editor) -> None:
    """A second answer finds nothing."""
    neovim.open(source())
    accept = await neovim.finished()
    await neovim.execute((await neovim.lenses())["Reject"])
    assert await neovim.execute(accept) is None
    await neovim.told("This suggestion was already answered")
    assert neovim.text == source()


async def test_the_diff_is_shown_where_the_editor_can(editor: Editor) -> None:
    """As a document of a private folder; elsewhere a message says where it is."""
    editor.open(source())
    await editor.finished()
    answer = await editor.execute((await editor.lenses())["Show diff"])
    window = editor.client.capabilities and editor.client.capabilities.window
    can = bool(window and window.show_document)
    assert answer["shown"] is can
    assert bool(editor.client.shown_documents) is can
    assert "sum: 2.30x speedup" in answer["diff"]
    assert "+#pragma omp simd\n" in answer["diff"]
    check_file(Path(answer["path"]), answer["diff"])
    if not can:
        await editor.told(answer["path"])
    await editor.shut_down()
    assert not Path(answer["path"]).parent.exists()


def check_file(path: Path, text: str) -> None:
    """The file holds the text, and nobody else can read it."""
    assert path.read_text(encoding="utf-8") == text
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_lenses_are_refreshed_only_where_the_editor_can(editor: Editor) -> None:
    """Once for the result, once for the answer."""
    editor.open(source())
    await editor.finished()
    await editor.execute((await editor.lenses())["Reject"])
    workspace = editor.client.capabilities and editor.client.capabilities.workspace
    can = workspace and workspace.code_lens and workspace.code_lens.refresh_support
    assert editor.refreshed == (2 if can else 0)
