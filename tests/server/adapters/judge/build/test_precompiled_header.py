"""Which includes are compiled once for all candidates of a target."""

import pytest

from lessonls.adapters.judge.build.precompiled_header import included


@pytest.mark.parametrize(
    ("source", "header"),
    [
        ("#include <vector>\nint f();", "#include <vector>"),
        ('// what it is\n\n#line 1 "a.cpp"\n  # include "own.h"\nint x;', '  # include "own.h"'),
        ("#pragma once\n#include <a>\n#include <b> // why\n", "#include <a>\n#include <b> // why"),
        ("int x;\n#include <vector>\n", ""),
        ("#define N 3\n#include <vector>\n", ""),
        ("#include <a>\n#define N 3\n#include <b>\n", "#include <a>"),
        ("#include NAME\n", ""),
        ("", ""),
    ],
)
def test_only_the_includes_at_the_very_beginning_are(source: str, header: str):
    assert included(source) == header
