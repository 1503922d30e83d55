"""What the built-in specialists make of ordinary code, before the real judge."""

from pathlib import Path

import pytest

from lessonls.agents.specialists.recipes import variants
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.team import SPECIALISTS
from lessonls.core.target import Mode
from lessonls.core.verdict import VerdictKind
from tests.judging import bench_of, target_in
from tests.tiers import few_of

_SOURCES = {
    "byte sums in blocks": (
        "checksum.c",
        "checksum",
        """\
unsigned checksum(const unsigned char *bytes, unsigned count) {
    unsigned a = 1, b = 0, i;
    for (i = 0; i != count; ++i) {
        a = (a + *bytes++) % 65521u;
        b = (b + a) % 65521u;
    }
    return b << 16 | a;
}
""",
    ),
    "tables of characters": (
        "fields.cpp",
        "fields",
        """\
#include <string>
#include <vector>
std::vector<std::string> fields(const std::string &line, const std::string &separators) {
    std::vector<std::string> found;
    std::size_t first = 0;
    while (first < line.size()) {
        const std::size_t last = line.find_first_of(separators, first);
        found.push_back(line.substr(first, last - first));
        if (last == std::string::npos) break;
        first = last + 1;
    }
    return found;
}
""",
    ),
    "maps sorted when they are read": (
        "tally.cpp",
        "tally",
        """\
#include <map>
#include <string>
#include <vector>
std::vector<int> tally(const std::vector<std::string> &words) {
    std::map<std::string, int> counts;
    for (const auto &word : words) counts[word]++;
    std::vector<int> found;
    for (const auto &[word, count] : counts) found.push_back(count);
    return found;
}
""",
    ),
    "keys computed once": (
        "nearest.cpp",
        "nearest",
        """\
#include <algorithm>
#include <vector>
struct Point {
    unsigned x, y;
    unsigned far(unsigned from) const {
        unsigned found = 0;
        for (unsigned left = (x ^ from) + y; left != 0; left /= 10) found += left % 10;
        return found;
    }
};
void nearest(std::vector<Point> &points, unsigned from) {
    std::sort(points.begin(), points.end(),
              [&](const Point &a, const Point &b) { return a.far(from) < b.far(from); });
}
""",
    ),
    "subscripts for moving pointers": (
        "distance.c",
        "distance",
        """\
#include <stddef.h>
float distance(const float *p, const float *q, size_t n) {
    float sum = 0;
    for (size_t i = 0; i < n; i++) {
        float t = *p - *q;
        p++;
        q++;
        sum += t * t;
    }
    return sum;
}
""",
    ),
}


@pytest.mark.parametrize("label", few_of(_SOURCES, "byte sums in blocks"))
def test_a_rewrite_of_the_team_is_judged_correct(label: str, tmp_path: Path) -> None:
    """The rewrite with this pass compiles and computes the same on all inputs."""
    file, name, source = _SOURCES[label]
    target = target_in(tmp_path / file, source, name)
    code = Code(target.code, target.language, Mode.SERIAL, target.before, target.preprocessing)
    made = [
        variant.code
        for specialist in SPECIALISTS
        for variant in variants(code, specialist.recipes)
        if label in variant.label
    ]
    assert made
    with bench_of(target) as bench:
        verdict = bench.judge(made[0])
        assert verdict.kind is VerdictKind.CORRECT, verdict.reason
