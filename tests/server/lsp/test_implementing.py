"""“Implement with team” in editors: when it is offered, and what becomes of it."""

import asyncio

from lsprotocol import types

from tests.server.lsp.conftest import OFFERS, Connect, Editor

TITLE = "Implement with team: {}"
ACCEPT = "Accept (passes 2 of 2 tests)"
INVOKED = types.CodeActionTriggerKind.Invoked


def stub(name: str = "half", comment: str = "// Half of it.") -> str:
    """A file with a stub in line 3."""
    return f"#include <stddef.h>\n\n{comment}\nint {name}(int number);\n"


async def implement(editor: Editor, name: str = "half") -> str:
    actions = await editor.actions(line=3)
    run = (await editor.execute(actions[TITLE.format(name)].command))["run"]
    assert isinstance(run, str)
    return run


async def test_a_stub_becomes_a_function_that_can_be_optimized(editor: Editor) -> None:
    """By the code action, a lens and the editor's edit; both tasks are never offered together."""
    editor.open(stub())
    assert list(await editor.actions(line=3)) == [TITLE.format("half")]
    assert list(await editor.actions(line=2)) == [TITLE.format("half")], "on its comment"
    assert await editor.ended(await implement(editor)) == "passes 2 of 2 tests"
    said = await editor.told("passes 2 of 2 tests")
    assert said == "half: passes 2 of 2 tests, none of them yours. Accept or reject it."
    await editor.execute((await editor.lenses())[ACCEPT])
    assert editor.text == stub().replace(";", "\n{\n    return 0;\n}")
    offers = [offer.format("half") for offer in OFFERS]
    async with asyncio.timeout(30):
        while list(await editor.actions(line=4)) != offers:  # noqa: ASYNC110 - until it is read
            await asyncio.sleep(0.01)


async def test_a_run_on_a_stub_can_be_cancelled(neovim: Editor) -> None:
    """By the action that takes the place of the one that started it."""
    neovim.open(stub("gated"))
    run = await implement(neovim, "gated")
    await neovim.working()
    (cancel,) = (await neovim.actions(line=3)).values()
    assert cancel.title == "Cancel “Implement with team: gated”"
    await neovim.execute(cancel.command)
    assert await neovim.ended(run) == "cancelled"
    assert neovim.text == stub("gated")


async def test_a_team_without_an_implementation_says_so(neovim: Editor) -> None:
    """And how far the best one came."""
    neovim.open(stub("hopeless"))
    assert await neovim.ended(await implement(neovim, "hopeless")) == "no implementation found"
    said = await neovim.told("hopeless: no implementation found")
    assert "The best candidate passes 1 of 2 tests." in said
    assert await neovim.lenses() == {}


async def test_a_result_outlives_the_editor(connect: Connect) -> None:
    """The stub gets its suggestion again when the file is opened next."""
    first = await connect("neovim")
    first.open(stub())
    await first.ended(await implement(first))
    await first.shut_down()
    second = await connect("neovim")
    second.open(stub())
    async with asyncio.timeout(30):
        while ACCEPT not in await second.lenses():  # noqa: ASYNC110 - in another process
            await asyncio.sleep(0.01)


async def test_without_a_model_it_is_disabled_with_the_reason(connect: Connect) -> None:
    """For a user who asks, where the editor can show that."""
    editor = await connect("visual-studio-code", initialization_options={"team": "builtin"})
    editor.open(stub())
    (action,) = (await editor.actions(line=3, trigger_kind=INVOKED)).values()
    assert action.title == TITLE.format("half")
    assert action.disabled is not None
    assert action.disabled.reason == "The team has no model."


async def test_a_declaration_without_a_comment_is_refused_with_the_reason(
    connect: Connect,
) -> None:
    """Beside the reason why it cannot be optimized."""
    editor = await connect("visual-studio-code")
    editor.open(stub(comment=""))
    actions = await editor.actions(line=3, trigger_kind=INVOKED)
    reasons = {title: one.disabled.reason for title, one in actions.items() if one.disabled}
    assert reasons == {
        "Optimize with team": "half in line 4 is only declared, not defined.",
        "Implement with team": (
            "half in line 4 has no comment that says what it does: write one above it."
        ),
    }
