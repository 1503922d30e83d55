"""What is formatted, and what a formatter may give back."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.core.events import CandidateJudged, CandidateProposed, RunFinished
from lessonls.core.formatting import formatted_code, same_tokens, unformatted, with_codes
from lessonls.core.lesson import Attempt
from lessonls.core.reading.pieces import lexemes
from lessonls.core.target import Language, Target
from lessonls.fakes import correct, example_target

HEAD = "double sum(const double *x, int n) {\n"
OLD = f"{HEAD}    double s = 0;\n    for (int i = 0; i < n; ++i) s += x[i];\n    return s;\n}}"
NEW = (
    f"{HEAD}    double s = 0;\n#pragma omp simd reduction(+:s)\n"
    "    for(int i=0;i<n;++i) s+=x[i]; // é\n    return s;\n}"
)
BEFORE, AFTER = "#include <math.h>\n\n", "\n\nint later;\n"


def target(code: str = OLD, before: str = BEFORE, after: str = AFTER) -> Target:
    return example_target(code).model_copy(
        update={"before": before, "after": after, "path": Path("sum.c"), "start": len(before)}
    )


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def test_the_lines_that_a_rewrite_changes_are_formatted_in_the_whole_file():
    given_ = unformatted(target(), NEW)
    assert given_ is not None
    assert given_.text == BEFORE + NEW + AFTER
    assert list(given_.lines) == [(5, 6)]


def test_line_endings_are_no_change():
    """A rewrite in a file of the other kind is compared line by line, too."""
    there = target(crlf(OLD), crlf(BEFORE), crlf(AFTER))
    assert unformatted(there, NEW) == unformatted(target(), NEW) == unformatted(there, crlf(NEW))


@pytest.mark.parametrize(
    "code", [OLD, OLD.replace("    double s = 0;\n", ""), "", " \n", NEW.replace("\n", "\r")]
)
def test_where_nothing_is_new_there_is_nothing_to_format(code: str):
    """Nor in what has lines that not everybody counts alike."""
    assert unformatted(target(), code) is None


def test_thousands_of_changes_are_one_range():
    many = "".join(f"    x[{i}] = 0;\n    ;\n" for i in range(600))
    other = many.replace("] = 0", "]  =  0")
    code = f"{HEAD}{many}}}"
    given_ = unformatted(target(code, "", ""), f"{HEAD}{other}}}")
    assert given_ is not None
    assert list(given_.lines) == [(2, 1200)]


@given(st.lists(st.sampled_from(["a;\n", "b;\n", "\n", "}\n"]), max_size=12))
def test_every_new_line_is_formatted_and_what_stays_is_the_users(lines: list[str]):
    """Without the ranges, the rewrite is a part of what was there."""
    code = HEAD + "".join(lines) + "}"
    given_ = unformatted(target(), code)
    if given_ is None:
        return
    inside = {line for first, last in given_.lines for line in range(first, last + 1)}
    kept = [text for at, text in enumerate(given_.text.split("\n"), 1) if at not in inside]
    old = crlf(BEFORE + OLD + AFTER).split("\r\n")
    for text in kept:
        old = old[old.index(text) + 1 :]


FORMATTED = NEW.replace(
    "for(int i=0;i<n;++i) s+=x[i];", "for (int i = 0; i < n; ++i)\n    s += x[i];"
)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_function_comes_back_with_its_own_line_endings(ending: str):
    code = NEW.replace("\n", ending)
    for text in (BEFORE + FORMATTED + AFTER, crlf(BEFORE + FORMATTED + AFTER)):
        assert formatted_code(target(), code, text) == FORMATTED.replace("\n", ending)


def test_white_space_around_the_function_stays():
    """It is not the rewrite's; what is beside the function in its line may not move."""
    loose = f"{BEFORE}\n\n{FORMATTED}{AFTER}\n"
    assert formatted_code(target(), NEW, loose) == FORMATTED
    assert formatted_code(target(), f"\n{NEW}\n", loose) == f"\n{FORMATTED}\n"
    inside = target(before="namespace a {\n  ", after="\n}\n")
    assert formatted_code(inside, NEW, f"namespace a {{\n\n  {FORMATTED}\n}}\n") == FORMATTED
    assert formatted_code(inside, NEW, f"namespace a {{\n{FORMATTED}\n}}\n") is None
    assert formatted_code(inside, NEW, f"namespace a {{ {FORMATTED}\n}}\n") is None


@pytest.mark.parametrize(
    "text",
    [
        BEFORE + FORMATTED,
        FORMATTED + AFTER,
        BEFORE.replace("math", "time") + FORMATTED + AFTER,
        BEFORE + FORMATTED.replace("s +=", "s -=") + AFTER,
        BEFORE + FORMATTED + " // " + AFTER.strip(),
        BEFORE + FORMATTED + " //",
        BEFORE,
        "",
    ],
)
def test_anything_else_is_not_believed(text: str):
    assert formatted_code(target(), NEW, text) is None


def test_a_function_that_grows_beyond_all_measure_is_not_believed():
    text = BEFORE + FORMATTED.replace("\n", "\n" + " " * 300_000) + AFTER
    assert formatted_code(target(), NEW, text) is None


