"""Flags that this machine's compiler does not know are dropped, and so are missing libraries."""

from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands, understood
from lessonls.adapters.judge.build.toolchain import Toolchain
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.target import Mode, Target


def target(file: str, flags: tuple[str, ...], libraries: tuple[str, ...] = ()) -> Target:
    found = TreeSitterFinder(CompileCommands()).named(Path("/") / file, SOURCE, "f")
    return found.model_copy(update={"flags": flags, "libraries": libraries})


SOURCE = "int f(int x) { return x; }\n"


@pytest.mark.parametrize(
    ("file", "flags", "kept", "dropped"),
    [
        (
            "a.c",
            ("-std=c99", "-DX", "-fno-such-thing-here", "-funroll-loops", "-mno-such", "-O2"),
            ("-std=c99", "-DX", "-funroll-loops", "-O2"),
            "gcc on this machine does not support -fno-such-thing-here, -mno-such.",
        ),
        (
            "a.cpp",
            ("-std=c++98765", "-march=no-such-processor", "-O2"),
            ("-std=gnu++2b", "-O2"),
            "g++ on this machine does not support -std=c++98765, -march=no-such-processor.",
        ),
        ("a.c", ("-std=gnu++98765", "-O2"), ("-std=gnu17", "-O2"), None),
        ("a.c", ("-O2",), ("-O2",), ""),
    ],
)
def test_unknown_flags_are_dropped_and_named_and_the_rest_compiles(
    file: str, flags: tuple[str, ...], kept: tuple[str, ...], dropped: str | None
):
    found = understood(target(file, flags))
    assert found.flags == kept
    assert dropped is None or found.note == dropped
    built = Toolchain(found, Mode.SERIAL).library(SOURCE)
    assert built.succeeded, built.diagnostics


def test_libraries_that_the_machine_does_not_have_are_dropped_and_named():
    libraries = ("m", "no-such-library", "pthread\n-x", "../m", "gomp")
    found = understood(target("a.c", ("-O2",), libraries))
    assert found.libraries == ("m", "gomp")
    assert "-lno-such-library" in found.note
