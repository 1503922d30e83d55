"""What is implemented in editors: a stub in C and one in C++, and the model that writes them.

Each file has a second stub, whose comment gives two values for one call. The model does not answer
before its gate is open, so that a run can be cancelled.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.openai_server import Answer, Reply, Request, Stall


@dataclass(frozen=True)
class Case:
    """`text` is the user's file, in which the stub is in `line` and the other in `second`, both
    from 1; `body` takes the place of the `stub`.
    """

    file: str
    text: str
    stub: str
    body: str
    tests: tuple[str, ...]
    name: str
    line: int
    second: int

    @property
    def accepted(self) -> str:
        """The file once the implementation is accepted."""
        return self.text.replace(self.stub, self.body)

    def script(self, gate: Path) -> Callable[[Request], Answer]:
        """What the model says, once that file is there."""

        def answer(request: Request) -> Answer:
            if not gate.exists():
                return Stall()
            wants_tests = "Write the tests." in request.prompt
            lines = self.tests if wants_tests else (self.body,)
            return Reply("\n".join(["```", *lines, "```"]))

        return answer


_C = Case(
    file="demo.c",
    text=(
        "#include <stddef.h>\n\n"
        "/* Clamps x to the range from lo to hi. */\n"
        "int clamp(int x, int lo, int hi);\n\n"
        "/* Doubles a number: twice(2) == 4, and twice(2) == 5. */\n"
        "int twice(int x);\n"
    ),
    stub="int clamp(int x, int lo, int hi);",
    body=(
        "int clamp(int x, int lo, int hi)\n{\n    if (x < lo)\n        return lo;\n"
        "    return x > hi ? hi : x;\n}"
    ),
    tests=("assert(clamp(5, 0, 3) == 3);", "assert(clamp(-5, 0, 3) == 0);"),
    name="clamp",
    line=4,
    second=7,
)
_CPP = Case(
    file="demo.cpp",
    text=(
        "#include <string>\n\nnamespace text {\n"
        "// Counts a letter.\n"
        "int count(const std::string &s, char letter) { /* TODO */ }\n\n"
        "// Doubles a number: twice(2) == 4, and twice(2) == 5.\n"
        "int twice(int x);\n}\n"
    ),
    stub="int count(const std::string &s, char letter) { /* TODO */ }",
    body=(
        "int count(const std::string &s, char letter) {\n    int found = 0;\n"
        "    for (char c : s) found += c == letter;\n    return found;\n}"
    ),
    tests=("assert(count(\"abca\", 'a') == 2);", "assert(text::count(\"\", 'a') == 0);"),
    name="text::count",
    line=5,
    second=8,
)
CASES = {case.file: case for case in (_C, _CPP)}
"""By the names of their files."""
