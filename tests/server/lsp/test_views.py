"""What clients with views of their own are told of runs and suggestions."""

import asyncio
from pathlib import Path

import pytest

from lessonls.core.plainness import is_plain
from tests.server.lsp.conftest import Connect, Editor, faster, plain, source, until

OURS = {"lessonls": {"notifications": True}}


async def test_a_client_that_wants_it_hears_how_a_run_stands(connect: Connect) -> None:
    """From its first step to its end, with every candidate; the same can be asked for."""
    editor = await connect("visual-studio-code", experimental=OURS)
    editor.open(source())
    run = await editor.optimize()
    await editor.ended(run)
    await until(lambda: any(name == "lessonls/suggestions" for name, _ in editor.heard))
    runs = [content for name, content in editor.heard if name == "lessonls/run"]
    assert runs[0]["state"] == "working"
    assert runs[-1]["state"] == "finished"
    assert {one["id"] for one in runs} == {run}
    assert [one["percentage"] for one in runs] == sorted(one["percentage"] for one in runs)
    candidate = runs[-1]["candidates"][0]
    assert (candidate["agent"], candidate["verdict"]) == ("vectorize", "correct")
    assert candidate["speedup"] == 2.3
    assert candidate["lesson"].startswith("vectorize in round 0")
    assert plain(await editor.call("lessonls.runs", {}))["runs"] == runs[-1:]
    assert ("lessonls/suggestions", {"uri": editor.uri}) in editor.heard


async def test_who_does_not_want_notifications_gets_none(neovim: Editor) -> None:
    """Editors warn of notifications that they do not know."""
    neovim.open(source())
    await neovim.ended(await neovim.optimize())
    assert neovim.heard == []
    assert len(plain(await neovim.call("lessonls.runs", {}))["runs"]) == 1


async def test_a_suggestion_can_be_drawn_from_its_hunks(neovim: Editor) -> None:
    """Put in place they give the rewrite; a changed function has none."""
    neovim.open(source())
    await neovim.finished()
    (view,) = plain(await neovim.call("lessonls.suggestions", {"uri": neovim.uri}))["suggestions"]
    assert (view["function"], view["headline"], view["stale"]) == ("sum", "2.30x speedup", False)
    assert "equal on 100 inputs" in view["evidence"]
    assert view["range"]["start"] == {"line": 3, "character": 0}
    (hunk,) = view["hunks"]
    lines = neovim.text.split("\n")
    first, last = hunk["range"]["start"]["line"], hunk["range"]["end"]["line"]
    lines[first:last] = hunk["newText"].rstrip("\n").split("\n")
    assert "\n".join(lines) == faster(source())
    neovim.type(source().replace("0.0", "1.0"))
    (view,) = plain(await neovim.call("lessonls.suggestions", {"uri": neovim.uri}))["suggestions"]
    assert (view["stale"], view["range"], view["hunks"]) == (True, None, [])


async def test_a_suggestion_is_in_the_list_of_problems_until_it_is_answered(
    editor: Editor,
) -> None:
    """As information on the function's first line; it moves with the function."""
    editor.open(source())
    await editor.finished()
    found = editor.client.diagnostics
    await until(lambda: found.get(editor.uri))
    (line,) = found[editor.uri]
    assert "sum: 2.30x speedup" in line.message
    assert line.severity == 3
    assert line.range.start.line == 3
    editor.type("\n" + source())
    await until(lambda: found[editor.uri] and found[editor.uri][0].range.start.line == 4)
    editor.type(source().replace("0.0", "1.0"))
    await until(lambda: not found[editor.uri])
    editor.type(source())
    await until(lambda: found[editor.uri])
    lenses = await editor.lenses()
    await editor.execute(lenses["Reject"])
    await until(lambda: not found[editor.uri])


def test_plain_code_has_nothing_special() -> None:
    """A rewrite that anybody can read is offered beside a faster one that is not."""
    assert is_plain("for (int i = 0; i < n; i++) c[i] = a[i] + b[i]; // pragma-free, comptimal")
    for special in (
        "#pragma omp parallel for",
        "#  pragma GCC unroll 4",
        "__m256d x = _mm256_load_pd(a);",
        "int t = omp_get_max_threads();",
        "__builtin_prefetch(a);",
        '__attribute__((target("avx2"))) void f();',
        "float32x4_t x = vaddq_f32(a, b);",
        "#include <immintrin.h>",
    ):
        assert not is_plain(special), special


async def test_a_new_run_is_offered_above_functions_with_loops(connect: Connect) -> None:
    """Unless a suggestion waits there, or the setting says no."""
    editor = await connect("neovim", initialization_options={"lenses": True})
    editor.open(source())
    lenses = await editor.lenses()
    assert list(lenses) == ["Optimize with team"]
    run = (await editor.execute(lenses["Optimize with team"]))["run"]
    assert await editor.ended(run) == "2.30x speedup"
    assert list(await editor.lenses()) == ["Accept (2.30x speedup)", "Reject", "Show diff", "Why"]


async def test_a_function_that_changed_can_be_optimized_again(connect: Connect) -> None:
    """Its lens says so, until the change is undone."""
    editor = await connect("emacs", initialization_options={"lenses": True})
    editor.open(source())
    await editor.finished()
    editor.type(source().replace("0.0", "1.0"))
    assert list(await editor.lenses()) == ["Optimize again with team"]
    editor.type(source())
    assert "Accept (2.30x speedup)" in await editor.lenses()


