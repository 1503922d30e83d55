"""Workloads that the user keeps with the code: `.lessonls/workloads/<function>.toml`, or a
generator, `<function>.c` or `.cpp`, with or without one.
"""

from pathlib import Path

from lessonls.core.errors import WorkloadError
from lessonls.core.target import Language, Target
from lessonls.core.workload import FOLDER, Workload, dump_workload, file_stem, parse_workload


def workload_file(target: Target) -> Path:
    """Where the target's workload is kept: in the nearest `.lessonls` up the tree, if there
    is one, else next to the file.
    """
    name = f"{file_stem(target.qualified_name)}.toml"
    for folder in target.path.absolute().parents:
        if (folder / ".lessonls").is_dir():
            return folder / FOLDER / name
    return target.path.absolute().parent / FOLDER / name


def read_workload(target: Target) -> Workload | None:
    """The workload that the user has written, or None; WorkloadError for one that is bad."""
    path = workload_file(target)
    text, generator = read_text(path), read_text(generator_file(target))
    if text is None and generator is None:
        return None
    found = (
        Workload(function=target.qualified_name)
        if text is None
        else parse_workload(text, str(path))
    )
    return found.model_copy(update={"generator": generator or ""})


def generator_file(target: Target) -> Path:
    """Where the program is kept that makes the target's inputs, where it has one."""
    return workload_file(target).with_suffix(".c" if target.language is Language.C else ".cpp")


def write_generator(target: Target, generator: str) -> Path:
    """Keeps a generator for the user to read and edit, if there is none; where that is."""
    path = generator_file(target)
    return path if path.exists() else write_text(path, generator)


def read_text(path: Path) -> str | None:
    """A file of the user's, or None if there is none. Raises WorkloadError."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise WorkloadError(f"{path} cannot be read: {error}.") from error


def write_workload(target: Target, workload: Workload) -> Path:
    """Keeps a workload for the user to edit and commit; where it was written."""
    return write_text(workload_file(target), dump_workload(workload))


def write_text(path: Path, text: str) -> Path:
    """Writes a file for the user, with its folder; where that is. Raises WorkloadError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise WorkloadError(f"{path} cannot be written: {error.strerror}.") from error
    return path
