"""A real Dask cluster: a scheduler and workers as processes of this machine."""

import os
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

CORES = sorted(os.sched_getaffinity(0))


class Cluster:
    """A scheduler and its workers. `address` is what the setting takes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._begun = 0
        self.workers: list[subprocess.Popen[str]] = []
        self.scheduler, said = self._started(
            "Scheduler at:", "Scheduler at:", "scheduler", "--port", "0"
        )
        self.address = said.replace("tcp://", "dask://")

    def add_worker(self, *flags: str, cores: Collection[int] | None = None) -> str:
        """One more that stays on these cores, and where it listens."""
        where = self.address.replace("dask://", "tcp://")
        alone = ("--nthreads", "1", "--no-nanny")
        words = ("worker", where, *alone, *flags)
        process, address = self._started("Start worker at:", "Registered to:", *words)
        for thread in Path(f"/proc/{process.pid}/task").iterdir():
            os.sched_setaffinity(int(thread.name), cores or os.sched_getaffinity(0))
        self.workers.append(process)
        return address

    def _started(self, says: str, ready: str, *words: str) -> tuple["subprocess.Popen[str]", str]:
        """A process that is `ready`, and the last word of the line in which it `says` where."""
        self._begun += 1
        log = self._folder / f"{words[0]}-{self._begun}.log"
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
        with log.open("w") as out:
            process = subprocess.Popen(command, cwd=self._folder, stderr=out, text=True)
        while process.poll() is None:
            said = log.read_text()
            if ready in said:
                return process, next(line for line in said.splitlines() if says in line).split()[-1]
        raise AssertionError(log.read_text())

    def dismiss(self) -> None:
        """Ends the workers, so that the scheduler knows it."""
        for process in self.workers:
            process.terminate()
            process.wait()
        self.workers.clear()

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()
