"""Values of one of several types."""

import pytest

from lessonls.core.verdict import VerdictKind
from tests.server.adapters.judge.conftest import OpenBench

pytestmark = pytest.mark.xdist_group("judge_variants")

VALUES = """#include <optional>
#include <string>
#include <variant>
#include <vector>
using Value = std::variant<std::monostate, short, std::string, std::vector<double>>;
void doubled(Value &value) {
    if (short *number = std::get_if<short>(&value)) *number = *number * 2 % 1000;
    else if (std::string *text = std::get_if<std::string>(&value)) *text += *text;
}
struct Cell { Value value; std::optional<std::variant<int, float>> extra; int row; };
double summed(std::vector<Cell> cells) {
    double sum = 0;
    for (const Cell &cell : cells) {
        if (const auto *list = std::get_if<std::vector<double>>(&cell.value))
            for (double number : *list) sum += number;
        if (cell.extra && cell.extra->index() == 1) sum += std::get<1>(*cell.extra) * cell.row;
    }
    return sum;
}
std::vector<Value> told(const std::vector<double> &numbers) {
    std::vector<Value> made;
    for (double number : numbers) {
        if (number < -1) made.emplace_back(std::string("below"));
        else if (number > 1) made.emplace_back(std::vector<double>{number, number});
        else made.emplace_back();
    }
    return made;
}
"""


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        pytest.param("doubled", ("*text += *text", "*text += 'a'"), marks=pytest.mark.exhaustive),
        pytest.param(
            "summed", ("sum += std::get", "sum -= std::get"), marks=pytest.mark.exhaustive
        ),
        ("told", ("{number, number}", "{number, -number}")),
    ],
)
def test_every_alternative_is_made_and_compared(
    open_bench: OpenBench, name: str, wrong: tuple[str, str]
):
    bench = open_bench(VALUES, name)
    assert bench.workload.line_coverage == 1.0
    verdict = bench.judge(bench.target.code.replace(*wrong))
    assert verdict.kind is VerdictKind.INCORRECT
    same = bench.target.code.replace("std::vector<double>>", "std::vector<double> >")
    assert bench.judge(f"{same}\n").kind is VerdictKind.CORRECT
