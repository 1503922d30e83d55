"""A function of a project with flags for another compiler, opened by the real judge process."""

import json
from pathlib import Path

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.protocol import ProcessJudge
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.target import Language, Mode
from lessonls.core.verdict import VerdictKind

HEADER = """\
#include <table/size.h>
inline int total(const int* values, int count) {
    int sum = START;
    for (int i = 0; i < count; ++i) sum += values[i] & MASK;
    return sum;
}
"""


async def test_a_header_with_flags_of_clang_is_judged_with_what_gcc_knows(tmp_path: Path):
    files = {
        "build/gen/table/size.h": "#define START 3\n",
        "build/flags.rsp": "-Igen -fno-such-flag -mllvm -x -stdlib=libc++",
        "src/sums.h": HEADER,
        "src/sums.cpp": '#include "sums.h"\n',
        ".clangd": "CompileFlags: {Add: [-DMASK=255]}",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    command = "LANG=C ccache clang++ -O2 -std=c++98765 @flags.rsp -c ../src/sums.cpp"
    entry = {"directory": ".", "file": "../src/sums.cpp", "command": command}
    (tmp_path / "build" / "compile_commands.json").write_text(json.dumps([entry]))
    finder = TreeSitterFinder(CompileCommands(libraries=("z", "no-such-library")))
    target = finder.named(tmp_path / "src" / "sums.h", HEADER, "total")
    assert target.language is Language.CPP
    async with ProcessJudge(ahead=False).open(target, Mode.SERIAL) as bench:
        wrong = await bench.judge(target.code.replace("int sum = START", "int sum = 0"))
        right = await bench.judge(target.code.replace("++i", "i++"))
    assert wrong.kind is VerdictKind.INCORRECT
    notes = " ".join(right.evidence.notes)
    for note in (
        "sums.h is compiled through sums.cpp, which includes it",
        "sums.h is compiled with g++ instead of clang++",
        "g++ on this machine does not support -std=c++98765, -fno-such-flag, -lno-such-library",
    ):
        assert note in notes
