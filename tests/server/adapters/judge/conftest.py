"""Benches for the tests of the judge: real compilers, the real sandbox, the judge's own process."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.judging import Bench, Benches, target_in

OpenBench = Callable[..., Bench]


def waits_for_a_lock(process: int) -> bool:
    """Whether a child of this process is held up by the kernel until somebody gives a lock back."""
    tasks = Path("/proc", str(process), "task").glob("*/children")
    children = {child for task in tasks for child in task.read_text().split()}
    locks = map(str.split, Path("/proc/locks").read_text().splitlines())
    return any(lock[1] == "->" and lock[5] in children for lock in locks)


@pytest.fixture(scope="module")
def open_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBench]:
    """Opens benches on sources with headers beside them, by their names; see Benches."""
    folders: dict[object, Path] = {}

    def opened(source: str, name: str, file: str = "code.cpp", **options: Any) -> Bench:
        headers: Mapping[str, str] = options.pop("headers", {})
        what = (source, file, tuple(headers.items()))
        if what not in folders:
            folders[what] = tmp_path_factory.mktemp("bench")
        for header, text in headers.items():
            (folders[what] / header).write_text(text, encoding="utf-8")
        return benches.of(target_in(folders[what] / file, source, name), **options)

    with closing(Benches()) as benches:
        yield opened
