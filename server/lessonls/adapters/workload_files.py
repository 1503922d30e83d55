"""Workloads that the user keeps beside the code: `.lessonls/workloads/<function>.toml`."""

import re
from pathlib import Path

from lessonls.core.errors import WorkloadError
from lessonls.core.target import Target
from lessonls.core.workload import Workload, dump_workload, parse_workload

_FOLDER = Path(".lessonls") / "workloads"


def workload_file(target: Target) -> Path:
    """Where the target's workload is kept: in the nearest `.lessonls` up the tree, if there
    is one, else beside the file.
    """
    name = re.sub(r"\W+", "_", target.qualified_name).strip("_")
    for folder in target.path.absolute().parents:
        if (folder / ".lessonls").is_dir():
            return folder / _FOLDER / f"{name}.toml"
    return target.path.absolute().parent / _FOLDER / f"{name}.toml"


def read_workload(target: Target) -> Workload | None:
    """The workload that the user has written, or None; WorkloadError for one that is bad."""
    path = workload_file(target)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise WorkloadError(f"{path} cannot be read: {error}.") from error
    return parse_workload(text, str(path))


def write_workload(target: Target, workload: Workload) -> Path:
    """Keeps a workload for the user to edit and commit; where it was written."""
    path = workload_file(target)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump_workload(workload), encoding="utf-8")
    except OSError as error:
        raise WorkloadError(f"{path} cannot be written: {error.strerror}.") from error
    return path
