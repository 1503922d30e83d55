"""Translating between the bytes, the characters and the lines of a text, of whatever length."""

from bisect import bisect_left
from functools import cached_property
from itertools import accumulate

_CONTINUATION = bytes(range(0x80, 0xC0))
_BLOCK = 4096
"""Bytes that are counted at a time: no more than that is looked through for an answer."""


class Places:
    """Of one text in its UTF-8 form; lines and columns count from 0, columns in characters."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._ascii = data.isascii()

    def character(self, byte: int) -> int:
        """How many characters lie before that byte."""
        if self._ascii:
            return byte
        block = byte // _BLOCK
        return self._characters[block] + _characters(self._data[block * _BLOCK : byte])

    def byte(self, line: int, column: int) -> int:
        """The byte at a position, clipped to its line and to the text."""
        start = self._line(line)
        end = self._data.find(b"\n", start)
        content = self._data[start : end if end >= 0 else None]
        if self._ascii:
            return start + min(max(column, 0), len(content))
        before = content.decode("utf-8", "surrogatepass")[: max(column, 0)]
        return start + len(before.encode("utf-8", "surrogatepass"))

    def _line(self, line: int) -> int:
        """The byte at which a line starts; the end of the text behind the last one."""
        if line <= 0:
            return 0
        if line > self._lines[-1]:
            return len(self._data)
        block = bisect_left(self._lines, line) - 1
        at = block * _BLOCK
        for _ in range(line - self._lines[block]):
            at = self._data.index(b"\n", at) + 1
        return at

    @cached_property
    def _characters(self) -> list[int]:
        """How many characters lie before each block."""
        return [0, *accumulate(map(_characters, self._blocks()))]

    @cached_property
    def _lines(self) -> list[int]:
        """How many lines end before each block, and in the whole text."""
        return [0, *accumulate(block.count(b"\n") for block in self._blocks())]

    def _blocks(self) -> list[bytes]:
        return [self._data[at : at + _BLOCK] for at in range(0, len(self._data), _BLOCK)]


def _characters(data: bytes) -> int:
    return len(data.translate(None, _CONTINUATION))
