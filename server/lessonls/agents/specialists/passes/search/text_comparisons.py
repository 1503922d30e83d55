"""Comparisons of texts in loops, which look at the first characters before they call `strcmp`."""

from lessonls.agents.specialists.passes.preconditions import in_loop
from lessonls.agents.specialists.passes.rules import Rule, said
from lessonls.agents.specialists.recipes import Example
from lessonls.agents.specialists.rewriting.helpers import Helper
from lessonls.agents.specialists.rewriting.patterns import Pattern

_SAME = Helper(
    "same_text",
    """\
static inline int $name(const char *a, const char *b) {
    return *a == *b && strcmp(a, b) == 0;
}
""",
    ("string.h",),
)

TEXT_COMPARISONS = said(
    "first characters",
    "comparing the first characters of texts before all of them",
    "because most texts of a list differ there, and nothing is called for these",
    Rule(Pattern("strcmp($a, $b) == 0", "!strcmp($a, $b)"), "$helper($a, $b)", (in_loop(),),
         helper=_SAME),
    Rule(Pattern("strcmp($a, $b) != 0"), "!$helper($a, $b)", (in_loop(),), helper=_SAME),
    example=Example(
        """\
void f(const std::vector<std::string> &names, const std::string &name, int &found) {
    for (std::size_t i = 0; i < names.size(); i++) {
        if (strcmp(names[i].c_str(), name.c_str()) == 0) found = i;
    }
}
""",
        """\
void f(const std::vector<std::string> &names, const std::string &name, int &found) {
    for (std::size_t i = 0; i < names.size(); i++) {
        if (same_text(names[i].c_str(), name.c_str())) found = i;
    }
}
""",
    ),
)  # fmt: skip
