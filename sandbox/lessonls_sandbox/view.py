"""What confined code sees of the machine, at every level: its own programs and libraries."""

import os
import shutil
from pathlib import Path

from lessonls_sandbox.identity import ENVIRONMENT

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
ETC = ("/etc/alternatives", "/etc/ld.so.cache")
SCRATCH_BYTES = 1 << 30
"""How large a writable working folder may become."""


def program(name: str) -> str | None:
    """The system's program of that name, if there is one; others cannot be seen from inside."""
    for folder in (*os.environ.get("PATH", "").split(":"), *ENVIRONMENT["PATH"].split(":")):
        found = shutil.which(name, path=folder) if folder.startswith("/") else None
        if found and any(Path(found).resolve().is_relative_to(place) for place in SYSTEM):
            return found
    return None
