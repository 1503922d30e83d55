"""Which folder of sources a file belongs to."""

from pathlib import Path

from lessonls.core.target import digest

_SIGNS = (".git", ".hg", ".lessonls", "compile_commands.json")


def project_root(path: Path) -> Path | None:
    """The nearest folder above `path` that looks like a project, if there is one."""
    folders = path.absolute().parents
    return next((one for one in folders if any((one / sign).exists() for sign in _SIGNS)), None)


def project_of(path: Path) -> str:
    """Identifies the nearest folder above `path` that looks like a project, else its own.

    A digest: the bank need not know where the user keeps what.
    """
    return digest(str(project_root(path) or path.absolute().parent))
