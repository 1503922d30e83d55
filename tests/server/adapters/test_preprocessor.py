"""What the real preprocessor says of files with headers, macros and conditionals."""

from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileFlags
from lessonls.adapters.preprocessor import Preprocessor
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import TargetError
from lessonls.core.reading.candidate import CandidateProblem, extract_function
from lessonls.core.target import Language, Target

HEADER = """\
#if defined(_WIN32)
#  define SCAN_API __declspec(dllexport)
#elif defined(__GNUC__)
#  define SCAN_API __attribute__((visibility("default")))
#endif
#define FOR_EACH(i, n) for (int i = 0; i < (n); ++i)
"""
SOURCE = """\
#include "scan.h"
#define NONNULL __attribute__((nonnull))
#ifdef WIDE
SCAN_API long NONNULL sum(const int *a, int n);
long sum(const int *a, int n) { return a[n]; }
#else
SCAN_API int NONNULL sum(const int *a, int n) {
  int s = 0;
#ifdef UNROLL
  FOR_EACH(i, n / 2) { s += a[2 * i] + a[2 * i + 1]; }
#else
  FOR_EACH(i, n) { s += a[i]; }
#endif
  return s;
}
#endif
"""


def found(folder: Path, *flags: str) -> Target:
    (folder / "scan.h").write_text(HEADER)
    path = folder / "scan.c"
    path.write_text(SOURCE)
    finder = TreeSitterFinder(
        lambda _path, _language: CompileFlags(flags, folder, Language.C), Preprocessor()
    )
    return finder.named(path, SOURCE, "sum")


def test_macros_of_headers_and_branches_are_known(tmp_path: Path) -> None:
    target = found(tmp_path)
    assert target.returns == "int"
    assert target.code.startswith("SCAN_API int NONNULL sum(const int *a, int n) {\n  int s")
    assert found(tmp_path, "-DWIDE").returns == "long"


def test_a_rewrite_keeps_what_is_compiled_elsewhere_only(tmp_path: Path) -> None:
    target = found(tmp_path)
    better = target.code.replace("s += a[i];", "s = s + a[i];")
    assert extract_function(better, target) == better
    start, end = better.index("#ifdef UNROLL"), better.index("#else\n  FOR")
    shorter = better[:start] + better[end + len("#else\n") :].replace(
        "#endif\n  return", "  return"
    )
    with pytest.raises(CandidateProblem, match="not compiled here"):
        extract_function(shorter, target)


def test_what_a_macro_hides_is_checked_all_the_same(tmp_path: Path) -> None:
    target = found(tmp_path)
    sly = target.code.replace("FOR_EACH(i, n)", 'FOR_EACH(i, (system("true"), n))')
    with pytest.raises(CandidateProblem, match="system"):
        extract_function(sly, target)


def test_a_changed_header_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "scan.h").write_text(
        "#define SCAN_API static\n#define FOR_EACH(i, n) while (n-- > 0)\n"
    )
    path = tmp_path / "scan.c"
    asked = Preprocessor()
    flags = CompileFlags((), tmp_path, Language.C)
    before = asked(path, SOURCE, Language.C, flags)
    (tmp_path / "scan.h").write_text(HEADER + "\n")
    assert asked(path, SOURCE, Language.C, flags) != before


def test_flags_that_the_compiler_does_not_know_hide_nothing(tmp_path: Path) -> None:
    (tmp_path / "scan.h").write_text(HEADER)
    asked = Preprocessor()
    unknown = CompileFlags(("-fno-such-flag", "-std=c98765"), tmp_path, Language.C)
    plain = CompileFlags((), tmp_path, Language.C)
    answers = [asked(tmp_path / "scan.c", SOURCE, Language.C, one) for one in (unknown, plain)]
    assert answers[0] == answers[1]
    assert answers[0].macros


def test_headers_that_are_not_found_hold_nothing_up(tmp_path: Path) -> None:
    text = '#include "deep/generated.h"\n#include <lost.h>\n' + SOURCE
    (tmp_path / "scan.h").write_text(HEADER)
    known = Preprocessor()(
        tmp_path / "a.c", text, Language.C, CompileFlags((), tmp_path, Language.C)
    )
    assert {use.name for use in known.macros} == {"FOR_EACH", "NONNULL", "SCAN_API"}


def test_a_header_that_is_not_found_is_named_where_a_text_cannot_be_read(tmp_path: Path) -> None:
    text = '#include "gone/parts.h"\nPART_INLINE\nint f(int a) { return a; }\n'
    finder = TreeSitterFinder(
        lambda _path, language: CompileFlags((), tmp_path, language), Preprocessor()
    )
    with pytest.raises(TargetError, match=r"; gone/parts\.h, which is included, was not found"):
        finder.named(tmp_path / "a.c", text, "f")


def test_classes_that_a_header_exports_by_a_macro_are_known(tmp_path: Path) -> None:
    """The source never says the macro's name, so that nothing it says makes it known."""
    (tmp_path / "tree.h").write_text(
        '#define API __attribute__((visibility("default")))\n'
        "namespace tree { class API Node { public: int depth() const; Node *up; }; }\n"
    )
    text = '#include "tree.h"\nint tree::Node::depth() const { return up ? 1 + up->depth() : 0; }\n'
    finder = TreeSitterFinder(
        lambda _path, language: CompileFlags((), tmp_path, language), Preprocessor()
    )
    assert finder.named(tmp_path / "tree.cpp", text, "depth").qualified_name == "tree::Node::depth"
