"""What the judge knows of the machine, the flags and the timed calls, for authors of rewrites."""

from pydantic import BaseModel, ConfigDict

_CACHED = 1 << 20
"""Bytes up to which nothing is said about memory: they come from a cache."""
_NEAR, _FAR = 0.5, 0.25


class Circumstances(BaseModel):
    """How candidates are compiled and timed.

    `enabled` are instruction sets that the project's own flags turn on, `more` those that this
    processor has besides; a rewrite may only be `portable` if it asks for these. A timed call gets
    arguments of `nbytes`; `bandwidth` is what one core copies from memory to memory, in bytes read
    and written a second; `caches` are sizes in bytes from the first level on. What is 0 or empty is
    not known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    enabled: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    portable: bool = True
    nbytes: int = 0
    bandwidth: float = 0.0
    caches: tuple[int, ...] = ()


def roofline(nbytes: int, seconds: float, bandwidth: float) -> str:
    """Whether a call that takes so long may be memory-bound, in one sentence; nothing if its
    arguments are so small that they lie in a cache, or where something is not known.

    The roofline model with one roof (Williams, Waterman, Patterson 2009): every byte of the
    arguments is taken to be read once, which is the least a call can do that looks at all.
    """
    if nbytes < _CACHED or seconds <= 0 or bandwidth <= 0:
        return ""
    rate = nbytes / seconds
    share = rate / bandwidth
    if share >= _NEAR:
        bound = "close to what memory can give: only touching less memory can help much"
    elif share >= _FAR:
        bound = "memory accounts for part of the time"
    else:
        bound = "not memory-bound if each byte is touched once"
    at = f"{size(nbytes)} in {_milliseconds(seconds)} is {rate / 1e9:.2g} GB/s"
    return f"{at} of about {bandwidth / 1e9:.2g}: {bound}."


def capacity(nbytes: int) -> str:
    """Bytes of a cache in the unit that is usual for them: `32 KiB`."""
    return f"{nbytes >> 20} MiB" if nbytes >= 1 << 20 else f"{nbytes >> 10} KiB"


def size(nbytes: int) -> str:
    """Bytes in the fitting unit, with two digits: `2.1 MB`."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if nbytes >= scale:
            number = nbytes / scale
            return f"{number:.2g} {unit}" if number < 100 else f"{number:.0f} {unit}"
    return f"{nbytes} bytes"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:.3g} ms"
