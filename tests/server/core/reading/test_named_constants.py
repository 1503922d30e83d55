"""What constants are worth that a function only names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.core.reading.named_constants import named_constants

HEADER = r"""#define LIMIT (77)
#define READ (1u << 3)  /* a flag */
#define WRITE 0x10UL  // another one
#define BOTH (READ | WRITE)
#define ROOM ((size_t)1 << 20)
#define OCTAL 017
#define SELF SELF
#define TWICE(x) (2 * (x))
static const int kMost = 12;
static const char *name = "x";
enum { FIRST = 5, OTHER = 6, NEXT,  // seven
       LAST };
enum class Mode : unsigned char { off, on, fast = 1 << 4, faster };
constexpr double scale{0.25};
const double single = 2.5f;
"""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIMIT", 77),
        ("READ", 8),
        ("WRITE", 16),
        ("BOTH", 24),
        ("ROOM", 1 << 20),
        ("OCTAL", 15),
        ("kMost", 12),
        ("FIRST", 5),
        ("NEXT", 7),
        ("LAST", 8),
        ("off", 0),
        ("faster", 17),
        ("scale", 0.25),
        ("single", 2.5),
    ],
)
def test_macros_enumerators_and_constants_are_evaluated(name: str, value: float):
    assert named_constants([HEADER], {name}) == {name: (value,)}


@pytest.mark.parametrize("name", ["SELF", "TWICE", "name", "nowhere"])
def test_what_is_no_number_has_no_value(name: str):
    assert named_constants([HEADER], {name}) == {}


def test_conditionals_leave_every_value():
    text = "#if A\n#define N 4\n#else\n#define N 8\n#endif\n"
    assert named_constants([text, "#define N 8\n"], {"N"}) == {"N": (4, 8)}


@given(st.text(alphabet="#define N(1<2)+-*/%|&^~x0.e5'\n enum{,};=", max_size=80))
def test_any_text_is_read(text: str):
    assert named_constants([text, f"#define N {text}"], {"N"}).keys() <= {"N"}
