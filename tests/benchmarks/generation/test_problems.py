"""Files of functions to be written, in the forms in which they are published."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generation import problems
from benchmarks.generation.evalplus import deserialized, rule_for
from benchmarks.generation.problems import Assignment, assignments
from lessonls.core.errors import InputError
from lessonls.core.target import Language, Task
from lessonls_sandbox.python.run import Inputs, Result, Text, examined
from tests.benchmarks.generation import made

CHECKED = {
    "task_id": "HumanEval/7",
    "prompt": 'def twice(x):\n    """Twice x."""\n',
    "entry_point": "twice",
    "canonical_solution": "    return 2 * x\n",
    "test": "def check(candidate):\n    assert candidate(2) == 4\n",
}
COMPARED = {
    key: value for key, value in CHECKED.items() if key != "test"
} | {"task_id": "Mbpp/3", "base_input": [[1], [2]], "plus_input": [[3]], "atol": 1e-6}  # fmt: skip
NATIVE = {
    "name": "HumanEval_7_twice",
    "language": "cpp",
    "prompt": "#include<assert.h>\n#include<vector>\n// Twice x.\nlong twice(long x) {\n",
    "tests": "}\nint main() {\n    auto candidate = twice;\n    assert(candidate(2) == (4));\n}\n",
    "stop_tokens": ["\n}"],
}


def read(path: Path, *rows: Mapping[str, Any], only: str = "") -> list[Assignment]:
    path.write_text("\n".join(map(json.dumps, rows)) + "\n")
    return assignments(path, only, None)


def test_a_problem_of_humaneval_has_a_program_as_its_hidden_test(tmp_path: Path):
    (found,) = read(tmp_path / "HumanEval.jsonl", CHECKED)
    assert (found.subject.suite, found.subject.name) == ("HumanEval", "HumanEval/7")
    target = found.subject.cut(tmp_path)
    assert (target.name, target.code, target.task) == ("twice", CHECKED["prompt"], Task.IMPLEMENT)
    assert target.language is found.language is Language.PYTHON
    assert found.hidden.plus is None
    assert isinstance(found.hidden.base, Text)
    assert passes(found.hidden.solution, found.hidden.base)
    assert not passes("def twice(x): return x", found.hidden.base)


def passes(code: str, test: Text | Inputs) -> bool:
    found: Result = examined(code, "twice", test, seconds=20.0)
    return found.passed


def test_a_problem_of_evalplus_is_compared_with_its_solution(tmp_path: Path):
    (found,) = read(tmp_path / "MbppPlus.jsonl", COMPARED)
    base, plus = found.hidden.base, found.hidden.plus
    assert isinstance(base, Inputs)
    assert plus is not None
    assert (base.inputs, plus.inputs) == ([[1], [2]], [[3]])
    assert base.tolerance == 1e-6
    assert found.hidden.solution == CHECKED["prompt"] + CHECKED["canonical_solution"]


def test_a_problem_of_multipl_e_is_a_stub_in_c_or_cpp(tmp_path: Path):
    (found,) = read(tmp_path / "humaneval-cpp.json", NATIVE)
    target = found.subject.cut(tmp_path)
    assert found.language is Language.CPP
    assert (target.name, target.language, target.task) == ("twice", Language.CPP, Task.IMPLEMENT)
    assert target.code.replace("\n", "") == "long twice(long x) {}"
    assert "// Twice x." in target.before
    assert isinstance(found.hidden.base, Text)
    assert found.hidden.base.text == (
        "{\n    auto candidate = twice;\n    assert(candidate(2) == (4));\n}"
    )


def test_files_may_be_compressed_or_one_list_and_names_choose(tmp_path: Path):
    lines = "\n".join(json.dumps(one) for one in (CHECKED, COMPARED)).encode()
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(lines))
    (tmp_path / "list.json").write_text(json.dumps([CHECKED, COMPARED]))
    for name in ("packed.jsonl.gz", "list.json"):
        assert len(assignments(tmp_path / name, "", None)) == 2
        assert len(assignments(tmp_path / name, "", 1)) == 1
        (found,) = assignments(tmp_path / name, "Mbpp", None)
        assert found.subject.name == "Mbpp/3"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"task_id": "a"}, "is no list of problems: number 2: prompt: Field required"),
        ({**CHECKED, "test": ""}, "“HumanEval/7” has no tests that can be run"),
        ({**NATIVE, "tests": "}"}, "“HumanEval_7_twice” has no tests that can be run"),
        ({**NATIVE, "language": "rs"}, "is in rs, not in C or C++"),
    ],
)
def test_what_is_no_problem_is_named(tmp_path: Path, row: Mapping[str, Any], said: str):
    with pytest.raises(InputError, match=said):
        read(tmp_path / "some.jsonl", CHECKED, row)


def test_a_file_that_is_none_is_named(tmp_path: Path):
    (tmp_path / "text.jsonl").write_text("no JSON")
    with pytest.raises(InputError, match="text is not JSON Lines"):
        assignments(tmp_path / "text.jsonl", "", None)
    with pytest.raises(InputError, match="cannot be read: No such file"):
        assignments(tmp_path / "nowhere.jsonl", "", None)


def test_a_file_that_candidates_could_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What the system's folders hold is in the sandbox, too."""
    monkeypatch.setattr(problems, "SYSTEM", (str(tmp_path),))
    with pytest.raises(InputError, match=r"Candidates could read .* copy it elsewhere"):
        read(tmp_path / "HumanEval.jsonl", CHECKED)


