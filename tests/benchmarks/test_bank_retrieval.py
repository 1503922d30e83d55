"""The figures on retrieval."""

import asyncio
import json
from pathlib import Path

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from benchmarks.retrieval import Figures, PlainWords, chance, figures, main

SUM = "double f(double* a, int n) { double t = 0; while (n--) t += a[n]; return t; }"
FIND = "int g(const char* s) { while (*s) { if (*s == 32) return 1; ++s; } return 0; }"
CODES = {
    "a1": ("sum", SUM),
    "a2": ("sum", SUM.replace("n", "m")),
    "b1": ("find", FIND),
    "b2": ("find", FIND.replace("32", "9")),
}


def test_what_stands_first_counts():
    """Each function asks for the others, never for itself."""
    closeness = np.array([[9.0, 1, 2, 3], [3, 9, 2, 1], [1, 2, 9, 3], [1, 2, 3, 9]])
    found = figures(closeness, ["x", "x", "y", "y"])
    assert found[0] == Figures(first=False, three=1 / 3, reciprocal=1 / 3)
    assert found[1] == Figures(first=True, three=1 / 3, reciprocal=1.0)


def test_chance_is_what_all_orders_give_on_average():
    """One right answer among three stands at each rank as often."""
    (first, *_) = chance(["x", "x", "y", "z"])
    assert first.first == pytest.approx(1 / 3)
    assert first.reciprocal == pytest.approx((1 + 1 / 2 + 1 / 3) / 3)
    assert chance(["x", "x", "x"])[0].reciprocal == pytest.approx(1.0)


def test_the_vectors_of_before_are_as_they_were():
    """Words without the common ones, cut to their stems."""
    one, same, other = asyncio.run(PlainWords().embed(["loops blocked", "the block loop", "sort"]))
    assert np.dot(one, same) == pytest.approx(1.0)
    assert np.dot(one, other) == pytest.approx(0.0)


def test_the_table_has_every_type_of_problem(tmp_path: Path):
    """From problem lists as they come."""
    listed = [
        {"name": name, "problem_type": kind, "src_code": code}
        for name, (kind, code) in CODES.items()
    ]
    (tmp_path / "list.json").write_text(json.dumps(listed))
    app = typer.Typer()
    app.command()(main)
    result = CliRunner().invoke(app, ["--data", str(tmp_path)])
    assert result.exit_code == 0
    assert {"chance", "sum", "find"} <= set(result.output.split())
