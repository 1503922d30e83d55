"""What a profile of the user's program says of the functions in a file or a folder."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lessonls.adapters.profiles import read_profile, source_files
from lessonls.core.errors import InputError, TargetError
from lessonls.core.profiles import HotFunction, Profile, hottest
from lessonls.core.target import Target
from lessonls.ports import TargetFinder

_SMALLEST = 0.005
"""A share below this is not looked for."""

_LARGEST = 8_000_000
"""Bytes of a source; larger ones are not written by hand."""


class ProfiledSources:
    """Implements ports.HotSpots. A profile that was written anew is read anew."""

    def __init__(self, profile: Path | None, finder: TargetFinder) -> None:
        """Without a profile nothing is hot."""
        self._path = profile
        self._finder = finder
        self._read: tuple[int, Profile] | None = None

    def shares(self, path: Path, text: str) -> Mapping[int, float]:
        """By where each function starts, in characters; only those that took some time.

        Raises InputError for a profile that cannot be read.
        """
        profile = self._profile()
        if profile is None:
            return {}
        found = hottest(profile, self._targets(profile, path, text))
        return {one.target.start: one.share for one in found}

    def hottest(self, folders: Sequence[Path], limit: int) -> Sequence[HotFunction]:
        """The hottest functions below these folders that can be optimized, hottest first.

        Raises InputError for a profile or folder that cannot be read, and without a profile.
        """
        profile = self._profile()
        if profile is None:
            raise InputError(
                "No profile is set: point lessonls.profile at a perf, gprof or callgrind file "
                "(docs/profiles.md)."
            )
        targets = [
            target
            for path in source_files(folders)
            for text in _text(path)
            for target in self._targets(profile, path, text)
        ]
        return hottest(profile, targets)[:limit]

    def _profile(self) -> Profile | None:
        if self._path is None:
            return None
        try:
            changed = self._path.stat().st_mtime_ns
        except OSError:
            changed = 0
        if self._read is None or self._read[0] != changed:
            self._read = (changed, read_profile(self._path))
        return self._read[1]

    def _targets(self, profile: Profile, path: Path, text: str) -> Iterator[Target]:
        """The functions of the profile that this text defines and that can be optimized."""
        hot = {name for name, costs in profile.by_name.items() if costs[0].share >= _SMALLEST}
        for name in sorted(hot & set(re.findall(r"\w+", text))):
            try:
                yield self._finder.named(path, text, name)
            except TargetError:
                continue


def _text(path: Path) -> Iterator[str]:
    """The text of a source; nothing for one that cannot be read."""
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b"\xff"
        yield data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return
