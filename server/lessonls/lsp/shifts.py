"""Where something lies after edits, and where it lay before. Offsets count characters."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """The characters from `start` to `end` became those from `start` to `new_end`."""

    start: int
    end: int
    new_end: int

    def after(self, at: int) -> int | None:
        """Where the character at that offset is then; None if it was removed."""
        if at < self.start:
            return at
        return at - self.end + self.new_end if at >= self.end else None

    def before(self, at: int) -> int:
        """Where the character at that offset was; of one that was typed, where that happened."""
        if at < self.start:
            return at
        return at - self.new_end + self.end if at >= self.new_end else self.start


@dataclass(frozen=True)
class Shift:
    """Edits one after the other; none of them leave everything where it is."""

    edits: tuple[Edit, ...] = ()

    def after(self, at: int) -> int | None:
        """Where the character at that offset is now; None if it was removed."""
        now: int | None = at
        for edit in self.edits:
            if now is not None:
                now = edit.after(now)
        return now

    def before(self, at: int) -> int:
        """Where the character at that offset was; of one that was typed, where that happened."""
        for edit in reversed(self.edits):
            at = edit.before(at)
        return at


def edit_between(old: str, new: str) -> Edit:
    """The one edit that makes one text of the other."""
    start = _shared(len(old), len(new), lambda count: old[:count] == new[:count])
    most = (len(old) - start, len(new) - start)
    behind = _shared(*most, lambda count: old[len(old) - count :] == new[len(new) - count :])
    return Edit(start, len(old) - behind, len(new) - behind)


def _shared(one: int, other: int, is_shared: Callable[[int], bool]) -> int:
    """The largest count up to both lengths that is shared; all smaller ones are, too."""
    counts = range(1, min(one, other) + 1)
    return bisect_right(counts, False, key=lambda count: not is_shared(count))