@pytest.mark.parametrize(
    ("kind", "units"), [("neovim", 16), ("visual-studio-code", 11), ("emacs", 10)]
)
async def test_places_count_in_the_units_of_the_editor(
    connect: Connect, kind: str, units: int
) -> None:
    """Bytes, UTF-16 or characters, also behind a comment in the function's own line."""
    text = source().replace("double sum", "/* é漢😀 */ double sum")
    editor = await connect(kind, initialization_options={"lenses": True})
    editor.open(text)
    assert [lens.range.start.character for lens in await editor.all_lenses()] == [units]
    assert await editor.execute(await editor.finished()) == {"applied": True}
    assert editor.text == faster(text)


async def test_a_suggestion_survives_the_editor(connect: Connect) -> None:
    """It is offered again while the function is what it was, until it is answered."""
    first = await connect("neovim")
    first.open(source())
    await first.finished()
    await first.shut_down()
    second = await connect("neovim")
    second.open("\n" + source())
    await until_offered(second)
    accept = (await second.lenses())["Accept (2.30x speedup)"]
    assert await second.execute(accept) == {"applied": True}
    assert second.text == "\n" + faster(source())
    await second.shut_down()
    third = await connect("neovim")
    third.open(source())
    await third.actions()
    assert await third.lenses() == {}


async def test_a_function_that_changed_meanwhile_is_offered_nothing(connect: Connect) -> None:
    """What was found was for another text."""
    first = await connect("neovim")
    first.open(source())
    await first.finished()
    await first.shut_down()
    second = await connect("neovim")
    second.open(source().replace("0.0", "1.0"))
    await second.actions()
    assert await second.lenses() == {}


async def until_offered(editor: Editor) -> None:
    async with asyncio.timeout(20):
        while not await editor.lenses():  # noqa: ASYNC110 - it changes in another process
            await asyncio.sleep(0.01)


async def test_lessons_can_be_searched_exported_and_forgotten(neovim: Editor) -> None:
    """As in the terminal; vectors stay where they are."""
    found = plain(await neovim.call("lessonls.lessons", {}))["lessons"]
    assert [lesson["text"] for lesson in found] == ["sorting helps.", "tiling helps."]
    assert set(found[0]) >= {"id", "outcome", "speedup", "function", "agent", "imported"}
    (related,) = plain(await neovim.call("lessonls.lessons", {"query": "tiling"}))["lessons"]
    assert related == found[1]
    text = plain(await neovim.call("lessonls.exportLessons", {}))["text"]
    assert len(text.splitlines()) == 2
    assert plain(await neovim.call("lessonls.forget", {"ids": [related["id"]]})) == {"forgotten": 1}
    left = plain(await neovim.call("lessonls.lessons", {}))["lessons"]
    assert left == found[:1]


async def test_why_is_a_page_and_a_hover(connect: Connect) -> None:
    """The claim, what was checked and what was learned; on the first line only."""
    editor = await connect("visual-studio-code")
    editor.open(source())
    await editor.finished()
    lenses = await editor.lenses()
    answer = plain(await editor.execute(lenses["Why"]))
    assert "2.30x speedup" in answer["markdown"]
    assert "equal on 100 inputs" in answer["markdown"]
    assert "vectorize in round 0" in answer["markdown"]
    assert answer["path"].endswith(".md")
    hovers = [await editor.hover(line) for line in (3, 4)]
    assert hovers == [answer["markdown"], None]


async def test_a_run_has_a_report(neovim: Editor) -> None:
    """One HTML page, also while it goes on; an unknown run has none."""
    neovim.open(source())
    run = await neovim.optimize()
    await neovim.ended(run)
    page = plain(await neovim.call("lessonls.report", {"run": run}))["html"]
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "sum" in page
    assert await neovim.call("lessonls.report", {"run": "none"}) is None
    await neovim.told("This run has nothing to report yet.")


PERF = """# Overhead  Command  Shared Object  Symbol
    72.50%  demo     demo           [.] sum
    12.50%  demo     demo           [.] other
"""


async def test_lenses_show_a_functions_share_of_the_time(connect: Connect, tmp_path: Path) -> None:
    """And the hottest of the workspace can be listed, with what the program would gain."""
    (tmp_path / "profile.txt").write_text(PERF)
    options = {"lenses": True, "profile": str(tmp_path / "profile.txt")}
    editor = await connect("neovim", initialization_options=options, root_uri=tmp_path.as_uri())
    (tmp_path / "demo.c").write_text(source())
    editor.open(source())
    assert list(await editor.lenses()) == ["Optimize with team (72% of the time)"]
    (hot,) = plain(await editor.call("lessonls.hottest", {}))["functions"]
    assert (hot["name"], hot["uri"], hot["line"]) == ("sum", editor.uri, 3)
    assert hot["share"] == pytest.approx(0.725)
    assert hot["gain"] == pytest.approx(1 / (0.275 + 0.725 / 2))


async def test_a_profile_that_cannot_be_read_is_told_once(connect: Connect) -> None:
    """Lenses stay what they are without one."""
    options = {"lenses": True, "profile": "/nonexistent/profile"}
    editor = await connect("neovim", initialization_options=options)
    editor.open(source())
    for _ in range(2):
        assert list(await editor.lenses()) == ["Optimize with team"]
    await editor.told("/nonexistent/profile does not exist.")
    assert len([one for one in editor.client.messages if "nonexistent" in one.message]) == 1
