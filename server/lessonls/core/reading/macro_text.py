"""Macros as text: what a use of one stands for, with the line breaks of its definition.

What a macro is to the syntax tree, `expansion` says; here is what stands in its place (ISO C,
6.10.3: arguments are expanded first, but for those next to `#` and `##`).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_DIRECTIVE = r"""(?P<directive>^[ \t]*\#(?:/\*(?:(?!\*/).)*\*/|\\[ \t]*\r?\n|[^\n])*\n?)|"""
_ANY = r"""(?P<comment>//[^\n]*|/\*(?:(?!\*/).)*(?:\*/)?)
        |(?:u8|[uUL])?R"(?P<mark>[^()\\\s]{0,16})\((?:(?!\)(?P=mark)").)*(?:\)(?P=mark)")?
        |(?:u8|[uUL])?"(?:\\.|[^"\\\n])*"|(?:u8|[uUL])?'(?:\\.|[^'\\\n])+'
        |\.?[0-9](?:[eEpP][+-]|'[0-9A-Za-z_]|[\w.])*
        |(?P<name>[A-Za-z_$][\w$]*)|(?P<space>\s+)
        |\#\#|\.\.\.|<=>|<<=|>>=|->\*?|::|[-+*/%&|^!<>=]=|\+\+|--|<<|>>|&&|\|\||."""
_HOW = re.DOTALL | re.VERBOSE | re.MULTILINE
_TOKENS = re.compile(_ANY, _HOW)
_LINES_AND_TOKENS = re.compile(_DIRECTIVE + _ANY, _HOW)
_DEFINITION = re.compile(r"\s*#\s*define\s+([A-Za-z_$][\w$]*)(\([^)]*\))?(.*)", re.DOTALL)
_SPLICE = re.compile(r"[ \t]*\\[ \t]*\r?\n")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_JOINED = re.compile(r"[\w$]{2}|\d\.|\.[\d.]|[+\-&|<>=:#]{2}|[*/]{2}|[-+*/%&|^!<>]=")
_DEEPEST = 30
_LONGEST = 20_000
_REST = "__VA_ARGS__"


class ExpansionError(ValueError):
    """What a macro stands for is too long, or cannot be written out."""


@dataclass(frozen=True)
class TextMacro:
    """A `#define`: `parameters` is None for one without parentheses; `body` are its tokens, white
    space and line breaks among them.
    """

    name: str
    parameters: tuple[str, ...] | None
    body: tuple[str, ...]


def text_macro(directive: str) -> TextMacro | None:
    """The macro that a `#define` defines; None for other directives."""
    match = _DEFINITION.fullmatch(directive)
    if match is None:
        return None
    listed = None if match[2] is None else tuple(_parameters(match[2][1:-1]))
    body = _SPLICE.sub("\n", match[3]).strip()
    return TextMacro(match[1], listed, tuple(m[0] for m in _TOKENS.finditer(body)))


def text_tokens(text: str) -> list[str]:
    """All of a text, directives and white space as a word each; comments are white space in what
    a macro stands for, and tokens elsewhere.
    """
    return [match[0] for match in _LINES_AND_TOKENS.finditer(text)]


def _parameters(listed: str) -> Iterator[str]:
    for part in listed.split(","):
        name = part.strip()
        if name:
            yield _REST if name == "..." else name.removesuffix("...").strip()


def arguments(tokens: Sequence[str], at: int) -> tuple[list[list[str]], int] | None:
    """The arguments in parentheses that open at or behind `at`, after white space only, and the
    place behind them; None if none open there. Raises ExpansionError if they never end.
    """
    while at < len(tokens) and _is_blank(tokens[at]):
        at += 1
    if tokens[at : at + 1] != ["("]:
        return None
    given, depth = [list[str]()], 0
    for end in range(at, len(tokens)):
        word = tokens[end]
        depth += (word in _OPENING) - (word in _CLOSING)
        if depth == 0:
            return [_stripped(one) for one in given], end + 1
        if word.lstrip(" \t").startswith("#") and "\n" in word:
            raise ExpansionError("a directive among arguments")
        if word == "," and depth == 1:
            given.append([])
        elif end > at:
            given[-1].append(word)
    raise ExpansionError("arguments that do not end")


def expanded(
    tokens: Sequence[str],
    macros: Mapping[str, TextMacro],
    within: Mapping[str, TextMacro],
    hidden: frozenset[str] = frozenset(),
    depth: int = _DEEPEST,
) -> list[str]:
    """Tokens with what `macros` stand for in place of their uses; in arguments of these `within`
    are expanded. Raises ExpansionError.
    """
    if depth == 0:
        raise ExpansionError("macros that are nested too deeply")
    result, at, length = list[str](), 0, 0
    while at < len(tokens):
        word = tokens[at]
        macro = macros.get(word) if word not in hidden else None
        at += 1
        found = None
        if macro is not None and macro.parameters is not None:
            found = arguments(tokens, at)
            if found is None:
                macro = None
        if macro is None:
            append(result, word)
            continue
        given = []
        if found is not None:
            given, at = found
        inner = frozenset({word, *hidden})
        body = _substituted(
            macro, given, lambda one: expanded(one, within, within, hidden, depth - 1)
        )
        body = expanded(body, macros, within, inner, depth - 1)
        for part in body:
            append(result, part)
        length += sum(map(len, body))
        if length > _LONGEST:
            raise ExpansionError("macros that stand for too much")
    return result


def _substituted(
    macro: TextMacro,
    given: Sequence[Sequence[str]],
    evaluated: Callable[[Sequence[str]], list[str]],
) -> list[str]:
    """The body with arguments in place of parameters, `#` and `##` carried out; other arguments
    are `evaluated`.
    """
    values = _values(macro, given)
    result, pending = list[str](), False
    body = [word for word in macro.body if not word.startswith(("//", "/*"))]
    for at, word in enumerate(body):
        if word == "##":
            while result and _is_blank(result[-1]):
                result.pop()
            pending = True
        elif (pending and _is_blank(word)) or (word == "#" and macro.parameters is not None):
            continue
        elif word in values:
            named = values[word]
            if _before(body, at) == "#":
                part = [_string(named)]
            elif pending or _after(body, at) == "##":
                part = list(named)
            else:
                part = evaluated(named)
            _paste(result, part, rest=word == _REST, joining=pending)
            pending = False
        else:
            _paste(result, [word], joining=pending)
            pending = False
    return result


def _values(macro: TextMacro, given: Sequence[Sequence[str]]) -> dict[str, Sequence[str]]:
    names = macro.parameters or ()
    count = len(names)
    if names and names[-1] == _REST:
        rest = list[str]()
        for number, one in enumerate(given[count - 1 :]):
            rest += ([", "] if number else []) + list(one)
        return {**dict(zip(names[:-1], given, strict=False)), _REST: rest}
    if len(given) != count and not (count == 0 and given == [[]]):
        raise ExpansionError("another number of arguments")
    return dict(zip(names, given, strict=False))


def _paste(
    result: list[str], part: Sequence[str], *, rest: bool = False, joining: bool = False
) -> None:
    if not joining:
        for word in part:
            append(result, word)
    elif rest and result and result[-1] == ",":
        # GNU: the comma goes where there are no more arguments.
        if part:
            result += [" ", *part]
        else:
            result.pop()
    elif part and result:
        joined = text_tokens(result.pop() + part[0])
        result += [*joined, *part[1:]]
    else:
        result += part


def append(result: list[str], word: str) -> None:
    """Adds a token, behind a space where it would become another one with the last."""
    if result and word and result[-1] and _JOINED.fullmatch(result[-1][-1] + word[0]):
        result.append(" ")
    result.append(word)


def _string(tokens: Sequence[str]) -> str:
    text = "".join(" " if _is_blank(word) else word for word in tokens)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _is_blank(word: str) -> bool:
    return word.isspace() or word.startswith(("//", "/*"))


def _stripped(tokens: Sequence[str]) -> list[str]:
    kept = [word for word in tokens if not word.startswith(("//", "/*"))]
    while kept and kept[0].isspace():
        kept.pop(0)
    while kept and kept[-1].isspace():
        kept.pop()
    return kept


def _before(tokens: Sequence[str], at: int) -> str:
    return next((word for word in reversed(tokens[:at]) if not word.isspace()), "")


def _after(tokens: Sequence[str], at: int) -> str:
    return next((word for word in tokens[at + 1 :] if not word.isspace()), "")
