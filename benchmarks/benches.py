"""A bench in this process, as the judge's own process has it."""

import shutil
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lessonls.adapters.judge.workbench import Workbench
from lessonls.adapters.private_files import private_folder
from lessonls.core.target import Mode, Target
from lessonls.core.workload import Workload


@contextmanager
def bench_of(
    target: Target,
    mode: Mode,
    headers: Mapping[Path, bytes] | None = None,
    workload: Workload | None = None,
) -> Generator[Workbench]:
    """A bench with these of the project's headers; it infers a workload where it is given none.

    Raises LessonlsError when the function cannot be judged.
    """
    folder = private_folder()
    try:
        bench = Workbench(target, mode, headers or {}, folder, workload)
        try:
            yield bench
        finally:
            bench.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
