"""The names of what an object file defines, and whether they are those that somebody wrote."""

import re
import struct
from collections.abc import Iterator
from io import BytesIO

from elftools.elf.elffile import ELFFile

_OPERATOR = re.compile(r"\boperator\s*([-+*/%^&|~!=<>,()\[\]]+)$")


FUNCTIONS, TYPES = ".debug_pubnames", ".debug_pubtypes"


def instantiations(content: bytes, name: str, section: str = FUNCTIONS) -> list[str]:
    """With which arguments an object file has the template of that name, such as `f<int, 3>`;
    without those that have no name outside of a function.
    """
    names = ELFFile(BytesIO(content)).get_section_by_name(section)
    found = [other for _, other in public_names(names.data() if names else b"")]
    alike = [other for other in found if "<" in other and fits(name, other)]
    spelled = dict.fromkeys(other.replace("(anonymous namespace)::", "") for other in alike)
    return [other for other in spelled if not re.search(r"lambda|\)::|\{", other)]


def public_names(section: bytes) -> Iterator[tuple[int, str]]:
    """Places and names in `.debug_pubnames`, which is a table of sets, one a unit."""
    at = 0
    while at + 14 <= len(section):
        length, _, start, _ = struct.unpack_from("<IHII", section, at)
        end = at + 4 + length
        at += 14
        while at < end:
            (offset,) = struct.unpack_from("<I", section, at)
            if offset == 0:
                break
            stop = section.index(b"\0", at + 4)
            yield start + offset, section[at + 4 : stop].decode("utf-8", "replace")
            at = stop + 1
        at = end


def plain(name: str) -> str:
    """A qualified name without template arguments and scopes that have no name."""
    symbol = _OPERATOR.search(name)
    if symbol is not None:
        return f"{plain(name[: symbol.start()])}operator{symbol[1]}"
    depth, kept = 0, ""
    for letter in name.replace("(anonymous namespace)::", ""):
        depth += letter == "<"
        kept += letter if depth == 0 else ""
        depth -= letter == ">"
    return kept


def spells(written: str, name: str) -> bool:
    """Whether a type's name is what somebody wrote: `std::size_t` for `size_t`."""
    usual = {"unsigned": "unsigned int", "long": "long int", "unsigned long": "long unsigned int"}
    wanted = usual.get(written, written)
    return name == wanted or name.endswith(f"::{wanted}") or wanted.endswith(f"::{name}")


def fits(name: str, found: str) -> bool:
    """Whether a definition's name is this one, with whatever arguments and inline namespaces."""
    wanted, parts = plain(name).split("::"), plain(found).split("::")
    if wanted[-1] != parts[-1]:
        return False
    left = iter(parts)
    return all(part in left for part in wanted)