SAME = {
    "white space": ("a+b", "a\n +\t b"),
    "comments": ("a /* one */ + b; // x\n", "// two\na + b;"),
    "a pragma on two lines": (
        "#pragma omp parallel for reduction(+:s)\nx;",
        "#pragma omp parallel \\\n    for reduction(+ : s)\nx;",
    ),
    "a macro on two lines": ("#define F(x) x+1\n", "#define F(x) \\\n  x + 1\n"),
    "a condition": ("#if a&&b\n#endif", "#  if a && b\n#endif"),
    "brackets": ("f((*p),&q);", "f( ( * p ), & q );"),
}
OTHER = {
    "braces": ("if (a) b;", "if (a) { b; }"),
    "order": ("const int a;", "int const a;"),
    "a string in two": ('f("ab");', 'f("a" "b");'),
    "an operator in two": ("a + +b;", "a ++b;"),
    "an arrow in two": ("a->b;", "a- >b;"),
    "closing brackets": ("A<B<c>> d;", "A<B<c> > d;"),
    "a literal with an ending": ('"a"_x;', '"a" _x;'),
    "a string with a prefix": ('L"a";', 'L "a";'),
    "a word in two": ("unsignedint a;", "unsigned int a;"),
    "a pragma in another place": ("#pragma omp simd\nx;", "x;\n#pragma omp simd\n"),
    "another pragma": ("#pragma omp simd\nx;", "#pragma omp simd x\n;"),
    "a pragma that is none": ("#pragma omp simd\nx;", "y; #pragma omp simd\nx;"),
    "a macro with parameters": ("#define F (x)\n", "#define F(x)\n"),
    "the name of a header": ("#include <a/b.h>\n", "#include <a /b.h>\n"),
    "code in a comment": ("a; // x\nb;", "a; // x b;"),
    "a comment at the end": ("a; /* x */", "a; // x"),
    "a comment that goes on": ("a; // x\nb;", "a; // x \\\nb;"),
    "raw strings": ('R"(a  b)";', 'R"(a  b)"; '),
    "trigraphs": ("a; // ??/\nb;", "a; // ??/\n b;"),
}


@pytest.mark.parametrize("name", SAME)
def test_white_space_and_comments_do_not_count(name: str):
    assert same_tokens(*SAME[name], Language.CPP)


@pytest.mark.parametrize("name", OTHER)
def test_everything_else_counts(name: str):
    """Also what only looks the same, and what is not read by everybody alike."""
    assert not same_tokens(*OTHER[name], Language.CPP)


WORDS = ["int", "x", "12", "+", "-", ">", "=", "&", "(", ")", "{", ";", '"s"', "'c'", "->", "L"]
GAPS = [" ", "\n", "\t", " /* c */ ", " // c\n", " \\\n", "\r\n"]


@given(st.lists(st.sampled_from(WORDS), max_size=15), st.randoms(use_true_random=False))
def test_any_white_space_between_tokens_is_the_same(words: list[str], rnd: random.Random):
    """And one token more, less or elsewhere is not."""
    one, other = (_spread(words, rnd) for _ in range(2))
    assert same_tokens(one, other, Language.CPP)
    changed = list(words)
    changed.insert(rnd.randint(0, len(words)), rnd.choice(WORDS))
    assert not same_tokens(one, _spread(changed, rnd), Language.CPP)


def _spread(words: list[str], rnd: random.Random) -> str:
    return "".join(word + rnd.choice(GAPS) for word in words)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 400),
            st.integers(0, 3),
            st.text(alphabet=" \n\r\t;{}/*\\#\"'+x", max_size=3),
        ),
        max_size=4,
    )
)
def test_whatever_comes_back_is_refused_or_is_the_same_code(edits: list[tuple[int, int, str]]):
    """Judged by another reader of tokens than the one that decides."""
    text = BEFORE + FORMATTED + AFTER
    for start, length, fresh in edits:
        text = text[:start] + fresh + text[start + length :]
    found = formatted_code(target(), NEW, text)
    assert found is None or lexemes(found.replace("\\\n", "")) == lexemes(NEW)


def test_an_event_shows_the_code_as_it_goes_into_the_file():
    """Wherever the attempt is in it; others stay as they are."""
    best = Attempt(agent="a", round=0, code=NEW, verdict=correct(2.0))
    plain = best.model_copy(update={"code": "other"})
    finished = RunFinished(
        best=best,
        simpler=plain,
        attempts=(best, plain),
        lessons=(),
        baseline_seconds=1.0,
        seconds=1.0,
    )
    changed = with_codes(finished, {NEW: FORMATTED})
    assert isinstance(changed, RunFinished)
    new = best.model_copy(update={"code": FORMATTED})
    assert (changed.best, changed.simpler, changed.attempts) == (new, plain, (new, plain))
    judged = with_codes(CandidateJudged(attempt=best), {NEW: FORMATTED})
    assert judged == CandidateJudged(attempt=new)
    proposed = CandidateProposed(agent="a", round=0, code=NEW)
    assert with_codes(proposed, {NEW: FORMATTED}) is proposed
    nothing = finished.model_copy(update={"best": None, "simpler": None})
    assert with_codes(nothing, {}) == nothing
