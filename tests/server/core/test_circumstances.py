"""How far a call is from what memory can give, in words."""

import pytest

from lessonls.core.circumstances import capacity, roofline, size


@pytest.mark.parametrize(
    ("nbytes", "seconds", "bandwidth", "words"),
    [
        (2_000_000, 1.8e-3, 10e9, "2 MB in 1.8 ms is 1.1 GB/s of about 10: not memory-bound"),
        (12_000_000, 3e-3, 10e9, "12 MB in 3 ms is 4 GB/s of about 10: memory accounts for part"),
        (12_000_000, 1.5e-3, 10e9, "12 MB in 1.5 ms is 8 GB/s of about 10: close to what memory"),
        (4_000, 1e-6, 10e9, ""),
        (2_000_000, 0.0, 10e9, ""),
        (2_000_000, 1.8e-3, 0.0, ""),
    ],
)
def test_the_roofline_is_one_sentence_where_it_is_known(
    nbytes: int, seconds: float, bandwidth: float, words: str
):
    found = roofline(nbytes, seconds, bandwidth)
    assert found.startswith(words)
    assert bool(found) is bool(words)


def test_sizes_have_the_fitting_unit():
    assert [size(n) for n in (12, 4_096, 2_097_152, 272_629_760)] == [
        *("12 bytes", "4.1 kB", "2.1 MB", "273 MB")
    ]


def test_caches_are_powers_of_two():
    assert [capacity(n << 10) for n in (32, 512, 1024, 33_792)] == [
        *("32 KiB", "512 KiB", "1 MiB", "33 MiB")
    ]
