"""Which code actions an editor is offered, and how it configures the server."""

from typing import Any

import pytest
from lsprotocol import types

from lessonls.lsp import commands
from tests.server.lsp.conftest import OFFERS, Connect, Editor, source


async def test_code_actions_are_answered_while_a_run_works(neovim: Editor) -> None:
    """The run itself can be cancelled, the other mode can be asked for."""
    neovim.open(source("gated"))
    await neovim.optimize()
    await neovim.working()
    assert list(await neovim.actions()) == [
        "Cancel “Optimize with team: gated”",
        "Optimize with team (OpenMP): gated",
    ]


async def test_actions_of_other_kinds_are_not_mixed_in(neovim: Editor) -> None:
    """An editor that asks for something else gets nothing."""
    neovim.open(source())
    assert "Optimize with team: sum" in await neovim.actions(only=["refactor"])
    assert await neovim.actions(only=["quickfix"]) == {}


async def test_where_there_is_no_function_a_user_who_asks_is_told(editor: Editor) -> None:
    """If the editor can show a disabled action; else nothing is offered."""
    editor.open(source())
    actions = await editor.actions(line=0, trigger_kind=types.CodeActionTriggerKind.Invoked)
    document = editor.client.capabilities and editor.client.capabilities.text_document
    can = document and document.code_action and document.code_action.disabled_support
    assert len(actions) == (1 if can else 0)
    for action in actions.values():
        assert action.disabled is not None
        assert action.disabled.reason
    automatic = types.CodeActionTriggerKind.Automatic
    assert await editor.actions(line=0, trigger_kind=automatic) == {}


async def test_a_selection_means_the_function_in_it(neovim: Editor) -> None:
    """Whether it lies in the function, ends in it, or goes from above to below it."""
    neovim.open(source())
    for line, last in ((5, 6), (2, 5), (1, 8), (4, 8)):
        actions = await neovim.actions(line, last)
        assert list(actions) == [offer.format("sum") for offer in OFFERS]
        command = actions["Optimize with team: sum"].command
        assert command is not None
        place = commands.parse(commands.OptimizeArguments, command.arguments or ())
        assert (place.line, place.column) == (3, 0)
    assert await neovim.actions(0, 2) == {}


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "vscode-vfs://github/a/b.c"])
async def test_what_is_not_a_file_here_is_refused_with_the_reason(
    connect: Connect, uri: str
) -> None:
    """To a user who asks; nothing is offered by itself, and no lens is shown."""
    editor = await connect("visual-studio-code", initialization_options={"lenses": True})
    item = types.TextDocumentItem(uri, "c", 1, source())
    editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    invoked = types.CodeActionTriggerKind.Invoked
    (action,) = (await editor.actions(uri=uri, trigger_kind=invoked)).values()
    assert action.disabled is not None
    assert "save the document first" in action.disabled.reason
    automatic = types.CodeActionTriggerKind.Automatic
    assert await editor.actions(uri=uri, trigger_kind=automatic) == {}
    params = types.CodeLensParams(types.TextDocumentIdentifier(uri))
    assert not await editor.client.text_document_code_lens_async(params)


async def rounds(editor: Editor, mode: str = "serial") -> str:
    """Of how many rounds a run's progress speaks."""
    run = await editor.optimize(mode)
    await editor.ended(run)
    said = [str(report.message) for report in editor.progress(run)]
    return next(line for line in said if line.startswith("round 1/")).split()[1]


async def test_settings_come_with_the_initialization(connect: Connect) -> None:
    """They hold for the first run."""
    editor = await connect("emacs", initialization_options={"rounds": 7})
    editor.open(source())
    assert await rounds(editor) == "1/7"


async def test_settings_of_the_workspace_win(connect: Connect) -> None:
    """They are asked for at the start, and again when the editor says that they changed."""
    editor = await connect(
        "visual-studio-code",
        initialization_options={"rounds": 7},
        configuration={"": {"lessonls": {"rounds": 3, "seconds": None}}},
    )
    editor.open(source())
    assert await rounds(editor) == "1/3"
    editor.client.set_configuration({"rounds": 5}, section="lessonls")
    editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    assert await rounds(editor, "openmp") == "1/5"


@pytest.mark.parametrize("bad", [{"rounds": "many"}, {"roundz": 3}, "nonsense", [1, 2]])
async def test_bad_settings_give_a_message_and_the_defaults(neovim: Editor, bad: Any) -> None:
    """Never a dead server."""
    neovim.client.set_configuration({"lessonls": bad})
    neovim.client.workspace_did_change_configuration(
        types.DidChangeConfigurationParams({"lessonls": bad})
    )
    await neovim.told("Using the defaults instead.")
    neovim.open(source())
    assert await rounds(neovim) == "1/2"


async def test_bad_initial_settings_give_a_message_and_the_defaults(connect: Connect) -> None:
    """Also when they come first."""
    editor = await connect("emacs", initialization_options={"rounds": "many"})
    assert "rounds" in await editor.told("Using the defaults instead.")
    editor.open(source())
    assert await rounds(editor) == "1/2"
