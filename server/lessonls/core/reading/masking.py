"""A file's text as the syntax tree reads it: of the same length, without what misleads the tree.

Macros that no grammar can know are replaced by what they stand for where that fits, else by
blank space, and so is what conditionals leave out. Every byte and every line stays where it
is, so that what the tree says of places holds for the user's text.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from lessonls.core.preprocessing import MacroUse, Preprocessing

# Every choice begins with a letter of its own, which regular expressions are quick to look for.
SKIPPED = r"""(?P<skipped>//(?:[^\n\\]|\\\r?\n|\\)*|/\*[^*]*\**(?:[^/*][^*]*\*+)*/?
    |[RuUL](?:(?<=R)|8?R)"(?P<mark>[^()\\\s]{0,16})\((?:(?!\)(?P=mark)").)*(?:\)(?P=mark)")?
    |"(?:\\.|[^"\\\n])*"|'(?<![0-9a-fA-F]')(?:\\.|[^'\\\n])+')"""
_DIRECTIVE = r"""(?P<directive>^[ \t]*\#(?:/\*(?:(?!\*/).)*\*/|//[^\n]*|\\\r?\n|[^\n])*)"""
_SPACE = re.compile(r"(?:\s|//[^\n]*|/\*(?:(?!\*/).)*\*/)*", re.DOTALL)
_BRACKETS = re.compile(r"""[()]|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'""")
_COMMENTS = re.compile(r"//[^\n]*|/\*(?:(?!\*/).)*(?:\*/)?|\\\r?\n", re.DOTALL)
_WORDS = re.compile(r"[A-Za-z_]\w*|\d\w*|\S")
_NAME = re.compile(r"[A-Za-z_]\w*")
_ATTRIBUTE = "[[_]]"
"""Keeps the place of what decorates a declaration, so that it remains a part of it."""
_WORDS_OF_TYPES = "struct class union enum typedef using namespace template extern public private"
_KEYWORDS = frozenset(
    [
        "bool",
        "char",
        "double",
        "float",
        "int",
        "long",
        "short",
        "signed",
        "unsigned",
        "void",
        "wchar_t",
    ]
)
"""Types that cannot be read as names."""
_NO_ATTRIBUTE_BEFORE = frozenset(_WORDS_OF_TYPES.split())
_BEFORE_A_VALUE = re.compile(
    rb"__attribute__\s{0,9}\(\((?:[^()]|\([^()]{0,99}\)){0,200}\)\)(?=\s{0,99}=(?!=))"
)
_NOT_SPACE = re.compile(rb"[^\r\n]")
_CONDITIONS = ("if", "ifdef", "ifndef")


def condition_words(directive: str) -> str:
    """A conditional's words without comments and white space: `ifdef NAME`."""
    return " ".join(_WORDS.findall(_COMMENTS.sub(" ", directive))[1:])


@dataclass(frozen=True)
class Masked:
    """The bytes that are parsed, where the stretches lie that no compiler sees, and from
    where on macros have opened which namespaces.
    """

    data: bytes
    left_out: tuple[tuple[int, int], ...] = ()
    scopes: tuple[tuple[int, tuple[str, ...]], ...] = ()


@lru_cache(maxsize=32)
def masked(text: str, known: Preprocessing) -> Masked:
    """What is parsed in place of `text`."""
    data = _readable(text.encode("utf-8", "surrogatepass"))
    if not known.macros and not known.conditions:
        return Masked(data)
    mask = _Mask(data, known)
    for match in _scanner(known).finditer(mask.text):
        if match.lastgroup == "name":
            mask.use(match)
            continue
        mask.passed(match)
        if match.lastgroup == "directive":
            mask.directive(match)
    return Masked(bytes(mask.result), tuple(mask.left_out), tuple(mask.scopes))


def _readable(data: bytes) -> bytes:
    """Without attributes between a variable and its value, where the grammars know none."""
    if b"__attribute__" not in data:
        return data
    return _BEFORE_A_VALUE.sub(lambda found: _NOT_SPACE.sub(b" ", found[0]), data)


@lru_cache(maxsize=32)
def _scanner(known: Preprocessing) -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(use.name) for use in known.macros), reverse=True))
    name = rf"|(?P<name>\b(?:{names})\b)" if names else ""
    return re.compile(f"{SKIPPED}|{_DIRECTIVE}{name}", re.DOTALL | re.VERBOSE | re.MULTILINE)


@dataclass
class _Chain:
    """A conditional that has been opened: `known` when it is decided, `taken` when one of its
    branches was; what is left out since `idle`.
    """

    known: bool
    taken: bool = False
    idle: int | None = None


