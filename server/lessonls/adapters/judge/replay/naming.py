"""What a word of a program's memory is called in a sentence."""

import struct
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from elftools.common.exceptions import ELFError
from elftools.elf.elffile import ELFFile
from elftools.elf.sections import SymbolTableSection

from lessonls.adapters.judge.replay.comparison import Datum
from lessonls.adapters.judge.replay.sampling import Compared
from lessonls.adapters.judge.replay.tolerance import UNSET
from lessonls.core.dispatcher import SHARED
from lessonls_sandbox.replay.gate import Sample
from lessonls_sandbox.replay.memory import Mapping, Memory

_SMALL = 1 << 40


def told(sample: Sample, result: Compared) -> Compared:
    """The same with a sentence in the place of a word of memory, while the program waits."""
    if not isinstance(result.difference, Datum):
        return result
    with closing(sample.memory()) as memory:
        return replace(result, difference=sentence(result.difference, sample, memory))


def sentence(found: Datum, sample: Sample, memory: Memory) -> str:
    """A sentence's end: where the rewrite left something else, and what."""
    place = (
        f"{found.place} (byte {found.address})" if found.place else _named(found, sample, memory)
    )
    return f"{place} is {told_apart(found.rewrite, found.original)}"


def _named(found: Datum, sample: Sample, memory: Memory) -> str:
    mappings = memory.mappings()
    inside = next((one for one in mappings if one.start <= found.address < one.end), None)
    if inside is None:
        return f"the word at {found.address:#x}"
    if inside.start <= sample.frame < inside.end:
        return "a variable of a caller"
    variable = _variable(found.address, inside, mappings, memory.pid)
    if variable:
        return variable
    if inside.name == "[heap]" or not inside.name:
        return "memory that the program allocated before"
    return f"memory of {Path(inside.name).name}"


def _variable(address: int, inside: Mapping, mappings: Sequence[Mapping], pid: int) -> str:
    """The global variable at an address of the program itself."""
    program = Path(f"/proc/{pid}/exe")
    try:
        name = str(program.readlink())
        base = min((one.start for one in mappings if one.name == name), default=None)
        end = max((one.end for one in mappings if one.name == name), default=0)
        if base is None or not base <= address < max(end, inside.end) or address > end + (1 << 24):
            return ""
        with program.open("rb") as file:
            return _symbol(ELFFile(file), address, base)
    except (OSError, ELFError):
        return ""


def _symbol(program: ELFFile, address: int, base: int) -> str:
    offset = address - (base if program["e_type"] == "ET_DYN" else 0)
    table = program.get_section_by_name(".symtab")
    if not isinstance(table, SymbolTableSection):
        return ""
    objects = sorted(
        (int(one["st_value"]), int(one["st_size"]), str(one.name))
        for one in table.iter_symbols()
        if one["st_info"]["type"] == "STT_OBJECT" and one["st_size"]
    )
    at = bisect_right([start for start, _, _ in objects], offset + 7) - 1
    if at < 0:
        return ""
    start, size, name = objects[at]
    if not start - 7 <= offset < start + size:
        return ""
    own = name.removeprefix(SHARED)
    kind = "global" if own == name else "static"
    return f"the {kind} variable {own}" + (f" (byte {offset - start})" if size > 8 else "")


def told_apart(rewrite: int, original: int) -> str:
    """Two words, such that a reader sees what differs."""
    if rewrite >> 32 == original >> 32 == int.from_bytes(bytes([UNSET] * 4)):
        rewrite, original = rewrite % (1 << 32), original % (1 << 32)
        return f"{_half(rewrite)} instead of {_half(original)}"
    ways = (_shown, _singles, hex)
    pairs = ((way(rewrite), way(original)) for way in ways)
    one, other = next(pair for pair in pairs if pair[0] != pair[1] or rewrite == original)
    return f"{one} instead of {other}"


def _singles(word: int) -> str:
    first, second = struct.unpack("<2f", word.to_bytes(8, "little"))
    return f"{first:.9g} and {second:.9g}"


def _half(word: int) -> str:
    number = struct.unpack("<f", word.to_bytes(4, "little"))[0]
    return f"{number:.9g}" if 1e-6 < abs(number) < 1e9 else str(word)


def _shown(word: int) -> str:
    """A word as a reader would want it: a small integer, a floating-point number, or its bits."""
    data = word.to_bytes(8, "little")
    signed = struct.unpack("<q", data)[0]
    if abs(signed) < _SMALL:
        return str(signed)
    number = struct.unpack("<d", data)[0]
    if 1e-12 < abs(number) < 1e15:
        return f"{number:.9g}"
    low, high = struct.unpack("<2i", data)
    if abs(low) < 1 << 24 and abs(high) < 1 << 24:
        return f"{low} and {high}"
    first, second = struct.unpack("<2f", data)
    if all(1e-6 < abs(one) < 1e9 for one in (first, second)):
        return f"{first:.7g} and {second:.7g}"
    return f"{word:#x}"
