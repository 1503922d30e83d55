"""Real recordings of one small program, and files that are none.

The program is in profiles/src, and the recordings beside it were made with perf 6.1, gprof of
binutils 2.40 and valgrind 3.19 on x86-64 Linux. perf sampled by the clock (-e cpu-clock), as in
virtual machines without counters.
"""

from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import default_flags
from lessonls.adapters.profiles import MOST_FILES, read_profile, source_files
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import InputError
from lessonls.core.profiles import HotFunction, hottest, share_of
from lessonls.core.target import Target

RECORDED = Path(__file__).parent / "profiles"

Place = tuple[str, int]
STEP, BLEND, FLOATS, TOTAL = (
    ("heat::step", 10),
    ("heat::blend", 18),
    ("heat::blend", 24),
    ("heat::total<double>", 30),
)
SCALE = ("heat::Grid::scale", 46)
SWEEP, LARGEST, MIX = ("heat::sweep", 52), ("heat::largest", 59), ("mix", 69)
C_NEXT, C_MIX, COLLATZ, SQUARES = ("next", 3), ("mix", 7), ("collatz", 13), ("squares", 20)


def targets() -> list[Target]:
    finder = TreeSitterFinder(default_flags)
    files = source_files([RECORDED / "src"])
    return [one for path in files for one in finder.all(path, path.read_text())]


def found(recording: str) -> dict[Place, HotFunction]:
    hot = hottest(read_profile(RECORDED / recording), targets())
    return {(one.target.qualified_name, one.target.line): one for one in hot}


def shares(recording: str) -> dict[Place, float]:
    return {place: round(one.share, 3) for place, one in found(recording).items()}


def test_callgrind_tells_every_function_apart():
    """valgrind --tool=callgrind: static functions of one name by their files, clones, and the
    part of a function that OpenMP's threads run.
    """
    assert shares("callgrind.out") == {
        STEP: 0.137,
        SWEEP: 0.107,
        BLEND: 0.107,
        C_MIX: 0.107,
        FLOATS: 0.092,
        LARGEST: 0.092,
        SCALE: 0.084,
        MIX: 0.077,
        TOTAL: 0.065,
        C_NEXT: 0.027,
        COLLATZ: 0.023,
        SQUARES: 0.0,
    }
    assert not any(one.ambiguous for one in found("callgrind.out").values())


def test_what_callgrind_annotate_prints_says_the_same():
    """callgrind_annotate --auto=no, which leaves out what is below its threshold."""
    whole = shares("callgrind.out")
    assert shares("callgrind-annotate.txt") == {
        place: share for place, share in whole.items() if place != SQUARES
    }


def test_callgrind_may_count_by_instruction_and_jump():
    """valgrind --tool=callgrind --dump-instr=yes --collect-jumps=yes, of squares alone."""
    found_shares = shares("callgrind-instructions.out")
    assert found_shares == {C_MIX: 1.0, SQUARES: 0.0}


def test_a_report_of_perf_names_functions_without_parameters():
    """perf report --stdio --no-children: overloads are one name, and share its time."""
    seen = found("perf-report.txt")
    assert {place for place, one in seen.items() if one.ambiguous} == {BLEND, FLOATS, MIX, C_MIX}
    assert seen[BLEND].share == seen[FLOATS].share
    assert {STEP, TOTAL, SWEEP, LARGEST, COLLATZ, C_NEXT} <= seen.keys()


def test_a_report_of_perf_through_cppfilt_names_parameters():
    """perf report --stdio --no-children --no-demangle | c++filt: nothing is ambiguous."""
    seen = found("perf-report-parameters.txt")
    together = found("perf-report.txt")
    assert not any(one.ambiguous for one in seen.values())
    assert seen[BLEND].share + seen[FLOATS].share == pytest.approx(together[BLEND].share)
    assert seen[MIX].share + seen[C_MIX].share == pytest.approx(together[MIX].share)


