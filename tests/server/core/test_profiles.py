"""Profiles as values: names of functions, what they match, and Amdahl's law."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.core.errors import InputError
from lessonls.core.profiles import Cost, Profile, gain, hottest, limit, read_profile_lines, share_of
from lessonls.core.profiles.symbols import Symbol, symbol
from lessonls.core.target import Language, Parameter, Target


def target(name: str, *parameters: str, file: str = "/p/src/a.cpp", before: str = "") -> Target:
    return Target(
        path=Path(file),
        language=Language.C if file.endswith(".c") else Language.CPP,
        name=re.sub(r"<.*|.*::", "", name),
        qualified_name=name,
        returns="void",
        parameters=tuple(
            Parameter(name=one.split()[-1].strip("*&[]"), text=one) for one in parameters
        ),
        code="{}",
        before=before,
        after="",
        start=len(before),
        line=1,
        flags=(),
        directory=Path("/p"),
    )


def profile(*costs: tuple[str, float] | tuple[str, float, str]) -> Profile:
    return Profile("a test", tuple(Cost(cost[0], cost[1], *cost[2:]) for cost in costs))


@pytest.mark.parametrize(
    ("text", "path", "parameters"),
    [
        ("blur", ("blur",), None),
        ("next.constprop.0", ("next",), None),
        ("sum.isra.0.part.1", ("sum",), None),
        ("fib'2", ("fib",), None),
        ("linalg::gemm(double const*, int)", ("linalg", "gemm"), ("double const*", "int")),
        ("ns::f(int) [clone .isra.0] [clone .cold]", ("ns", "f"), ("int",)),
        ("ns::f(int) [clone ._omp_fn.0]", ("ns", "f"), ("int",)),
        ("(anonymous namespace)::f(std::pair<int, long>)", ("f",), ("std::pair<int, long>",)),
        ("ns::(anonymous namespace)::f", ("ns", "f"), None),
        (
            "double total<double>(std::vector<double, A<double> > const&)",
            ("total",),
            ("std::vector<double, A<double> > const&",),
        ),
        ("std::map<int, A>::const_iterator a::f<2>()", ("a", "f"), ()),
        ("Grid::scale(double) const", ("Grid", "scale"), ("double",)),
        ("Grid::scale(void (*)(int, int)) const &", ("Grid", "scale"), ("void (*)(int, int)",)),
        ("name[abi:cxx11](int)", ("name",), ("int",)),
    ],
)
def test_a_name_is_read_in_its_parts(
    text: str, path: tuple[str, ...], parameters: tuple[str, ...] | None
):
    """As perf, gprof and callgrind write names, without template arguments and suffixes."""
    assert symbol(text) == Symbol(path, parameters)


@pytest.mark.parametrize(
    "text",
    [
        "main::{lambda(double)#1}::operator()(double) const",
        "main::'lambda'(int)::operator()(int) const",
        "bool ns::operator!=<int>(A const&, A const&)",
        "operator new(unsigned long)",
        "f(int)::Local::g()",
        "memcpy@plt",
        "[unknown]",
        "0x00000000001090b0",
        "",
    ],
)
def test_what_no_function_is_called_is_left_alone(text: str):
    """Lambdas, operators, members of local classes, addresses."""
    assert symbol(text) is None


@given(st.text(alphabet="fn:<>(), ~*&'.[]{}0", max_size=60))
def test_any_text_may_be_a_name(text: str):
    """Nothing that a file may say raises anything."""
    found = symbol(text)
    assert found is None or all(found.path)


def test_instantiations_of_a_template_count_together():
    """A rewrite changes the template, and so all of them."""
    seen = profile(
        ("double total<double>(A<double> const&)", 0.3),
        ("float total<float>(A<float> const&) [clone .isra.0]", 0.2),
    )
    wanted = target("total<double>", "const A<T>& values")
    assert share_of(seen, wanted) == 0.5


def test_overloads_are_told_apart_by_their_parameters():
    """By their number, and by types that have only one name."""
    seen = profile(("f(double const*, int)", 0.4), ("f(float*, int)", 0.3), ("f(int)", 0.2))
    assert share_of(seen, target("f", "const double *x", "int n")) == 0.4
    assert share_of(seen, target("f", "float x[]", "signed n")) == 0.3
    assert share_of(seen, target("f", "int n")) == 0.2
    assert share_of(seen, target("f", "index_t n")) == 0.2
    assert share_of(seen, target("f")) == 0


def test_a_name_without_parameters_means_every_overload():
    """And it is said that the share may be another's."""
    overloads = [target("f", "double x"), target("f", "float x")]
    found = hottest(profile(("f", 0.4)), overloads)
    assert [(one.share, one.ambiguous) for one in found] == [(0.4, True), (0.4, True)]


def test_the_file_decides_between_functions_of_one_name():
    """Also when the program was built in another folder."""
    seen = profile(("mix", 0.4, "/build/one/mix.c"), ("mix", 0.1, "/build/two/mix.c"))
    one, two = target("mix", file="/p/one/mix.c"), target("mix", file="/p/two/mix.c")
    other = target("mix", file="/p/three/other.c")
    found = hottest(seen, [other, two, one])
    assert [(hot.target, hot.share, hot.ambiguous) for hot in found] == [
        (one, 0.4, False),
        (two, 0.1, False),
    ]
    assert [share_of(seen, each) for each in (one, two, other)] == [0.4, 0.1, 0.0]


