"""What the user can set, where it may come from, and where things are."""

from lessonls.config.layers import load
from lessonls.config.models import ModelSettings
from lessonls.config.permissions import permit, permitted, unpermitted
from lessonls.config.places import data_directory, user_file
from lessonls.config.settings import Settings

__all__ = [
    "ModelSettings",
    "Settings",
    "data_directory",
    "load",
    "permit",
    "permitted",
    "unpermitted",
    "user_file",
]
