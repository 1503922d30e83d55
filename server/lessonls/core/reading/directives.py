"""What the preprocessor may be told by a candidate."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from lessonls.core.reading.pragmas import check_pragma
from lessonls.core.reading.problems import problem
from lessonls.core.reading.standard_headers import STANDARD_HEADERS
from lessonls.core.reading.tokens import Directive, Part, Token
from lessonls.core.reading.watching import may_be_asked

_CONDITIONS = frozenset({"if", "ifdef", "ifndef", "elif", "elifdef", "elifndef"})
_KNOWN = _CONDITIONS | {"", "define", "undef", "else", "endif", "include", "pragma"}


_MOST_CONDITIONALS = 50


@dataclass(frozen=True)
class Surroundings:
    """What the original has: directives inside the function, includes of the file, and the
    namespace around the function, for the sentence.
    """

    directives: Set[tuple[str, ...]]
    includes: Set[str]
    place: str


def check_directives(parts: Sequence[Part], original: Surroundings) -> None:
    """Refuses directives that reach further than the candidate. Raises CandidateProblem."""
    depth = conditionals = 0
    for part in parts:
        if isinstance(part, Token):
            depth += (part.text == "{") - (part.text == "}")
            continue
        conditionals += part.name.startswith("if") - (part.name == "endif")
        if conditionals > _MOST_CONDITIONALS:
            raise problem(part.line, "is nested too deeply.")
        if part.words in original.directives:
            continue
        if part.name not in _KNOWN:
            raise problem(part.line, f"has #{part.name}, which is not allowed in a rewrite.")
        if part.name == "include":
            _check_include(part, original, inside=depth > 0)
        elif part.name == "pragma":
            check_pragma(part.tokens, part.line)
        elif part.name in _CONDITIONS:
            _check_condition(part)


def check_pragma_operators(parts: Sequence[Part]) -> None:
    """`_Pragma("...")` is a pragma, and nothing else may be built with it."""
    for part in parts:
        tokens = (part,) if isinstance(part, Token) else part.tokens
        for token in tokens:
            if token.text in {"_Pragma", "__pragma"}:
                raise problem(token.line, f"uses {token.text}; write #pragma.")


def check_branches(parts: Sequence[Part], body: int | None = None) -> None:
    """Refuses conditionals that could end a function earlier than it seems.

    Every conditional is closed, and opens and closes as many braces in each branch. The
    brace at the byte `body` is closed by the last of all tokens.
    """
    depth = 0
    branches: list[_Branches] = []
    began = ended = False
    for part in parts:
        if isinstance(part, Directive):
            depth = _branch(part, depth, branches)
            continue
        if ended:
            raise problem(part.line, "goes on after the end of the function.")
        began = began or part.start == body
        depth += (part.text == "{") - (part.text == "}")
        if depth < 0:
            raise problem(part.line, "has an unmatched }.")
        ended = began and depth == 0
    if branches:
        raise problem(branches[-1].line, "begins a conditional that is not closed.")
    if depth:
        raise problem(parts[-1].line, "ends before the last }.")


@dataclass
class _Branches:
    """A conditional: how many braces are open at its start, and at the end of a branch."""

    line: int
    start: int
    end: int | None = None
    complete: bool = False


def _branch(part: Directive, depth: int, branches: list[_Branches]) -> int:
    """How many braces are open behind a directive."""
    if part.name.startswith("if"):
        branches.append(_Branches(part.line, depth))
    if not (part.name.startswith("el") or part.name == "endif"):
        return depth
    if not branches:
        raise problem(part.line, f"has #{part.name} without an #if.")
    found = branches[-1]
    found.complete = found.complete or part.name == "else"
    expected = found.start if part.name == "endif" and not found.complete else found.end
    found.end = depth
    if expected not in {None, depth}:
        raise problem(part.line, "ends a conditional whose branches leave different braces open.")
    if part.name != "endif":
        return found.start
    branches.pop()
    return depth


def _check_include(part: Directive, original: Surroundings, *, inside: bool) -> None:
    name = "".join(token.text for token in part.tokens) or "nothing"
    known = name in original.includes
    if not known and not (name.startswith("<") and name[1:-1] in STANDARD_HEADERS):
        raise problem(part.line, f"includes {name}, which is not a standard header.")
    if inside:
        raise problem(part.line, f"includes {name} inside a block.")


def _check_condition(part: Directive) -> None:
    for token in part.tokens:
        if token.is_name and not may_be_asked(token.text):
            raise problem(
                part.line,
                f"asks for {token.text}; a function must not depend on how it is built.",
            )
