"""A file's text as the syntax tree reads it: of the same length, without what misleads the tree.

Macros that no grammar can know are replaced by what they stand for where that fits, else by
blank space, and so is what conditionals leave out. Every byte and every line stays where it
is, so that what the tree says of places holds for the user's text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lessonls.core.preprocessing import MacroUse, Preprocessing
from lessonls.core.reading.stretches import remembered, scanned

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
_UNKNOWN_TO_GRAMMARS = {
    b"__attribute__": re.compile(
        rb"__attribute__\s{0,9}\(\((?:[^()]|\([^()]{0,99}\)){0,200}\)\)(?=\s{0,99}=(?!=))"
    ),
    b"_Complex": re.compile(rb"\b_Complex\b"),
    b"__complex__": re.compile(rb"\b__complex__\b"),
}
"""A word to look for first -> what is not read."""
_POINTER_TO_MEMBER = re.compile(rb"(->|(?<=[A-Za-z_)\]])\.)\*(?=\s?[A-Za-z_])")
_PARAMETERS = re.compile(r"\(\s*(?:void\s*\)|[A-Za-z_]\w*[\s*]+[A-Za-z_])")
_TYPE_OF = re.compile(
    rb"\b(?:__typeof__|__typeof|typeof|typeof_unqual|_Atomic)"
    rb"[ \t]*\((?:[^()\n\"'/]|\((?:[^()\n\"'/]|\([^()\n\"'/]*\))*\))*\)"
)
_NOT_IN_NAMES = re.compile(rb"\W")
_NOT_SPACE = re.compile(rb"[^\r\n]")
_BLANK = bytes(byte if byte in b"\r\n" else 32 for byte in range(256))
_CLOSED = re.compile(r"/\*(?:(?!\*/).)*\*/", re.DOTALL)
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


@lru_cache(maxsize=4)
def masked(text: str, known: Preprocessing) -> Masked:
    """What is parsed in place of `text`."""
    if not known.macros and not known.conditions:
        return Masked(_readable(text.encode("utf-8", "surrogatepass")))
    whole, masks = _Whole(), _masks(known)

    def scan(stretch: str, last: bool) -> _Part | None:
        found = masks.of(stretch, whole.state)
        return found if found.is_whole or last else None

    for part in scanned(text, scan):
        whole.add(part)
    return Masked(bytes(whole.data), tuple(whole.left_out), tuple(whole.scopes))


@dataclass(frozen=True)
class _Chain:
    """A conditional that has been opened: `known` when it is decided, `taken` when one of its
    branches was; what follows is left out while it is `idle`.
    """

    known: bool
    taken: bool = False
    idle: bool = False


@dataclass(frozen=True)
class _State:
    """What a stretch has to know of those before it: the conditionals that are open, the
    namespaces that macros have opened, and whether a declaration may begin.
    """

    chains: tuple[_Chain, ...] = ()
    around: tuple[str, ...] = ()
    begins: bool = True

    @property
    def idle(self) -> bool:
        return any(chain.idle for chain in self.chains)


@dataclass(frozen=True)
class _Part:
    """A stretch that was masked; places count from its start. What an earlier one has begun to
    leave out ends at `resumed`; what it leaves out itself from `idle` on may never end.
    """

    data: bytes
    left_out: tuple[tuple[int, int], ...]
    scopes: tuple[tuple[int, tuple[str, ...]], ...]
    resumed: int | None
    idle: int | None
    state: _State
    is_whole: bool
    """All ends in it that begins in it."""


class _Whole:
    """The text so far, in parts."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.left_out: list[tuple[int, int]] = []
        self.scopes: list[tuple[int, tuple[str, ...]]] = []
        self.state = _State()
        self._idle = 0

    def add(self, part: _Part) -> None:
        """The next one."""
        start = len(self.data)
        self.data += part.data
        if part.resumed is not None:
            _blank(self.data, self._idle, start)
            self.left_out.append((self._idle, start + part.resumed))
        self.left_out += [(start + since, start + until) for since, until in part.left_out]
        self.scopes += [(start + at, names) for at, names in part.scopes]
        if part.idle is not None:
            self._idle = start + part.idle
        self.state = part.state


