"""What a campaign shows of itself."""

import csv
import json

from benchmarks.campaign.tables import as_csv, as_json, text
from benchmarks.generation import tables as generation
from tests.benchmarks.campaign.conftest import Made
from tests.benchmarks.campaign.test_folder import MANIFEST


def test_the_table_says_what_was_run_and_what_came_of_it(made: Made):
    """A line for each category and one for all of a suite; problems below."""
    other = made("b", [None]).model_copy(update={"category": "sort"})
    failed = other.model_copy(update={"name": "c", "report": None, "problem": "no workload."})
    shown = text(MANIFEST, [made("a", [4.0]), other, failed])
    assert shown.startswith("lessons, team builtin, serial; gcc 12, a processor; -O3")
    lines = {line.split("  ")[0]: line.split() for line in shown.splitlines()}
    assert lines["suite: scan"][2:5] == ["1", "100%", "100%"]
    assert lines["suite"][1] == "3"
    assert lines["suite"][7] == "1.59"
    assert "after each round: 1.59\nbest of n candidates: 1.59" in shown
    assert shown.endswith("c: no workload.")


def test_nothing_finished_is_told():
    assert text(MANIFEST, []) == "nothing is finished."


def test_csv_has_a_line_for_each_problem_and_repetition(made: Made):
    """With everything that a spreadsheet needs."""
    records = [made("a", [4.0]), made("a", [2.0], repetition=1)]
    lines = list(csv.DictReader(as_csv(records).splitlines()))
    assert [(line["name"], line["repetition"], line["speedup"]) for line in lines] == [
        ("a", "0", "4.0"),
        ("a", "1", "2.0"),
    ]


def test_json_has_the_measures_of_every_group(made: Made):
    """By their names."""
    found = json.loads(as_json([made("a", [4.0])]))
    assert found["suite"]["mean"] == 4.0
    assert found["suite"]["by_round"] == found["suite"]["best_of"] == [4.0]


def test_suspected_unit_tests_are_named(made: Made):
    """As the report of a run that wrote a function has them."""
    plain = made("a", [None])
    assert plain.report is not None
    report = plain.report.model_copy(update={"doubts": ("It may be wrong.",)})
    shown = generation.text(MANIFEST, [plain.model_copy(update={"report": report})])
    assert shown.endswith("suspected unit tests:\na: It may be wrong.")