class _Mask:
    """`text` has a character for each byte."""

    def __init__(self, data: bytes, known: Preprocessing) -> None:
        self.text = data.decode("latin-1")
        self.result = bytearray(data)
        self._uses = {use.name: use for use in known.macros}
        self._conditions = dict(known.conditions)
        self._chains: list[_Chain] = []
        self._behind = 0
        self._passed: list[tuple[int, int]] = []
        """Comments and directives so far, as far as they have been scanned."""
        self.left_out: list[tuple[int, int]] = []
        self.scopes: list[tuple[int, tuple[str, ...]]] = []

    def passed(self, match: re.Match[str]) -> None:
        """Notes where a comment or a directive stands."""
        if match.lastgroup == "directive" or match[0].startswith("/"):
            self._passed.append(match.span())

    def directive(self, match: re.Match[str]) -> None:
        """Follows conditionals, and leaves out what they do."""
        words = condition_words(match[0])
        kind = words.partition(" ")[0]
        if kind in _CONDITIONS:
            self._open(match, words)
        elif kind in {"elif", "else", "elifdef", "elifndef", "endif"} and self._chains:
            chain = self._chains[-1]
            if chain.idle is not None:
                self._blank(chain.idle, match.start())
                self.left_out.append((chain.idle, match.start()))
                chain.idle = None
            if chain.known:
                self._blank(match.start(), match.end())
                holds = kind != "endif" and (kind == "else" or self._conditions.get(words, False))
                if kind != "endif" and (chain.taken or not holds):
                    chain.idle = match.end()
                chain.taken = chain.taken or holds
            if kind == "endif":
                self._chains.pop()

    def _open(self, match: re.Match[str], words: str) -> None:
        inside_idle = any(chain.idle is not None for chain in self._chains)
        holds = None if inside_idle else self._conditions.get(words)
        chain = _Chain(known=holds is not None, taken=bool(holds))
        if chain.known:
            self._blank(match.start(), match.end())
            chain.idle = None if holds else match.end()
        self._chains.append(chain)

    def use(self, match: re.Match[str]) -> None:
        """Puts something else in place of a use of a macro."""
        start, use = match.start(), self._uses[match[0]]
        if start < self._behind or any(chain.idle is not None for chain in self._chains):
            return
        end, opened = match.end(), match.end()
        arguments: list[str] = []
        if use.takes_arguments:
            opened = _after_space(self.text, end)
            if self.text[opened : opened + 1] != "(":
                return
            end, arguments = _arguments(self.text, opened)
        if use.types:
            self._name_types(use, opened + 1, arguments)
            return
        if use.ends_statement and self.text[_after_space(self.text, end) :][:1] == ";":
            return
        self._behind = end
        self._scope(end, use)
        room = (self.text[start:end] + "\n").index("\n")
        texts = _filled(use, arguments)
        if use.decorates and self._begins_declaration(start, end):
            texts.append(_ATTRIBUTE)
        self._blank(start, end)
        text = next((t for t in texts if len(t) <= room), "")
        self.result[start : start + len(text)] = text.encode("latin-1")

    def _name_types(self, use: MacroUse, at: int, arguments: list[str]) -> None:
        """Makes arguments that are types look like names: `CALLOC(FILE *, n)`, `CALLOC(int, n)`."""
        for position, argument in enumerate(arguments):
            at = self.text.find(argument, at)
            if position in use.types and re.fullmatch(r"[\w\s*]+", argument):
                name = re.sub(r"[^\w\n]", "_", argument)
                name = f"_{name[1:]}" if name in _KEYWORDS else name
                self.result[at : at + len(argument)] = name.encode("latin-1")
            at += len(argument)

    def _scope(self, at: int, use: MacroUse) -> None:
        """Follows the namespaces that macros open and close."""
        around = self.scopes[-1][1] if self.scopes else ()
        if use.opens:
            self.scopes.append((at, (*around, *use.opens)))
        elif use.closes and around:
            self.scopes.append((at, around[: -use.closes]))

    def _begins_declaration(self, start: int, end: int) -> bool:
        """Whether what stands there is the first word of a function or a variable."""
        following = _NAME.match(self.text, _after_space(self.text, end))
        if following is None or following[0] in _NO_ATTRIBUTE_BEFORE:
            return False
        at = start
        while at > 0:
            if self._passed and self._passed[-1][1] == at:
                at, _ = self._passed.pop()
            elif self.result[at - 1] in b" \t\r\n":
                at -= 1
            else:
                return self.result[at - 1] in b";{}"
        return True

    def _blank(self, start: int, end: int) -> None:
        for at in range(start, end):
            if self.result[at] not in b"\r\n":
                self.result[at] = 32


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _arguments(text: str, opened: int) -> tuple[int, list[str]]:
    """Where the bracket ends that opens at `opened`, and what stands in it."""
    depth = 0
    for match in _BRACKETS.finditer(text, opened):
        depth += (match[0] == "(") - (match[0] == ")")
        if depth == 0:
            inside = text[opened + 1 : match.start()]
            return match.end(), [part.strip() for part in inside.split(",")]
    return len(text), []


def _filled(use: MacroUse, arguments: list[str]) -> list[str]:
    if len(arguments) > 1 and use.stand_ins == ("$0",):
        return [", ".join(arguments)]  # a list in brackets, as `OF((int a, int b))`
    return [
        re.sub(r"\$(\d+)", lambda m: arguments[int(m[1])] if int(m[1]) < len(arguments) else "", t)
        for t in use.stand_ins
    ]
