"""What an editor is offered in a long file while somebody types in it.

A bracket or a comment that is opened near its top tears it: what is offered then is from the last
good text, wherever the functions are now.
"""

import asyncio

import pytest

from lessonls.lsp import commands
from tests.server.lsp.conftest import OFFERS, Connect, Editor, until

FUNCTION = """\
double {name}(const double *a, int n) {{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        s = s + a[i];
    return s;
}}

"""
LINES = FUNCTION.count("\n")
LONG = "".join(FUNCTION.format(name=f"sum{number}") for number in range(1200))
"""Longer than what is read anew after every change."""
IMPLEMENT = "Implement with team: half"


def line_of(number: int) -> int:
    """A line inside of that function, from 0."""
    return number * LINES + 2


def torn(by: str) -> str:
    """With something new in the first function, in a line of its own."""
    return LONG.replace("    for", f"    {by}\n    for", 1)


@pytest.mark.parametrize("opened", ["{", "(", "/*", '"', "void other() {"])
async def test_what_is_opened_elsewhere_takes_no_offer_away(neovim: Editor, opened: str) -> None:
    """Above and below; the function is where it is now, and so is its run."""
    neovim.open(LONG)
    assert list(await neovim.actions(line_of(700))) == [one.format("sum700") for one in OFFERS]
    neovim.type(torn(opened))
    actions = await neovim.actions(line_of(700) + 1)
    assert list(actions) == [offer.format("sum700") for offer in OFFERS]
    command = actions["Optimize with team: sum700"].command
    assert command is not None
    place = commands.parse(commands.OptimizeArguments, command.arguments or ())
    assert place.line == 700 * LINES + 1
    neovim.type(torn(";"))  # by the time the user chooses, it is a text again
    run = (await neovim.execute(command))["run"]
    assert await neovim.ended(run) == "2.30x speedup"
    (text,) = [one for one in (await neovim.lenses()) if one.startswith("Accept")]
    await neovim.execute((await neovim.lenses())[text])
    assert neovim.text == torn(";").replace(
        FUNCTION.format(name="sum700"),
        FUNCTION.format(name="sum700").replace("    for ", "#pragma omp simd\n    for "),
    )


async def test_a_stub_is_offered_while_the_text_is_torn(neovim: Editor) -> None:
    """Where it is now; a command for it never takes another function."""
    stub, line = "// Half of it.\nint half(int number);\n", LONG.count("\n") + 1
    neovim.open(LONG + stub)
    assert list(await neovim.actions(line)) == [IMPLEMENT]
    neovim.type(torn("{") + stub)
    action = (await neovim.actions(line + 1))[IMPLEMENT]
    neovim.type(LONG + "\n// Twice it.\nint twice(int number);\n" + stub)
    assert await neovim.execute(action.command) is None
    assert await neovim.told(f"half is not in line {line + 2} any more, but twice")
    neovim.type(torn(";") + stub)
    assert (await neovim.execute(action.command))["run"]


async def test_a_command_reads_the_text_as_it_is(neovim: Editor) -> None:
    """What is offered from an earlier one is refused where it makes no sense in the present one."""
    neovim.open(LONG)
    await neovim.actions(line_of(0))
    neovim.type(torn("{"))
    actions = await neovim.actions(line_of(0))
    assert list(actions) == [offer.format("sum0") for offer in OFFERS]
    assert await neovim.execute(actions["Optimize with team: sum0"].command) is None
    assert await neovim.told("sum0 in line 1 has a syntax error in line")
    assert neovim.log() == []


async def test_a_command_never_takes_another_function(neovim: Editor) -> None:
    """Where another one is by now, the user is told."""
    neovim.open(LONG)
    action = (await neovim.actions(line_of(700)))["Optimize with team: sum700"]
    neovim.type(FUNCTION.format(name="new") + LONG)
    assert await neovim.execute(action.command) is None
    line = 700 * LINES + 1
    assert await neovim.told(f"sum700 is not in line {line} any more, but sum699")
    assert neovim.log() == []


async def test_a_function_that_was_deleted_is_offered_no_more(neovim: Editor) -> None:
    """Also while the text is torn: nothing is offered in its place, and the others are."""
    neovim.open(LONG)
    await neovim.actions(line_of(700))
    neovim.type(torn("{"))
    text = torn("{").replace(FUNCTION.format(name="sum700"), "\n")
    neovim.type(text)
    assert await neovim.actions(line_of(700) - 1) == {}
    assert "Optimize with team: sum701" in await neovim.actions(line_of(701) + 2 - LINES)


async def test_a_function_whose_heading_is_edited_is_not_offered_by_its_old_name(
    neovim: Editor,
) -> None:
    """While the text is torn, nobody knows its new one."""
    neovim.open(LONG)
    await neovim.actions(line_of(700))
    neovim.type(torn("{"))
    neovim.type(torn("{").replace("sum700(", "total700("))
    assert await neovim.actions(line_of(700) + 1) == {}
    neovim.type(LONG.replace("sum700(", "total700("))
    await until_offered(neovim, "Optimize with team: total700", line_of(700))


async def until_offered(editor: Editor, title: str, line: int) -> None:
    """Waits until the text is read."""
    async with asyncio.timeout(30):
        while title not in await editor.actions(line):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_lenses_move_with_their_functions(connect: Connect) -> None:
    """Above the same ones as before the text was torn."""
    editor = await connect("neovim", initialization_options={"lenses": True})
    editor.open(LONG)
    before = [lens.range.start.line for lens in await editor.all_lenses()]
    assert before[:3] == [0, LINES, 2 * LINES]
    editor.type(torn("{"))
    after = [lens.range.start.line for lens in await editor.all_lenses()]
    assert after == [0, *(line + 1 for line in before[1:])]


async def test_lenses_of_an_earlier_text_are_asked_for_again(connect: Connect) -> None:
    """Once the present one is read, the editor is told, where it can be."""
    editor = await connect("visual-studio-code", initialization_options={"lenses": True})
    editor.open(LONG)
    assert await editor.all_lenses()
    editor.type(torn("{"))
    await editor.all_lenses()  # those of the text without the bracket
    assert editor.refreshed == 0
    editor.type(LONG.replace("sum3", "other"))
    await until(lambda: editor.refreshed > 0)
