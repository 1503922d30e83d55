"""Which files of a project seem to define what the linker misses."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.definitions import Definitions
from lessonls.adapters.judge.protocol import USERS_OF, SourceText
from lessonls.adapters.target_finder import TreeSitterFinder

Found = Callable[[str], Sequence[SourceText]]
FILES = {
    "main.c": "int helper(int);\nint f(int x) { return helper(x); }\n",
    "helper.c": '#include "helper.h"\nint helper(int x) {\n  return x + STEP;\n}\n',
    "helper.h": "#define STEP 2\n",
    "calls.c": "int helper(int);\nint other(void) { return helper(1); }\n",
    "table.c": "const int powers[] = {1, 2, 4};\n",
    "made.c": "#define SORT(type) void sort_##type(type *a) {}\nSORT(short)\n",
    "shapes.cpp": "namespace geo { double area(double r) { return r; } }\n",
}


@pytest.fixture
def found(tmp_path: Path) -> Found:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    commands = CompileCommands()
    target = TreeSitterFinder(commands).named(tmp_path / "main.c", FILES["main.c"], "f")
    definitions = Definitions(commands.sources)
    return lambda symbol: definitions(target, (symbol,))


@pytest.mark.parametrize(
    ("symbol", "file"),
    [
        ("helper", "helper.c"),
        ("powers", "table.c"),
        ("sort_short", "made.c"),
        ("geo::area(double)", "shapes.cpp"),
    ],
)
def test_a_symbol_is_looked_for_where_it_seems_to_be_defined(found: Found, symbol: str, file: str):
    assert [source.path.name for source in found(symbol)][:1] == [file]


def test_a_source_comes_with_its_headers_and_flags(found: Found):
    (source,) = found("helper")
    assert [path.name for path in source.headers] == ["helper.h"]
    assert "-O3" in source.flags


def test_what_nobody_mentions_is_not_found(found: Found):
    assert found("qxyz") == []


def test_who_uses_a_member_comes_before_who_uses_its_class(found: Found, tmp_path: Path):
    """And who mentions neither is not asked."""
    (tmp_path / "a.cpp").write_text('#include "grid.hpp"\nGrid<int> grid;\n')
    (tmp_path / "b.cpp").write_text(
        '#include "grid.hpp"\nint n(Grid<int> &g) { return g.sum(); }\n'
    )
    users = [source.path.name for source in found(f"{USERS_OF}Grid<>::sum")]
    assert users == ["b.cpp", "a.cpp"]
