"""Pieces of a candidate as the preprocessor sees them: tokens, and directives between them.

The syntax tree may be led astray by a hostile text; these tokens may not. What the compiler
could read differently (digraphs, spliced lines, raw strings) is refused.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tree_sitter import Node

from lessonls.core.reading.problems import problem

_TOKENS = re.compile(
    r"""(?P<newline>\n)
        |(?P<splice>\\[ \t\f\v]*\r?\n)
        |(?P<space>[ \t\r\f\v]+)
        |(?P<comment>//(?:[^\n\\]|\\[ \t\f\v]*\r?\n|\\)*|/\*(?:(?!\*/).)*(?:\*/)?)
        |(?P<raw>(?:u8|[uUL])?R"(?P<mark>[^()\\\s]{0,16})\((?:(?!\)(?P=mark)").)*
            (?:\)(?P=mark)")?)
        |(?P<string>(?:u8|[uUL])?"(?:\\.|[^"\\\n])*")
        |(?P<character>(?:u8|[uUL])?'(?:\\.|[^'\\\n])+')
        |(?P<number>\.?[0-9](?:[eEpP][+-]|'[0-9A-Za-z_]|[0-9A-Za-z_.])*)
        |(?P<name>[A-Za-z_$\x80-\xff][0-9A-Za-z_$\x80-\xff]*)
        |(?P<digraph>%:|<%|%>|:>|<:(?!:[^:>]))
        |(?P<punctuation>::|->|\.\.\.|\#\#|[!#%&()*+,\-./:;<=>?@\[\]^{|}~`])
        |(?P<odd>.)""",
    re.DOTALL | re.VERBOSE,
)
_SPLICES = re.compile(r"(?:\\[ \t\f\v]*\r?\n)+")
_JOINABLE = re.compile(r"[\w.'\"$\x80-\xff]{2}|##|::|->|//|/\*|\*/|<:|:>|<%|%>|%:|\?\?", re.ASCII)
_OPENING = {"(": ")", "[": "]", "{": "}"}
_CLOSING = frozenset(_OPENING.values())


@dataclass(frozen=True)
class Token:
    """`kind` is name, number, string, character or punctuation; `start` counts bytes."""

    kind: str
    text: str
    start: int
    line: int

    @property
    def is_name(self) -> bool:
        return self.kind == "name"


@dataclass(frozen=True)
class Directive:
    """A preprocessor's line; `name` is empty for a lone `#`."""

    name: str
    line: int
    tokens: tuple[Token, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Its spelling, for comparing."""
        return (self.name, *(token.text for token in self.tokens))


Part = Token | Directive


@dataclass
class _Lines:
    """Tokens on their way into lines."""

    parts: list[Part] = field(default_factory=list[Part])
    directive: list[Token] | None = None
    begins: bool = True

    def add(self, token: Token) -> None:
        if self.directive is not None:
            self.directive.append(token)
        elif token.text == "#" and self.begins:
            self.directive = [token]
        else:
            self.parts.append(token)
        self.begins = False

    def end_line(self) -> None:
        if self.directive is not None:
            first, rest = self.directive[0], self.directive[1:]
            name = rest[0].text if rest else ""
            self.parts.append(Directive(name, first.line, tuple(rest[1:])))
        self.directive, self.begins = None, True

    @property
    def may_go_on(self) -> bool:
        """Whether a backslash may end the line: macros and pragmas are often longer."""
        named = self.directive[1:2] if self.directive is not None else []
        return [token.text for token in named] in (["define"], ["pragma"])


def parts_of(node: Node, data: bytes, *, strict: bool = True) -> list[Part]:
    """The tokens of a node in order, with the file's own byte offsets and lines; `data` is the
    file, which the node may have been told about with masks.

    Raises CandidateProblem if compilers may read the text differently; without `strict`
    such parts are skipped.
    """
    # In Latin-1 a character is a byte, as in the tree.
    raw = data[node.start_byte : node.end_byte]
    text, line = raw.decode("latin-1"), node.start_point.row + 1
    if strict:
        _check_joined(text, line)
    lines = _Lines()
    for match in _TOKENS.finditer(text):
        kind = match.lastgroup or "odd"
        if kind == "newline":
            lines.end_line()
        elif kind in _READ:
            lines.add(Token(kind, match[0], node.start_byte + match.start(), line))
        elif strict:
            _check_other(kind, match[0], line, may_go_on=lines.may_go_on)
        line += match[0].count("\n")
    lines.end_line()
    return lines.parts


_READ = frozenset({"string", "character", "number", "name", "punctuation"})


def _check_joined(text: str, line: int) -> None:
    for match in _SPLICES.finditer(text):
        before, after = match.start(), match.end()
        around = text[max(before - 1, 0) : before] + text[after : after + 1]
        if _JOINABLE.fullmatch(around):
            raise problem(
                line + text.count("\n", 0, before), "splits a token with a line continuation."
            )


def _check_other(kind: str, text: str, line: int, *, may_go_on: bool) -> None:
    if kind == "splice" and not may_go_on:
        raise problem(line, "ends in a backslash outside of a macro.")
    if kind == "raw":
        raise problem(line, "has a raw string; use an ordinary one.")
    if kind == "digraph":
        raise problem(line, f"has the digraph {text}; write the ordinary character.")
    if kind == "comment" and text.startswith("//") and "\\" in text:
        last = text.rstrip().endswith("\\")
        if last or _SPLICES.search(text):
            raise problem(line, "has a comment that ends in a backslash.")
    if kind == "comment" and text.startswith("/*") and (len(text) < 4 or text[-2:] != "*/"):
        raise problem(line, "begins a comment that is not closed.")
    if kind == "odd":
        raise problem(line, f"has {_ODD.get(text, 'a character')} that does not belong there.")


_ODD = {'"': "a quotation mark", "'": "a quotation mark", "\\": "a backslash"}


def code(parts: Sequence[Part]) -> list[Token]:
    """The tokens that are no directive's."""
    return [part for part in parts if isinstance(part, Token)]


def directives(parts: Iterable[Part]) -> Iterator[Directive]:
    """The directives among the parts."""
    return (part for part in parts if isinstance(part, Directive))


def balanced(tokens: Sequence[Token]) -> bool:
    """Whether every bracket is closed by its like."""
    awaited: list[str] = []
    for token in tokens:
        if token.text in _OPENING:
            awaited.append(_OPENING[token.text])
        elif token.text in _CLOSING and (not awaited or awaited.pop() != token.text):
            return False
    return not awaited


def closing(tokens: Sequence[Token], start: int) -> int:
    """Where the bracket at `start` is closed; the number of tokens if nowhere."""
    depth = 0
    for at in range(start, len(tokens)):
        if tokens[at].text in _OPENING:
            depth += 1
        elif tokens[at].text in _CLOSING:
            depth -= 1
            if depth == 0:
                return at
    return len(tokens)