def test_humanevals_problems_come_with_a_package():
    found = assignments(None, "", None)
    assert len(found) == 164
    assert found[0].subject.name == "HumanEval/0"


TYPES: list[tuple[str, list[Any], list[Any]]] = [
    ("Mbpp/2", [[1, 2], [3]], [(1, 2), (3,)]),
    ("Mbpp/63", [[[1, 2], [3]]], [[(1, 2), (3,)]]),
    ("Mbpp/75", [[[1, 2]], 3], [[(1, 2)], 3]),
    ("Mbpp/106", [[1], [2]], [[1], (2,)]),
    ("Mbpp/115", [[[1, 2], []]], [[{1, 2}, {}]]),
    ("Mbpp/124", ["1", "1j"], [1.0, 1j]),
    ("Mbpp/252", ["1+1j"], [1 + 1j]),
    ("Mbpp/307", [[1], 2, 3], [(1,), 2, 3]),
    ("Mbpp/401", [[[1], [2]]], [((1,), (2,))]),
    ("Mbpp/278", [[1, [2]]], [(1, (2,))]),
    ("Mbpp/580", [[1, [2, [3]]]], [(1, (2, (3,)))]),
    ("Mbpp/722", [{"a": [1]}, 2], [{"a": (1,)}, 2]),
    ("Mbpp/1", [[1]], [[1]]),
    ("HumanEval/2", [[1]], [[1]]),
]


@pytest.mark.parametrize(("task", "arguments", "made_of_it"), TYPES)
def test_arguments_get_the_types_that_json_does_not_have(
    task: str, arguments: list[Any], made_of_it: list[Any]
):
    (found,) = deserialized(task, [arguments])
    assert list(found) == made_of_it
    assert [type(one) for one in found] == [type(one) for one in made_of_it]


@pytest.mark.parametrize(
    ("task", "function", "arguments", "came", "expected", "right"),
    [
        ("HumanEval/32", "find_zero", [[-4.0, 2.0]], 2.0, None, True),
        ("HumanEval/32", "find_zero", [[-4.0, 2.0]], 2.1, None, False),
        ("Mbpp/2", "similar_elements", [], [2, 1], [1, 2], True),
        ("Mbpp/2", "similar_elements", [], [2], [1, 2], False),
        ("Mbpp/434", "text_match_three", [], "found", True, True),
        ("Mbpp/434", "text_match_three", [], None, True, False),
        ("Mbpp/295", "sum_div", [], 0, 5, True),
        ("Mbpp/295", "sum_div", [], 1, 5, False),
        ("Mbpp/581", "surface_Area", [3, 4], 34, 33, False),
        ("Mbpp/581", "surface_Area", [3, 4], 35, 33, True),
        ("Mbpp/558", "digit_distance_nums", [12, 345], 9, 1, True),
        ("Mbpp/558", "digit_distance_nums", [12, 345], 2, 1, False),
    ],
)
def test_single_problems_have_rules_of_their_own(
    task: str, function: str, arguments: list[Any], came: Any, expected: Any, *, right: bool
):
    names: dict[str, Any] = {}
    exec(rule_for(task, function), names)  # noqa: S102 - a text of ours
    assert names["accepts"](arguments, came, expected, 1e-6) is right


def test_other_problems_have_the_common_rule():
    assert rule_for("HumanEval/1", "similar_elements") == ""
    assert rule_for("Mbpp/1", "find_zero") == ""


def test_the_hundred_made_problems_can_be_read(tmp_path: Path):
    found = assignments(made.written(tmp_path / "made.jsonl", made.entries()), "", None)
    assert len({one.subject.name for one in found}) == 100