@pytest.mark.parametrize("recording", ["perf-report-children.txt", "perf-script-chains.txt"])
def test_call_chains_are_not_counted_twice(recording: str):
    """perf record -g: a function's own time, not that of what it calls."""
    profile = read_profile(RECORDED / recording)
    assert sum(profile.shares.values()) == pytest.approx(1.0, abs=0.001)
    assert profile.shares.get("main", 0.0) < 0.1


def test_samples_of_perf_are_counted():
    """perf script, without call chains."""
    seen = shares("perf-script.txt")
    assert {STEP, BLEND, FLOATS, TOTAL, SWEEP, LARGEST, MIX, C_MIX, COLLATZ} <= seen.keys()


@pytest.mark.parametrize("recording", ["gprof.txt", "gprof-lines.txt"])
def test_the_flat_profile_of_gprof_is_read(recording: str):
    """gprof, with its call graph and explanations, and gprof -b -p -l, with a row a line."""
    seen = shares(recording)
    assert {STEP, BLEND, FLOATS, TOTAL, C_MIX, C_NEXT} <= seen.keys()
    assert all(0 < share < 0.5 for share in seen.values())


def test_gprof_sees_clones_by_line_only():
    """Else it gives their time to the function before them: here, to a lambda."""
    assert LARGEST not in shares("gprof.txt")
    assert LARGEST in shares("gprof-lines.txt")


def test_the_share_of_one_function_is_what_the_list_says():
    """Where nothing is ambiguous, one question or all at once are the same."""
    profile = read_profile(RECORDED / "callgrind.out")
    for one in hottest(profile, targets()):
        assert share_of(profile, one.target) == one.share


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PERFILE2h\0\0\0", "is binary: perf report --stdio --no-children -i"),
        (b"gmon\1\0\0\0", "is binary: gprof PROGRAM"),
        (b"\x7fELF\0\0", "is a binary file"),
        (b"", "is not a profile"),
        (b"\xff\xfe\xfd" * 1000, "is not a profile"),
        (b"x" * 300_000, "is not a profile"),
    ],
)
def test_what_is_no_profile_is_refused_in_one_sentence(tmp_path: Path, content: bytes, reason: str):
    """With what to do where that is known."""
    file = tmp_path / "profile"
    file.write_bytes(content)
    with pytest.raises(InputError, match=reason) as refused:
        read_profile(file)
    assert str(refused.value).startswith(str(file))
    assert "\n" not in str(refused.value)


def test_a_profile_has_to_be_a_file(tmp_path: Path):
    """Neither missing nor a folder."""
    with pytest.raises(InputError, match="does not exist"):
        read_profile(tmp_path / "none")
    with pytest.raises(InputError, match="not a regular file"):
        read_profile(tmp_path)


def test_a_profile_that_is_too_large_is_not_read(tmp_path: Path):
    """A sparse file of gigabytes is answered at once."""
    file = tmp_path / "large"
    with file.open("wb") as out:
        out.truncate(1 << 32)
    with pytest.raises(InputError, match="larger than 256 MB"):
        read_profile(file)


def test_sources_are_the_programs_own(tmp_path: Path):
    """Not what is hidden, built, or other people's, unless that is what was asked for."""
    for name in ("b.cpp", "a/x.c", "a/x.py", ".git/x.c", "build/x.c", "build-debug/x.c"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "v.h").touch()
    (tmp_path / "again").symlink_to(tmp_path)
    assert source_files([tmp_path]) == [tmp_path / "b.cpp", tmp_path / "a" / "x.c"]
    assert source_files([tmp_path / "vendor"]) == [tmp_path / "vendor" / "v.h"]
    assert source_files([tmp_path / "b.cpp", tmp_path / "b.cpp"]) == [tmp_path / "b.cpp"]
    with pytest.raises(InputError, match="does not exist"):
        source_files([tmp_path / "none"])


def test_a_folder_with_too_many_sources_is_refused(tmp_path: Path):
    """Half of an answer would mislead."""
    for number in range(MOST_FILES // 200 + 1):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name in range(200):
            (folder / f"{name}.c").touch()
    with pytest.raises(InputError, match="choose a smaller folder"):
        source_files([tmp_path])
