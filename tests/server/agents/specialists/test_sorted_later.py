"""Maps that are filled first and read in order afterwards."""

from lessonls.agents.specialists.passes.containers.sorted_later import SORTED_LATER
from tests.server.agents.specialists.tables import Rewrite, each, function

_PARAMETERS = "const std::vector<std::string> &words, std::vector<int> &out"
_FILLED = """    std::map<std::string, int> counts;
    for (const auto &word : words) {
        counts[word]++;
    }
"""


def test_entries_are_sorted_once_in_front_of_the_loop_that_reads_them(rewritten: Rewrite) -> None:
    """Filling takes a hash table; the loop goes over sorted entries."""
    read = "    for (const auto &one : counts) {\n        out.push_back(one.second);\n    }"
    after = """    std::unordered_map<std::string, int> counts;
    for (const auto &word : words) {
        counts[word]++;
    }
    std::vector<std::pair<std::string, int>> sorted_counts(counts.begin(), counts.end());
    std::sort(sorted_counts.begin(), sorted_counts.end(),
              [](const auto &a, const auto &b) { return a.first < b.first; });
    for (const auto &one : sorted_counts) {
        out.push_back(one.second);
    }"""
    headers = (
        "#include <algorithm>\n#include <unordered_map>\n#include <utility>\n#include <vector>\n\n"
    )
    made = rewritten(SORTED_LATER, function(_PARAMETERS, _FILLED + read))
    assert made == headers + function(_PARAMETERS, after)


REFUSED: list[tuple[str, str]] = [
    ("entries that change", f"{_FILLED} for (auto &one : counts) {{ one.second = 0; }}"),
    ("reading over and over", f"{_FILLED} for (;;) {{ for (auto one : counts) out.pop_back(); }}"),
    ("two readings", f"{_FILLED} for (auto one : counts) f(one); for (auto o : counts) f(o);"),
    ("asking while reading", f"{_FILLED} for (auto one : counts) {{ counts[one.first] = 2; }}"),
    ("a map that leaves", f"{_FILLED} for (auto one : counts) {{ f(one); }} g(counts);"),
    ("an order of one's own", _FILLED.replace("int>", "int, std::greater<>>")
     + "for (auto one : counts) { f(one); }"),
    ("keys that have no hash", _FILLED.replace("std::string,", "Key,")
     + "for (auto one : counts) { f(one); }"),
]  # fmt: skip


@each(REFUSED, "body")
def test_other_maps_are_left_alone(rewritten: Rewrite, body: str) -> None:
    """Where the order, or the entries themselves, are needed in another way."""
    text = function(_PARAMETERS, body)
    assert rewritten(SORTED_LATER, text) == text
