"""The corpus of functions to optimize: what every file of it promises to the benchmarks."""

import re
from collections import Counter
from pathlib import Path

import pytest

import benchmarks
from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.target import Language

KERNELS = Path(benchmarks.__file__).parent / "kernels"
SOURCES = sorted(KERNELS.glob("*.c*"))
KINDS = {
    "Dense linear algebra",
    "FFT",
    "Geometry",
    "Graph",
    "Histogram",
    "Reduce",
    "Scan",
    "Search",
    "Sort",
    "Sparse linear algebra",
    "Stencil",
    "Transform",
    "Solver",
    "Data mining",
    "Dynamic programming",
    "Strings",
    "Parsing",
    "Hashing",
    "Simulation",
    "Audio",
    "Image",
    "Tables",
}
FINDER = TreeSitterFinder(CompileCommands())


def kind(path: Path) -> str:
    """What stands before the colon in the first line."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    found = re.fullmatch(r"(?:// ([^:]+): .+\.|/\* ([^:]+): .+\. \*/)", first)
    return (found[1] or found[2]) if found else ""


@pytest.mark.parametrize("path", SOURCES, ids=[path.stem for path in SOURCES])
def test_a_kernel_has_one_target_that_is_called_like_its_file(path: Path):
    source = path.read_text(encoding="utf-8")
    (target,) = FINDER.all(path, source)
    assert target.name == path.stem
    assert FINDER.named(path, source, path.stem) == target


@pytest.mark.parametrize("path", SOURCES, ids=[path.stem for path in SOURCES])
def test_a_kernel_says_in_its_first_line_of_which_kind_it_is(path: Path):
    assert kind(path) in KINDS


def test_the_corpus_has_at_least_forty_kernels_of_every_kind_and_both_languages():
    assert len(SOURCES) >= 40
    assert {kind(path) for path in SOURCES} == KINDS
    languages = Counter(path.suffix for path in SOURCES)
    assert languages.keys() == {".c", ".cpp"}
    assert min(languages.values()) >= 20


def test_no_two_kernels_share_a_name():
    names = Counter(path.stem for path in SOURCES)
    assert [name for name, count in names.items() if count > 1] == []


def test_files_in_c_are_read_as_c_and_the_others_as_cpp():
    for path in SOURCES:
        (target,) = FINDER.all(path, path.read_text(encoding="utf-8"))
        assert target.language is (Language.C if path.suffix == ".c" else Language.CPP)
