"""Words of memory in sentences."""

import struct

from lessonls.adapters.judge.replay.naming import told_apart


def word(layout: str, *values: float) -> int:
    return int.from_bytes(struct.pack(layout, *values), "little")


def test_words_are_shown_such_that_they_differ():
    assert told_apart(12, 13) == "12 instead of 13"
    pair = word("<2f", 0.3125, 0.1), word("<2f", 0.375, 0.1)
    assert told_apart(*pair) == "0.3125 and 0.100000001 instead of 0.375 and 0.100000001"
    zeros = word("<2f", 0.0, -0.0), word("<2f", 0.0, 0.0)
    assert told_apart(*zeros).endswith("instead of 0")
    unset = 0xA5A5A5A5 << 32
    assert told_apart(unset + 12, unset + 13) == "12 instead of 13"
    same = word("<d", 0.1)
    assert told_apart(same + 1, same) != told_apart(same, same)


def test_a_pointer_that_only_leads_elsewhere_is_shown():
    assert told_apart(7, 7) == "7 instead of 7"
