"""Unit tests that the user keeps with the code: `.lessonls/workloads/<function>.tests.c` or `.cpp`,
or any file that they name.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from lessonls.adapters.workload_files import read_text, workload_file, write_text
from lessonls.core.errors import InputError
from lessonls.core.reading.test_pieces import separate
from lessonls.core.target import Language, Target
from lessonls.core.unit_tests import Origin, UnitTest

_HEADING = """\
// Unit tests of {name} for “lessonls implement”, which takes them from here while this file exists.
// Each statement, block or function without parameters that calls {name} is a test; what else
// there is are helpers. Edit, add and delete what you like. Yours count twice: they stand up here.

"""
_TEAM = "// ---- written by the team ----"
_MARK = re.compile(rf"^{re.escape(_TEAM)}\s*$", re.MULTILINE)


def unit_test_file(target: Target) -> Path:
    """Where the target's tests are kept."""
    suffix = ".tests.c" if target.language is Language.C else ".tests.cpp"
    return workload_file(target).with_suffix(suffix)


def kept_unit_tests(target: Target) -> Sequence[UnitTest]:
    """Those in that file; none without one. Raises WorkloadError for one that cannot be read."""
    text = read_text(unit_test_file(target))
    if text is None:
        return ()
    mark = _MARK.search(text)
    yours = set(separate(text[: mark.start()] if mark else text, target.name, target.language))
    return [
        UnitTest(code=code, origin=Origin.USER if code in yours else Origin.TEAM)
        for code in separate(text, target.name, target.language)
    ]


def write_unit_tests(target: Target, tests: Sequence[UnitTest]) -> Path:
    """Keeps the team's tests for the user to read and edit, if there are none; where that is."""
    path = unit_test_file(target)
    if path.exists():
        return path
    written = [test.code for test in tests if test.origin is Origin.TEAM]
    heading = _HEADING.format(name=target.name)
    return write_text(path, "\n".join([f"{heading}{_TEAM}", *written, ""]))


def unit_tests_in(path: Path, text: str, target: Target) -> Sequence[UnitTest]:
    """The tests in a file of the user's. Raises InputError if none of it calls the function."""
    found = separate(text, target.name, target.language)
    if not found:
        raise InputError(
            f"{path} has no test of {target.name}: write statements such as"
            f" `assert({target.name}(...) == ...);`, or functions without parameters that call it."
        )
    return [UnitTest(code=code, origin=Origin.USER) for code in found]
