"""What a judge says of an input on which a candidate goes wrong: the smallest one."""

from collections.abc import Iterator

import pytest

from tests.judging import SHORT, Bench, bench_of, target_in

TOTAL = """\
double total(const double *x, int n) {
    double s = 0;
    for (int i = 0; i < n; ++i) s += x[i];
    return s;
}
"""
LOOP = "for (int i = 0; i < n; ++i) s += x[i];"


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    path = tmp_path_factory.mktemp("total") / "total.c"
    with bench_of(target_in(path, TOTAL, "total"), session_seconds=SHORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("line", "fault", "least"),
    [
        ("if (n > 6) s += 1;", "the return value", 7),
        ("if (n > 4 && x[n] > 1e300) s = 0;", "heap-buffer-overflow", 5),
        ("if (n > 2) s += 1 / (n - (int)(n * 1.0));", "division", 3),
    ],
)
def test_a_failing_input_is_shrunk_whoever_has_seen_it(
    bench: Bench, line: str, fault: str, least: int
):
    """The comparison of results, the sanitizer for addresses, or a signal."""
    reason = bench.judge(TOTAL.replace(LOOP, f"{LOOP}\n    {line}")).reason
    assert fault in reason
    assert f"(input: n = {least}, " in reason
