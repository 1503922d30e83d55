"""Functions of the projects: what each is there for, and what must be said of it."""

from dataclasses import dataclass
from pathlib import Path

C, CPP = "c_library", "cpp_library"


@dataclass(frozen=True)
class Case:
    """A function of a project that opens. `wrong` is an edit after which its answer is another,
    `right` a rewrite that needs more than the function's own place in the file.
    """

    project: str
    file: str
    function: str
    shape: str
    wrong: tuple[str, str]
    right: str = ""

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


TILES = """#include <unordered_set>

inline std::size_t count_tiles(const std::vector<int> &visited) {
    return std::unordered_set<int>(visited.begin(), visited.end()).size();
}
"""
REPEATED = """#include <unordered_map>

static std::size_t pairs_of(std::size_t n) { return n * (n - 1) / 2; }

std::size_t Index::repeated(const std::vector<std::uint32_t> &places) {
    std::unordered_map<std::uint32_t, std::size_t> times;
    for (std::uint32_t place : places) ++times[place];
    std::size_t pairs = 0;
    for (const auto &[place, n] : times) pairs += pairs_of(n);
    return pairs;
}
"""

EVERYWHERE = (
    Case(C, "src/matrix.c", "gauge_multiply", "export and calling macros", ("+=", "-=")),
    Case(CPP, "src/heights.cpp", "blend", "a namespace of a project", ("+=", "-=")),
)
"""One of each project that goes through every door, and that the built-in team makes faster."""

OPENING = (
    Case(C, "src/matrix.c", "gauge_trace_of_product", "calls what stands below", ("+=", "-=")),
    Case(C, "src/matrix.c", "row_product", "an inline macro for its storage", ("+=", "-=")),
    Case(C, "src/tally.c", "gauge_tally", "a value macro for a size", ("+= 1", "+= 2")),
    Case(C, "src/tally.c", "gauge_count_above", "a statement macro; another file", (">", ">=")),
    Case(C, "src/signal.c", "gauge_amplify", "static state", ("* gain", "+ gain")),
    Case(C, "src/signal.c", "gauge_bend", "a table of functions", ("= bend", "= -bend")),
    Case(C, "src/signal.c", "gauge_filled", "a struct of the public header", (": 0.0", ": 1.0")),
    Case(C, "src/signal.c", "gauge_roughness", "a branch by a flag", ("i = 1", "i = 2")),
    Case(C, "src/signal.c", "gauge_differences", "branches that split braces", ("++c", "--c")),
    Case(C, "src/signal.c", "offset_sum", "an attribute macro for a parameter", ("-", "+")),
    Case(C, "src/main.c", "widest_line", "a file with main", (": width + 1", ": width + 2")),
    Case(CPP, "include/atlas/point.h", "way_length", "C++ in .h", ("+=", "-=")),
    Case(
        CPP, "include/atlas/tiles.hpp", "count_tiles", "a header for includers", ("==", "!="), TILES
    ),
    Case(CPP, "include/atlas/tiles.hpp", "climbed", "a template as a source uses it", ("+=", "-=")),
    Case(CPP, "src/points.cpp", "closest", "calls what a header defines", ("std::min", "std::max")),
    Case(
        CPP, "src/points.cpp", "crowded", "calls what nobody else sees", ("++count", "count += 2")
    ),
    Case(CPP, "src/points.cpp", "records", "an anonymous namespace", ("++count", "count += 2")),
    Case(CPP, "src/points.cpp", "mean_height", "a class of another file", ("height)", "-height)")),
    Case(CPP, "src/heights.cpp", "height_classes", "a generated header", ("+= 1", "+= 2")),
    Case(CPP, "src/index.cpp", "Index::repeated", "a static member", ("i + 1", "i"), REPEATED),
    Case(CPP, "src/index.cpp", "Index::longest", "a member", ("std::max", "std::min")),
    Case(CPP, "src/maps.cpp", "smooth", "a template", ("(3)", "(4)")),
)

REFUSED = (
    Refusal(C, "src/main.c", "gauge_log", r"takes a variable number of arguments"),
    Refusal(C, "src/main.c", "main", r"is the program's entry"),
    Refusal(CPP, "src/index.cpp", "Index::Index", r"is a constructor"),
)

UNDEFINED = (
    Refusal(
        C,
        "src/signal.c",
        "gauge_calibrated_sum",
        r"^(?!.*does not compile as it stands).*\bgauge_device_offset\b",
    ),
    Refusal(
        CPP, "src/heights.cpp", "flooded", r"^(?!.*does not compile as it stands).*\bsea_level\b"
    ),
)
"""They call what no file of the project defines."""
