"""No test sees, or depends on, the settings of whoever runs it."""

import os

os.environ["LESSONLS_CONFIG"] = "/nonexistent/lessonls/config.toml"
