"""Python, as its own parser reads it. Nothing is run."""

import ast

from lessonls.core.reading.problems import CandidateProblem, problem

_LONGEST = 50_000

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def parsed(text: str) -> ast.Module:
    """The syntax tree of a module. Raises CandidateProblem for what is none.

    Python itself warns of odd literals; whether that is heard is the program's to say.
    """
    if len(text) > _LONGEST:
        raise CandidateProblem("The code is too large to be one function.")
    try:
        return ast.parse(text)
    except SyntaxError as error:
        raise problem(error.lineno or 1, f"does not parse: {error.msg}.") from None
    except (ValueError, RecursionError, MemoryError):
        raise CandidateProblem("The code is nested too deeply, or is no text.") from None


def defined(statement: ast.stmt) -> frozenset[str]:
    """The names that a statement of a module gives a meaning, but for those it imports."""
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return frozenset({name})
        case ast.Assign(targets=targets):
            return frozenset[str]().union(*map(named, targets))
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            return named(target)
        case _:
            return frozenset()


def named(node: ast.AST) -> frozenset[str]:
    """All names in a piece of code."""
    return frozenset(one.id for one in ast.walk(node) if isinstance(one, ast.Name))


def source(statement: ast.stmt, text: str) -> str:
    """The lines of a statement of a module, with its decorators."""
    first = statement.lineno
    if isinstance(statement, Definition) and statement.decorator_list:
        first = min(one.lineno for one in statement.decorator_list)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(lines[first - 1 : statement.end_lineno]).rstrip()
