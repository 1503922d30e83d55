"""Where a program spends its time: reading profiles, and matching them to functions."""

from lessonls.core.profiles.amdahl import gain, limit
from lessonls.core.profiles.matching import HotFunction, hottest, share_of
from lessonls.core.profiles.profile import Cost, Profile
from lessonls.core.profiles.recognize import read_profile_lines

__all__ = [
    "Cost",
    "HotFunction",
    "Profile",
    "gain",
    "hottest",
    "limit",
    "read_profile_lines",
    "share_of",
]
