"""Different inputs that look alike to those who compare digests of them."""

from functools import partial

import numpy as np

from lessonls.adapters.judge.execution import Call, Style, make
from lessonls.adapters.judge.fuzzing import Mutator, look_alikes
from lessonls.core.reading.constants import Constants
from lessonls.core.workload import Size, Workload
from lessonls_sandbox.wire import Interface, parse_interface

STRING = {"list": "char", "what": "string"}


def alike(of: object, values: dict[str, str], **lengths: str) -> list[Call]:
    """Made of one call of a function with a list of nine such elements."""
    listed = {"list": of, "what": "vector"}
    parameters = [{"shown": True, "const": True, "type": listed}]
    interface: Interface = parse_interface({"returns": "int32", "parameters": parameters})
    workload = Workload(
        function="f", sizes={"n": Size(minimum=1)}, lengths={"x": "n", **lengths}, values=values
    )
    rng = np.random.default_rng(1)
    made = partial(make, interface)
    mutator = Mutator.of(interface, made, ["x"], workload, Constants(characters=b"~"))
    call = made(["x"], workload, {"n": 9}, Style.PLAIN, rng)
    return look_alikes(mutator, [call], rng)


def strings(call: Call, column: int) -> list[bytes]:
    """Those of a column of lengths and the column of characters behind it."""
    ends = np.cumsum(call.columns[column])[:-1]
    return [part.tobytes() for part in np.split(call.columns[column + 1], ends)]


def test_numbers_exchange_bits_and_keep_their_sum_and_their_exclusive_or():
    """Also the numbers from 0 on, which are no longer each there once."""
    columns = [call.columns[1] for call in alike("int32", {"x[]": "integer(-1000, 1000)"})]
    counted = [
        [int(number) for number in column]
        for column in columns
        if column.sum() == 36 and np.bitwise_xor.reduce(column) == 8
    ]
    assert list(range(9)) in counted
    assert any(len(set(one)) < 9 for one in counted)


def test_there_is_one_long_number_among_short_ones():
    """Of every number of digits, and next to them."""
    columns = [call.columns[1] for call in alike("int64", {"x[]": "integer(-50, 50)"})]
    sizes = [sorted(abs(int(number)) for number in column) for column in columns]
    longest = {most for *_, second, most in sizes if second < 10}
    assert {10**15 - 1, 10**15, 2**53 + 1, 99, 100} & longest


def test_texts_are_the_same_when_they_are_joined_and_different_apart():
    """With what the code may put between them."""
    record = {"struct": [["first", STRING], ["last", STRING]]}
    values = {"x[].first[]": "text(letters)", "x[].last[]": "text(letters)"}
    joined: set[bytes] = set()
    for call in alike(record, values, **{"x[].first": "n", "x[].last": "n"}):
        first, last = (
            [
                bytes(part)
                for part in np.split(call.columns[at + 1], np.cumsum(call.columns[at])[:-1])
            ]
            for at in (1, 3)
        )
        pairs = list(zip(first, last, strict=True))
        for between in (b"", b" ", b"~", b"\0"):
            keys = {one + between + other for one, other in pairs}
            if len(keys) < len(set(pairs)):
                joined.add(between)
    assert joined >= {b"", b" ", b"~", b"\0"}
