"""Rewrites in the style of their project, by the real clang-format in the real sandbox."""

import logging
from pathlib import Path

import pytest

from lessonls.adapters.clang_format import ClangFormat
from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.formatting import same_tokens
from lessonls.core.target import Target
from lessonls_sandbox.format import formatter
from tests.sandbox.conftest import lacking

FINDER = TreeSitterFinder(CompileCommands())
FILE = """\
/* größer */
int  untouched( int  a ) { return a; }

double sum(const double *x, int n)
{
     double  s = 0;
     for (int i = 0; i < n; ++i) s += x[i];
     return s;
}

int  also_untouched( int  a ) { return a; }
"""
REWRITE = """\
double sum(const double *x, int n)
{
     double  s = 0;
     #pragma omp simd reduction(+:s)
     for(int i=0;i<n;++i) { if(x[i]>0) s+=x[i]; } // für alle
     return s;
}"""

STYLES = {
    "BasedOnStyle: Google": """\
     for (int i = 0; i < n; ++i) {
       if (x[i] > 0) s += x[i];
     }  // für alle
""",
    "BasedOnStyle: LLVM\nIndentWidth: 8\nUseTab: Always": """\
     for (int i = 0; i < n; ++i) {
\t     if (x[i] > 0)
\t\t     s += x[i];
     } // für alle
""",
    "BasedOnStyle: LLVM\nBreakBeforeBraces: Allman": """\
     for (int i = 0; i < n; ++i)
     {
       if (x[i] > 0)
         s += x[i];
     } // für alle
""",
}
"""What becomes of the loop in each style."""


@pytest.fixture(autouse=True)
def program() -> None:
    if formatter() is None:
        lacking("clang-format is not installed")


def sum_in(folder: Path, style: str, text: str = FILE, name: str = "sum.cpp") -> Target:
    if style:
        (folder / ".clang-format").write_text(style)
    return FINDER.named(folder / name, text, "sum")


async def formatted(target: Target, code: str = REWRITE) -> str:
    return await ClangFormat(target.path.parent).formatted(target, code)


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


@pytest.mark.parametrize("name", ["sum.c", "sum.cpp", "sum.h", "sum.hpp"])
@pytest.mark.parametrize("style", STYLES)
async def test_what_the_rewrite_changes_gets_the_projects_style(
    tmp_path: Path, style: str, name: str
):
    """The user's own lines keep theirs; the pragma stays a line of its own."""
    target = sum_in(tmp_path, style, name=name)
    code = await formatted(target)
    assert STYLES[style] in code
    assert code.startswith(REWRITE.partition("     #pragma")[0])
    assert "\n#pragma omp simd reduction(+" in code
    assert same_tokens(REWRITE, code, target.language)
    assert await formatted(target, code) == code


@pytest.mark.parametrize(
    "ending", ["", "LineEnding: CRLF\n", "UseCRLF: true\n", "UseCRLF: false\n"]
)
async def test_line_endings_are_the_rewrites_whatever_the_style_says(tmp_path: Path, ending: str):
    """An older program that does not know the key leaves all as it is."""
    style = f"BasedOnStyle: Google\n{ending}"
    plain = await formatted(sum_in(tmp_path, style))
    target = sum_in(tmp_path, style, crlf(FILE))
    assert await formatted(target) == plain
    assert await formatted(target, crlf(REWRITE)) == crlf(plain)


@pytest.mark.parametrize("indented", [False, True])
async def test_a_function_never_leaves_its_place_in_the_line(tmp_path: Path, indented: bool):
    """Where the style would have it elsewhere, the rest would not fit: nothing is formatted."""
    text = (
        f"namespace a {{\n{'  ' * indented}double sum(const double *x, int n) {{ return 0; }}\n}}\n"
    )
    target = sum_in(tmp_path, "BasedOnStyle: Google", text)
    code = f"inline int one(){{return 1;}}\n\n{REWRITE}"
    found = await formatted(target, code)
    assert found.startswith("inline int one() { return 1; }\n") is not indented
    assert (found == code) is indented


@pytest.mark.parametrize(
    "style",
    [
        "DisableFormat: true",
        "BasedOnStyle: LLVM\nInsertBraces: true",
        "BasedOnStyle: LLVM\nQualifierAlignment: Right",
        "BasedOnStyle: LLVM\nQualifierAlignment: Left\nColumnLimit: 30",
        "BasedOnStyle: LLVM\nNonsense: 1",
        "BasedOnStyle: [",
        "",
    ],
    ids=str.split,
)
async def test_what_is_no_mere_formatting_leaves_the_rewrite_as_it_is(tmp_path: Path, style: str):
    """Other tokens, a style that nobody can read, no style."""
    code = REWRITE.replace(
        "for(", 'const int z=1; volatile const char*t="a long string, and longer";\n for('
    )
    assert await formatted(sum_in(tmp_path, style), code) == code


async def test_a_reason_is_logged_on_one_line(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """The user is told nothing: the rewrite is as good as before."""
    caplog.set_level(logging.INFO, "lessonls")
    await formatted(sum_in(tmp_path, "Nonsense: 1"))
    (line,) = caplog.messages
    assert line.startswith("The rewrite of sum is not formatted: ")
    assert "unknown key 'Nonsense'" in line
    assert "\n" not in line


async def test_includes_of_the_rewrite_stay_in_their_order(tmp_path: Path):
    target = sum_in(tmp_path, "BasedOnStyle: Google", "#include <vector>\n" + FILE)
    code = "#include <cmath>\n#include <algorithm>\n" + REWRITE
    assert (await formatted(target, code)).startswith("#include <cmath>\n#include <algorithm>\n")


async def test_a_long_pragma_stays_one_directive(tmp_path: Path):
    """Newer programs put it on several lines."""
    clauses = " ".join(f"firstprivate({name})" for name in ("n", "x", "s", "aaaaaaaa", "bbbbbbbb"))
    code = REWRITE.replace("reduction(+:s)", clauses)
    target = sum_in(tmp_path, "BasedOnStyle: LLVM\nColumnLimit: 60")
    found = await formatted(target, code)
    assert found != code
    assert same_tokens(code, found, target.language)


async def test_what_cannot_be_written_down_stays_as_it_is(tmp_path: Path):
    """Half a character, which an editor may send."""
    code = REWRITE.replace("für", "f\udc80r")
    assert await formatted(sum_in(tmp_path, "BasedOnStyle: Google"), code) == code


async def test_a_style_that_cannot_be_opened_leaves_the_rewrite_as_it_is(tmp_path: Path):
    (tmp_path / ".clang-format").write_bytes(b"#" * 100_000)
    assert await formatted(sum_in(tmp_path, "")) == REWRITE


async def test_the_style_is_the_nearest_with_what_it_is_built_on(tmp_path: Path):
    """Folders without one lie between."""
    source = tmp_path / "src" / "deep"
    source.mkdir(parents=True)
    (tmp_path / "src" / ".clang-format").write_text("BasedOnStyle: InheritParentConfig")
    (tmp_path / ".clang-format").write_text("BasedOnStyle: Google")
    target = FINDER.named(source / "sum.cpp", FILE, "sum")
    assert STYLES["BasedOnStyle: Google"] in await ClangFormat(tmp_path).formatted(target, REWRITE)
