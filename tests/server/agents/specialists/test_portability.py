"""Passes keep away from projects that are also built where what they rely on is not."""

import pytest

from lessonls.agents.specialists.portability import lacking
from lessonls.agents.specialists.recipes import Need
from lessonls.agents.specialists.team import SPECIALISTS
from lessonls.core.circumstances import Circumstances
from lessonls.core.lesson import Brief
from lessonls.core.target import Mode
from lessonls.fakes import example_target

SUM = """double total(const double *x, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += x[i];
    return sum;
}
"""
CLONES = "target_clones"
OLDER = Circumstances(enabled=("sse2",), more=("avx2",))
WIDE = Circumstances(enabled=("avx2", "avx512f"))


def brief(
    before: str = "", flags: tuple[str, ...] = ("-O2",), known: Circumstances = WIDE
) -> Brief:
    target = example_target(SUM).model_copy(update={"before": before, "flags": flags})
    return Brief(target=target, mode=Mode.SERIAL, round=0, start=SUM, circumstances=known)


def proposed(seen: Brief) -> str:
    """Everything that the team makes of the function."""
    return "".join(v.code for one in SPECIALISTS for v in one.variants(seen, seen.start))


@pytest.mark.parametrize(
    ("seen", "absent"),
    [
        (brief(), {Need.CLONES}),
        (brief("#ifdef __clang__\n#endif\n"), {Need.GCC, Need.CLONES}),
        (brief("#if defined(_MSC_VER)\n#endif\n"), set(Need) - {Need.AVX512}),
        (brief(flags=("-stdlib=libc++",)), {Need.LIBSTDCXX, Need.CLONES}),
        (
            brief(known=Circumstances(enabled=("avx2",), more=("avx512f",))),
            {Need.AVX512, Need.CLONES},
        ),
        (brief(known=Circumstances(more=("avx2", "avx512f"), portable=False)), set[Need]()),
        (brief("#ifdef _WIN32\n#endif\n", known=OLDER), {Need.AVX512, Need.CLONES}),
        (brief(known=OLDER), {Need.AVX512}),
    ],
    ids=[
        "gcc alone",
        "clang too",
        "msvc too",
        "another library",
        "portable",
        "this processor",
        "windows too",
        "older processors",
    ],
)
def test_what_a_project_lacks_is_read_from_its_file_and_flags(
    seen: Brief, absent: set[Need]
) -> None:
    """Macros of other compilers, the library, and the instruction sets that may be used."""
    assert lacking(seen) == absent


def test_attributes_of_gcc_are_only_for_projects_of_gcc() -> None:
    """The same function in a file that clang compiles, too, gets none."""
    assert "__attribute__" in proposed(brief())
    elsewhere = proposed(brief("#ifdef __clang__\n#endif\n"))
    assert "__attribute__" not in elsewhere
    assert "#pragma GCC" not in elsewhere
    assert elsewhere


def test_wide_vectors_are_for_processors_that_have_them() -> None:
    assert "prefer-vector-width=512" in proposed(brief())
    assert "prefer-vector-width=512" not in proposed(brief(known=Circumstances()))


def test_functions_get_a_version_for_newer_processors_where_the_flags_are_for_all() -> None:
    """But only where this processor is one on which it can be tested."""
    assert CLONES in proposed(brief(known=Circumstances(more=("avx2",))))
    assert CLONES not in proposed(brief(known=Circumstances(enabled=("avx2",), more=("avx512f",))))
    assert CLONES not in proposed(brief(known=Circumstances(enabled=("sse2",))))
