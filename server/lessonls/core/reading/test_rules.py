"""What keeps unit tests and candidates apart, though the compiler reads both in one text.

A test that a model wrote may not change how others are read, and a candidate may not define what
tests compare with.
"""

from collections.abc import Iterator, Sequence

from lessonls.core.reading.characters import check_characters, check_names
from lessonls.core.reading.document import document
from lessonls.core.reading.pieces import defined, lexemes
from lessonls.core.reading.problems import CandidateProblem, problem
from lessonls.core.reading.scopes import Item, items
from lessonls.core.reading.syntax import parse
from lessonls.core.reading.tokens import balanced, code, directives, parts_of
from lessonls.core.reading.watching import watches
from lessonls.core.target import Language, Target
from lessonls.core.unit_tests import UnitTest

_NEVER = frozenset({"asm", "__asm", "__asm__", "_Pragma", "__attribute__", "__attribute", "extern"})


def check_test(text: str, language: Language) -> None:
    """Refuses what reaches beyond one test: directives other than includes, assembly, attributes,
    and brackets or characters that the compiler may read in another way. Raises CandidateProblem.
    """
    check_characters(text, 1, "")
    root = parse(text, language).root_node
    parts = parts_of(root, text.encode("utf-8", "surrogatepass"))
    check_names(parts, frozenset())
    for directive in directives(parts):
        if directive.name != "include":
            raise problem(directive.line, f"has the directive #{directive.name}.")
    tokens = code(parts)
    for at, token in enumerate(tokens):
        opens = token.text == "[" and at + 1 < len(tokens) and tokens[at + 1].text == "["
        if token.text in _NEVER or watches(token.text) or opens:
            raise problem(token.line, f"uses {token.text}.")
    if not balanced(tokens):
        raise problem(1, "has unbalanced brackets.")


def check_independence(candidate: str, target: Target, tests: Sequence[UnitTest]) -> None:
    """Refuses a candidate that defines what its tests use, such as a `strcmp` or `operator==` of
    its own. Raises CandidateProblem.
    """
    words = {word for test in tests for word in lexemes(test.code)}
    for item in items(document(candidate, target.language).root):
        line = item.node.start_point.row + 1
        for name in _defined(item):
            if name != target.name and name in words:
                raise problem(line, f"defines {name}, which unit tests use; give it another name.")
            if name.startswith("operator") and name != target.name and not _in_class(item):
                raise problem(line, f"defines {name}, which unit tests may use; write a function.")


def _defined(item: Item) -> Iterator[str]:
    return (definition[1] for definition in defined(item))


def _in_class(item: Item) -> bool:
    return bool(item.scopes) and item.scopes[-1].is_class


def problem_of(test: UnitTest, language: Language) -> str:
    """Why a test may not be compiled with others; empty if it may."""
    try:
        check_test(test.code, language)
    except CandidateProblem as found:
        return str(found).removesuffix(".")
    return ""
