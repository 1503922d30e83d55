"""Text that notes which of its blocks run."""

from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.probes import Probed, probed

STATEMENTS = """int f(int n, int *p) {
    int s = 0;
    if (n < 0) return -1;
    for (int i = 0; i < n; ++i)
        if (p[i] > 3)
            s += p[i];
        else if (p[i] == 2)
            s--;
        else {
            s++;
        }
    switch (n) {
    case 1: s = 2; break;
    case 2:
    case 3: { s = 4; } break;
    default: s += 1;
    }
    do s++; while (s < 3);
    if (s == 77)
        goto end;
    s *= 2;
end:
    return s;
}
"""


def with_probes(folder: Path, source: str) -> Probed:
    path = folder / "code.c"
    path.write_text(source, encoding="utf-8")
    found = probed(TreeSitterFinder(CompileCommands()).named(path, source, "f"))
    assert found is not None
    return found


def test_every_stretch_that_may_run_alone_has_a_probe_of_its_own(tmp_path: Path):
    code = with_probes(tmp_path, STATEMENTS).code
    for place in ("{ %sreturn -1; }", "{ %ss += p[i]; }", "else { %ss++;", "case 1: %ss = 2;"):
        before, after = place.split("%s")
        assert f"{before}lessonls_gate->hits[" in code.replace("\n            ", " ")
        assert f"= 1; {after}" in code.replace("\n            ", " ")
    assert "end:\n    lessonls_gate->hits[" in code
    assert "switch (n) {\n    case 1:" in code
    assert "else if (p[i] == 2)" in code


def test_lines_are_those_of_statements_that_never_ran(tmp_path: Path):
    found = with_probes(tmp_path, STATEMENTS)
    everything = frozenset(range(len(found.lines)))
    assert found.unreached(everything) == []
    jump = next(at for at, lines in enumerate(found.lines) if lines == frozenset({20}))
    assert found.unreached(everything - {jump}) == [20]
    early = next(at for at, lines in enumerate(found.lines) if lines == frozenset({3}))
    assert found.unreached(everything - {early}) == []  # a part of a line that ran


@pytest.mark.parametrize("keyword", ["if (n)", "while (n--)", "for (; n > 0; --n)"])
def test_bodies_without_braces_get_them(tmp_path: Path, keyword: str):
    code = with_probes(tmp_path, f"int f(int n) {{ {keyword} n -= 2; return n; }}\n").code
    assert f"{keyword} {{ lessonls_gate->hits[1] = 1; n -= 2; }}" in code


def test_branches_that_the_compiler_does_not_see_have_none(tmp_path: Path):
    source = "int f(int n) {\n    n += 1;\n#if 0\n    { n = 3; }\n#endif\n    return n;\n}\n"
    assert "n = 3; }" in with_probes(tmp_path, source).code
    assert 4 not in frozenset[int]().union(*with_probes(tmp_path, source).lines)


def test_arguments_that_are_numbers_are_noted(tmp_path: Path):
    source = (
        "#include <stddef.h>\nint f(const unsigned char *p, size_t n, unsigned k, double x[3]) {\n"
        "    return p[n] + (int)k + (int)x[0];\n}\n"
    )
    found = with_probes(tmp_path, source)
    assert found.arguments == ("n", "k")
    noted = "lessonls_gate->seen[0] = n; lessonls_gate->seen[1] = k; lessonls_gate->hits[0] = 1;"
    assert f"{noted} return p[n]" in found.code
