"""Functions of the projects: what each is there for, and what must be said of it."""

from dataclasses import dataclass
from pathlib import Path

C, CPP = "c_library", "cpp_library"


@dataclass(frozen=True)
class Case:
    """A function of a project that opens. `wrong` is an edit after which its answer is another."""

    project: str
    file: str
    function: str
    shape: str
    wrong: tuple[str, str]

    @property
    def name(self) -> str:
        return f"{Path(self.file).name}:{self.function}"

    def wrongly(self, code: str) -> str:
        """The function with the edit."""
        assert self.wrong[0] in code
        return code.replace(*self.wrong)


@dataclass(frozen=True)
class Refusal:
    """One that does not open, and a regular expression for what is said."""

    project: str
    file: str
    function: str
    sentence: str

    @property
    def name(self) -> str:
        return f"{Path(self.file).name}:{self.function}"


EVERYWHERE = (
    Case(C, "src/matrix.c", "gauge_multiply", "export and calling macros", ("+=", "-=")),
    Case(CPP, "src/heights.cpp", "blend", "a namespace of a project", ("+=", "-=")),
)
"""One of each project that goes through every door, and that the built-in team makes faster."""

OPENING = (
    Case(C, "src/tally.c", "gauge_tally", "a value macro for a size", ("+= 1", "+= 2")),
    Case(C, "src/signal.c", "gauge_amplify", "static state", ("* gain", "+ gain")),
    Case(C, "src/signal.c", "gauge_bend", "a table of functions", ("= bend", "= -bend")),
    Case(C, "src/main.c", "widest_line", "a file with main", (": width + 1", ": width + 2")),
    Case(CPP, "include/atlas/tiles.hpp", "count_tiles", "a header for includers", ("==", "!=")),
    Case(CPP, "src/heights.cpp", "height_classes", "a generated header", ("+= 1", "+= 2")),
)

REFUSED = (
    Refusal(C, "src/main.c", "gauge_log", r"takes a variable number of arguments"),
    Refusal(C, "src/main.c", "main", r"is the program's entry"),
)