class _Masks:
    """Of the stretches that the user's texts consist of."""

    def __init__(self, known: Preprocessing) -> None:
        names = "|".join(sorted((re.escape(use.name) for use in known.macros), reverse=True))
        name = rf"|(?P<name>\b(?:{names})\b)" if names else ""
        scanner = f"{SKIPPED}|{_DIRECTIVE}{name}"
        self._scanner = re.compile(scanner, re.DOTALL | re.VERBOSE | re.MULTILINE)
        self._uses = {use.name: use for use in known.macros}
        self._conditions = dict(known.conditions)
        self.of = remembered(self._find)

    def _find(self, stretch: str, state: _State) -> _Part:
        data = _readable(stretch.encode("utf-8", "surrogatepass"))
        mask = _Mask(data, state, self._uses, self._conditions)
        for match in self._scanner.finditer(mask.text):
            if match.lastgroup == "name":
                mask.use(match)
                continue
            mask.passed(match)
            if match.lastgroup == "directive":
                mask.directive(match)
        return mask.part()


@lru_cache(maxsize=2)
def _masks(known: Preprocessing) -> _Masks:
    return _Masks(known)


def goes_on(match: re.Match[str]) -> bool:
    """Whether what was skipped, or a directive, ends only because the text does."""
    token, mark = match[0], match["mark"]
    if match.lastgroup == "directive":
        return "/*" in _CLOSED.sub("", token)
    if token.startswith("/*"):
        return _CLOSED.fullmatch(token) is None
    return mark is not None and not token.endswith(f'){mark}"')


def _readable(data: bytes) -> bytes:
    """Without attributes between a variable and its value, and without `_Complex`, where the
    grammars know none; what is reached through a pointer to a member is read as a member, and a
    type by its expression (`__typeof__(x)`) as a name.
    """
    if b"->*" in data or b".*" in data:
        data = _POINTER_TO_MEMBER.sub(rb"\1 ", data)
    if b"typeof" in data or b"_Atomic" in data:
        data = _TYPE_OF.sub(lambda found: _NOT_IN_NAMES.sub(b"_", found[0]), data)
    for word, unknown in _UNKNOWN_TO_GRAMMARS.items():
        if word in data:
            data = unknown.sub(lambda found: _NOT_SPACE.sub(b" ", found[0]), data)
    return data


