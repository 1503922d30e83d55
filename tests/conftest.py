"""No test sees, or depends on, the settings of whoever runs it, nor on how busy the machine is."""

import os

from hypothesis import settings

os.environ["LESSONLS_CONFIG"] = "/nonexistent/lessonls/config.toml"

settings.register_profile("lessonls", deadline=None)
settings.load_profile("lessonls")
