"""Tables that say which characters are in a set."""

from lessonls.agents.specialists.passes.search.character_sets import CHARACTER_SETS
from tests.server.agents.specialists.tables import Rewrite, each, function

CASES: list[tuple[str, str, str, str, str]] = [
    (
        "an index",
        "std::string_view text, std::string_view ends, size_t *found",
        """    size_t at = 0;
    while ((at = text.find_first_of(ends, at)) != std::string_view::npos) {
        ++*found;
        ++at;
    }""",
        """    size_t at = 0;
    bool members[256] = {};
    for (const char one : ends) {
        members[static_cast<unsigned char>(one)] = true;
    }
    while ((at = first_in(text, members, at)) != std::string_view::npos) {
        ++*found;
        ++at;
    }""",
        """\
static std::size_t first_in(const std::string_view &text, const bool *members, std::size_t at)
{
    while (at < text.size() && !members[static_cast<unsigned char>(text[at])]) {
        ++at;
    }
    return at < text.size() ? at : std::string_view::npos;
}

""",
    ),
    (
        "an iterator",
        "const std::string &text, const std::string &ends, size_t *found",
        """    auto at = text.begin();
    while (at != text.end()) {
        at = std::find_first_of(at, text.end(), std::cbegin(ends), std::cend(ends));
        ++*found;
    }""",
        """    auto at = text.begin();
    bool members[256] = {};
    for (const char one : ends) {
        members[static_cast<unsigned char>(one)] = true;
    }
    while (at != text.end()) {
        at = std::find_if(at, text.end(), [&](const unsigned char one) { return members[one]; });
        ++*found;
    }""",
        "#include <algorithm>\n\n",
    ),
]  # fmt: skip


@each(CASES, "parameters", "before", "after", "above")
def test_a_table_takes_the_place_of_a_search(
    rewritten: Rewrite, parameters: str, before: str, after: str, above: str
) -> None:
    """It is made once, in front of the loop, and each character looked up in it."""
    made = rewritten(CHARACTER_SETS, function(parameters, before))
    assert made == above + function(parameters, after)


def test_a_literal_and_what_is_not_in_it(rewritten: Rewrite) -> None:
    """`find_first_not_of` goes on while characters are in the set."""
    body = 'while (at < s.size()) at = s.find_first_not_of(" \\t", at) + 1;'
    made = rewritten(CHARACTER_SETS, function("const std::string &s, size_t at", body))
    assert 'for (const char *one = " \\t"; *one; ++one) {' in made
    assert "at < text.size() && members[" in made
    assert "at = first_not_in(s, members, at) + 1;" in made


REFUSED: list[tuple[str, str]] = [
    ("a single search", "at = s.find_first_of(set, at);"),
    ("a set that changes", "while (at < 9) { at = s.find_first_of(own, at); own += s; }"),
    ("a set that is made in the loop", "for (;;) { auto in = f(); at = s.find_first_of(in, 0); }"),
    ("one character", "while (at < 9) { at = s.find_first_of('x', at); }"),
    ("a literal with a zero", 'while (at < 9) { at = s.find_first_of("a\\0b", at); }'),
    ("another class", "while (at < 9) { at = other.find_first_of(set, at); }"),
]


@each(REFUSED, "body")
def test_other_searches_are_left_alone(rewritten: Rewrite, body: str) -> None:
    """A table costs more than it gains, or would not say the same."""
    parameters = "const std::string &s, const std::string &set, std::string &own, T other, int at"
    text = function(parameters, body)
    assert rewritten(CHARACTER_SETS, text) == text