class _Mask:
    """One stretch; `text` has a character for each byte."""

    def __init__(
        self,
        data: bytes,
        state: _State,
        uses: Mapping[str, MacroUse],
        conditions: Mapping[str, bool],
    ) -> None:
        self.text = data.decode("latin-1")
        self._result = bytearray(data)
        self._uses, self._conditions = uses, conditions
        self._chains = list(state.chains)
        self._around, self._begins = state.around, state.begins
        self._behind = 0
        self._passed: dict[int, int] = {}
        """Comments and directives so far: where each ends, and where it starts."""
        self._left_out: list[tuple[int, int]] = []
        self._scopes: list[tuple[int, tuple[str, ...]]] = []
        self._since: int | None = None
        """Where it began to leave out what follows."""
        self._resumed: int | None = None
        self._is_whole = True

    def part(self) -> _Part:
        """What has become of the stretch."""
        end = len(self.text) if self._since is None else self._since
        return _Part(
            bytes(self._result),
            tuple(self._left_out),
            tuple(self._scopes),
            self._resumed,
            self._since,
            _State(tuple(self._chains), self._around, self._may_begin(end)),
            self._is_whole,
        )

    @property
    def _idle(self) -> bool:
        return any(chain.idle for chain in self._chains)

    def passed(self, match: re.Match[str]) -> None:
        """Notes where a comment or a directive stands."""
        self._is_whole = self._is_whole and not goes_on(match)
        if match.lastgroup == "directive" or match[0].startswith("/"):
            self._passed[match.end()] = match.start()

    def directive(self, match: re.Match[str]) -> None:
        """Follows conditionals, and leaves out what they do."""
        words = condition_words(match[0])
        kind = words.partition(" ")[0]
        if kind in _CONDITIONS:
            self._open(match, words)
        elif kind in {"elif", "else", "elifdef", "elifndef", "endif"} and self._chains:
            chain = self._chains.pop()
            if chain.idle:
                self._resume(match.start())
            if chain.known:
                self._blank(match.start(), match.end())
            if kind == "endif":
                return
            holds = chain.known and (kind == "else" or self._conditions.get(words, False))
            idle = chain.known and (chain.taken or not holds)
            self._chains.append(_Chain(chain.known, chain.taken or holds, idle))
            if idle:
                self._since = match.end()

    def _open(self, match: re.Match[str], words: str) -> None:
        holds = None if self._idle else self._conditions.get(words)
        self._chains.append(_Chain(holds is not None, bool(holds), idle=holds is False))
        if holds is not None:
            self._blank(match.start(), match.end())
        if holds is False:
            self._since = match.end()

    def _resume(self, at: int) -> None:
        """Leaves nothing out any more from there on."""
        if self._since is None:  # an earlier stretch began it
            self._blank(0, at)
            self._resumed = at
        else:
            self._blank(self._since, at)
            self._left_out.append((self._since, at))
        self._since = None

    def use(self, match: re.Match[str]) -> None:
        """Puts something else in place of a use of a macro."""
        start, use = match.start(), self._uses[match[0]]
        if start < self._behind or self._idle:
            return
        end, opened = match.end(), match.end()
        arguments: list[str] = []
        if use.takes_arguments:
            opened = self._after_space(end)
            if self.text[opened : opened + 1] != "(":
                return
            end, arguments = _arguments(self.text, opened)
            self._is_whole = self._is_whole and end < len(self.text)
        if use.heads:
            self._head(start, end)
            return
        if use.types:
            self._name_types(use, opened + 1, arguments)
            return
        if use.ends_statement and self.text[self._after_space(end) :][:1] == ";":
            return
        self._behind = end
        self._scope(end, use)
        room = (self.text[start:end] + "\n").index("\n")
        texts = _filled(use, arguments)
        if use.decorates and self._begins_declaration(start, end):
            texts.append(_ATTRIBUTE)
        self._blank(start, end)
        text = next((t for t in texts if len(t) <= room), "")
        self._result[start : start + len(text)] = text.encode("latin-1")

    def _head(self, start: int, end: int) -> None:
        """Leaves out the head of a function that a macro puts together: nobody could edit it."""
        following = self.text[self._after_space(end) :][:1]
        declares = following == ";" and _PARAMETERS.search(self.text, start, end)
        if (following == "{" or declares) and self._may_begin(start):
            self._behind = end
            self._blank(start, end)

    def _name_types(self, use: MacroUse, at: int, arguments: list[str]) -> None:
        """Makes arguments that are types look like names: `CALLOC(FILE *, n)`, `CALLOC(int, n)`."""
        for position, argument in enumerate(arguments):
            at = self.text.find(argument, at)
            if position in use.types and re.fullmatch(r"[\w\s*]+", argument):
                name = re.sub(r"[^\w\n]", "_", argument)
                name = f"_{name[1:]}" if name in _KEYWORDS else name
                self._result[at : at + len(argument)] = name.encode("latin-1")
            at += len(argument)

    def _scope(self, at: int, use: MacroUse) -> None:
        """Follows the namespaces that macros open and close."""
        if use.opens:
            self._around = (*self._around, *use.opens)
        elif use.closes and self._around:
            self._around = self._around[: -use.closes]
        else:
            return
        self._scopes.append((at, self._around))

    def _begins_declaration(self, start: int, end: int) -> bool:
        """Whether what stands there is the first word of a function or a variable."""
        following = _NAME.match(self.text, self._after_space(end))
        if following is None or following[0] in _NO_ATTRIBUTE_BEFORE:
            return False
        return self._may_begin(start)

    def _may_begin(self, at: int) -> bool:
        """Whether a declaration may begin there."""
        while at > 0:
            if at in self._passed:
                at = self._passed[at]
            elif self._result[at - 1] in b" \t\r\n":
                at -= 1
            else:
                return self._result[at - 1] in b";{}"
        return self._begins

    def _after_space(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        end = found.end() if found else at
        self._is_whole = self._is_whole and end < len(self.text)
        return end

    def _blank(self, start: int, end: int) -> None:
        _blank(self._result, start, end)


def _blank(data: bytearray, start: int, end: int) -> None:
    data[start:end] = data[start:end].translate(_BLANK)


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
