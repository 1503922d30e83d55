"""Calls and other uses of functions that a rewrite may not use, by name."""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from tree_sitter import Node

from lessonls.core.reading.contraband import kind_of
from lessonls.core.reading.functions import Function
from lessonls.core.reading.macros import KEYWORDS
from lessonls.core.reading.problems import problem
from lessonls.core.reading.shadows import Shadows
from lessonls.core.reading.tokens import Directive, Part, Token, code, directives
from lessonls.core.reading.watching import watches


@dataclass(frozen=True)
class Use:
    """A name as it stands in a text: `kind` says what it has to do with."""

    name: str
    kind: str
    line: int
    called: bool


def check_uses(
    nodes: Sequence[Node],
    parts: Sequence[Part],
    allowed: Collection[str],
    functions: Sequence[Function],
) -> None:
    """Refuses uses of processes, clocks, files and the like that are not in `allowed`.

    `functions` are those that the candidate and the file define: they may have such names.
    """
    for use in uses(nodes, parts, functions):
        if use.name not in allowed:
            verb = "calls" if use.called else "uses"
            raise problem(
                use.line,
                f"{verb} {use.name} ({use.kind}); a rewrite may not use it unless the "
                f"original does.",
            )


def check_watching(parts: Sequence[Part], allowed: Set[str]) -> None:
    """Refuses names that tell how the code is built, unless the original has them."""
    for part in parts:
        for token in (part,) if isinstance(part, Token) else part.tokens:
            if token.is_name and watches(token.text) and token.text not in allowed:
                raise problem(
                    token.line,
                    f"uses {token.text}; a function must not depend on how it is built.",
                )


def uses(
    nodes: Sequence[Node], parts: Sequence[Part], functions: Sequence[Function]
) -> Iterator[Use]:
    """Every use of a name of the table that does not mean something of the text's own."""
    tokens = code(parts)
    named = {token.text for token in tokens if token.is_name and _kind(token.text)}
    macros = {d.tokens[0].text for d in directives(parts) if d.name == "define" and d.tokens}
    shadows = Shadows(named, macros)
    for node in nodes if named else ():
        shadows.read(node)
    shadows.own.update(read.name_node.start_byte for read in functions)
    own = _counts(functions)
    given = _given(tokens) if own.keys() & named else dict[int, int]()
    for at, token in enumerate(tokens):
        if token.text in named and not _is_own(tokens, at, shadows, own, given):
            kind = kind_of(token.text, called=_is_called(tokens, at))
            if kind is not None:
                yield Use(token.text, kind, token.line, _is_called(tokens, at))
    for directive in directives(parts):
        yield from _in_directive(directive)


@lru_cache(maxsize=4096)
def _kind(name: str) -> str | None:
    return kind_of(name, called=True)


def _in_directive(directive: Directive) -> Iterator[Use]:
    """Macros are taken at their word; in pragmas only calls count (`atomic read` is none)."""
    tokens = directive.tokens
    for at, token in enumerate(tokens if directive.name in {"define", "pragma"} else ()):
        called = _is_called(tokens, at)
        member = at > 0 and tokens[at - 1].text in {".", "->"}
        kind = kind_of(token.text, called=called) if token.is_name and not member else None
        if kind is not None and (called or directive.name == "define"):
            yield Use(token.text, kind, token.line, called)


def _is_called(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].text == "("


def _is_own(
    tokens: Sequence[Token],
    at: int,
    shadows: Shadows,
    own: Mapping[str, list[range]],
    given: Mapping[int, int],
) -> bool:
    token, before = tokens[at], tokens[at - 1].text if at > 0 else ""
    if before in {".", "->"} and token.start in shadows.members:
        return True
    counts = own.get(token.text, [])
    # An overload of one's own covers calls with as many arguments only.
    is_function = any(given.get(at, count.start) in count for count in counts)
    if before != "::":
        return is_function or token.start in shadows.own
    scope = tokens[at - 2] if at > 1 else None
    if scope is None or not (scope.is_name or scope.text == ">") or scope.text in KEYWORDS:
        return is_function and (scope is None or scope.text != "std")
    return scope.text not in shadows.macros


def _given(tokens: Sequence[Token]) -> Mapping[int, int]:
    """How many arguments each name is called with, by its place."""
    found, awaited = dict[int, int](), list[tuple[int, int]]()
    for at, token in enumerate(tokens):
        if token.text in {"(", "[", "{"}:
            awaited.append((at, 0))
        elif token.text == "," and awaited:
            awaited[-1] = (awaited[-1][0], awaited[-1][1] + 1)
        elif token.text in {")", "]", "}"} and awaited:
            start, commas = awaited.pop()
            if start > 0 and tokens[start - 1].is_name:
                found[start - 1] = commas + 1 if at > start + 1 else 0
    return found


def _counts(functions: Sequence[Function]) -> Mapping[str, list[range]]:
    """How many arguments the functions of each name take."""
    found: dict[str, list[range]] = {}
    for read in functions:
        nodes = read.parameter_nodes
        least = sum(node.child_by_field_name("default_value") is None for node in nodes)
        most = 1000 if read.odd_parameters else len(nodes)
        if not read.qualifiers and not any(scope.is_class for scope in read.item.scopes):
            found.setdefault(read.name, []).append(range(least, most + 1))
    return found