def test_only_the_nearest_file_claims_a_cost():
    """A function of the same name that took no time gets none."""
    seen = profile(("mix", 0.4, "/build/one/mix.c"))
    one, two = target("mix", file="/p/one/mix.c"), target("mix", file="/p/two/mix.c")
    assert [hot.target for hot in hottest(seen, [two, one])] == [one]


def test_a_header_says_nothing_of_the_file():
    """The first instruction of a function may be one that was inlined from it."""
    seen = profile(("f(int)", 0.4, "/usr/include/c++/12/bits/stl_vector.h"))
    assert share_of(seen, target("f", "int n")) == 0.4


def test_a_name_of_c_is_not_taken_for_one_of_cpp():
    """Where the profiler writes parameters, a function of C is one without."""
    seen = profile(("mix(long, int)", 0.4), ("mix", 0.3))
    assert share_of(seen, target("mix", "long a", "int b")) == 0.4
    assert share_of(seen, target("mix", "long a", "int b", file="/p/mix.c")) == 0.3


def test_inline_namespaces_need_not_be_spelled():
    """Other namespaces must be the same."""
    seen = profile(("lib::v1::f(int)", 0.4))
    text = "namespace lib { inline namespace v1 {"
    assert share_of(seen, target("lib::f", "int n", before=text)) == 0.4
    assert share_of(seen, target("lib::f", "int n")) == 0
    assert share_of(seen, target("f", "int n")) == 0


def test_the_hottest_comes_first_with_its_gain():
    """What took no time is left out."""
    found = hottest(profile(("g", 0.2), ("f", 0.5)), [target("g"), target("h"), target("f")])
    assert [one.target.name for one in found] == ["f", "g"]
    assert found[0].gain == pytest.approx(1 / 0.75)
    assert found[0].limit == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("share", "speedup", "expected"),
    [(0.5, 2, 4 / 3), (0.0, 9, 1), (1.0, 3, 3), (0.9, 10, 1 / 0.19)],
)
def test_amdahl(share: float, speedup: float, expected: float):
    """The rest of the program stays as slow as it is."""
    assert gain(share, speedup) == pytest.approx(expected)


@given(st.floats(0, 1), st.floats(1, 1e6))
def test_no_gain_is_beyond_its_limit(share: float, speedup: float):
    """However fast the function gets."""
    assert 1 - 1e-9 <= gain(share, speedup) <= limit(share) * (1 + 1e-9)


GPROF = """Flat profile:
Each sample counts as 0.01 seconds.
  %   cumulative   self              self     total
 time   seconds   seconds    calls  us/call  us/call  name
"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not a profile"),
        ("int main() { return 0; }\n", "is not a profile"),
        (GPROF, "has no times"),
        (GPROF + " 99.00      0.00     0.00                             main\n", "has no times"),
        (GPROF + " 99.00      0.90     0.90                             _ZN1a1fEv\n", r"c\+\+filt"),
        ("# Samples: 7K of event 'cycles'\n", "has no times"),
        ("# callgrind format\nevents: Ir\nfn=(1)\n", "has no times"),
        ("# callgrind format\nevents: Ir\n1 2 3\n+x -5\n", "has no times"),
        ("Profile data file 'x'\nIr  file:function\n", "has no times"),
        (
            "Profile data file 'x'\n 10 (100%)  PROGRAM TOTALS\nIr  file:function\n---\n"
            " 10 (100%)  a.c:main\n 9 (90%)  a.c:f\n",
            "--inclusive",
        ),
    ],
)
def test_a_text_without_a_profile_is_refused_in_words(text: str, reason: str):
    """To be read after the name of the file."""
    with pytest.raises(InputError, match=reason):
        read_profile_lines(text.splitlines())


def test_of_several_events_the_one_with_most_samples_counts():
    """Shares of different events are no parts of one whole."""
    text = """# Samples: 12  of event 'cpu_atom/cycles/'
# Overhead  Symbol
    99.00%  [.] idle
# Samples: 4K of event 'cpu_core/cycles/'
# Overhead  Symbol
    60.00%  [.] hot::f
"""
    assert read_profile_lines(text.splitlines()).shares == {"hot::f": 0.6}


def test_frames_that_were_inlined_belong_to_the_function_around_them():
    """As in perf's own report."""
    text = """heat 7 1.5: 100 cycles:u:
\t 12 std::max (inlined)
\t 12 heat::step+0x10 (/bin/heat)
\t 90 main+0x3 (/bin/heat)

heat 7 1.6: 300 cycles:u:
\t 90 main+0x3 (/bin/heat)
"""
    found = read_profile_lines(text.splitlines())
    assert found.shares == {"main": 0.75, "heat::step": 0.25}


@pytest.mark.parametrize("line", ["1 " * 50_000, " " * 100_000 + "x", "a(" * 50_000, "<" * 99_999])
@pytest.mark.parametrize(
    "start", ["", GPROF, "# Overhead  Symbol\n", "# callgrind format\nfn=(1) ", "10.0%  [.] "]
)
def test_long_lines_of_nonsense_are_read_to_their_end(start: str, line: str):
    """A reader that goes back and forth in them would never come to one."""
    text = start + line + "\n" + line
    with suppress(InputError):
        assert read_profile_lines(text.splitlines()).by_name is not None
