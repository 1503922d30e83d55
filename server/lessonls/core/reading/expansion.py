"""Macros as the preprocessor defines them: what a use of one is to the syntax tree.

Most macros look like what they are: a value like a name, a function like a call. What is left are
those that decorate a declaration (attributes, storage, export, calling convention), that open or
close a scope, that are whole statements, or the head of a loop.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from lessonls.core.preprocessing import MacroUse

_TOKEN = re.compile(
    r"""[A-Za-z_$][\w$]*|\.?\d(?:[eEpP][+-]|[\w.'])*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\#\#|::|\S"""
)
_DEFINITION = re.compile(r"#\s*define\s+([A-Za-z_$][\w$]*)(\([^)]*\))?[ \t]*(.*)")
_ATTRIBUTES = frozenset(
    [
        "__attribute__",
        "__attribute",
        "__declspec",
        "_Alignas",
        "alignas",
        "__asm__",
        "__asm",
        "_Pragma",
        "__pragma",
    ]
)
_STORAGE = ("static", "inline", "constexpr")
_DECORATION = frozenset(
    [
        "static",
        "inline",
        "__inline",
        "__inline__",
        "__forceinline",
        "extern",
        "register",
        "const",
        "volatile",
        "restrict",
        "__restrict",
        "__restrict__",
        "constexpr",
        "noexcept",
        "override",
        "final",
        "virtual",
        "explicit",
        "_Noreturn",
        "noreturn",
        "__extension__",
        "_Complex",
        "__complex__",
        "__cdecl",
        "__stdcall",
        "__fastcall",
        "__vectorcall",
        "__thiscall",
        "_cdecl",
        "_stdcall",
    ]
)
_OPENING = {"(": ")", "[": "]", "{": "}"}
_OPERATORS = frozenset({"*", "/", "%", "<", ">", "|", "^", "+"})
_MOST_TOKENS = 2000
_MOST_VARIABLE = 32
_DEEPEST = 20


@dataclass(frozen=True)
class Definition:
    """A `#define`; `parameters` is None for a macro without brackets."""

    parameters: tuple[str, ...] | None
    body: tuple[str, ...]


def definitions(preprocessed: str) -> dict[str, Definition]:
    """The macros of a preprocessor's `-dD` output; of several of one name the last that was not
    removed.
    """
    found: dict[str, Definition] = {}
    for line in preprocessed.splitlines():
        match = _DEFINITION.match(line)
        if match is None:
            continue
        listed = None if match[2] is None else tuple(_listed(match[2]))
        found[match[1]] = Definition(listed, tuple(_TOKEN.findall(match[3])))
    return found


def _listed(brackets: str) -> Iterator[str]:
    for part in brackets[1:-1].split(","):
        if part.strip():
            yield "__VA_ARGS__" if part.strip() == "..." else part.strip().removesuffix("...")


def macro_use(name: str, known: Mapping[str, Definition]) -> MacroUse | None:
    """How the syntax tree has to see uses of that macro; None if it reads them well."""
    definition = _meant(known[name], known)
    marks = {of: f"${at}" for at, of in enumerate(definition.parameters or ())}
    expanded = _expanded(definition.body, known, marks, frozenset({name}), _DEEPEST)
    if expanded is None:
        return None
    plain = MacroUse(name, takes_arguments=definition.parameters is not None)
    seen = _seen_as(plain, _without_attributes(expanded), pasted="##" in definition.body)
    unused = tuple(at for at in range(len(marks)) if not any(f"${at}" in word for word in expanded))
    if unused and (seen is None or seen.types):  # what is left out may be a type
        seen = replace(plain, types=tuple(sorted({*unused, *(seen.types if seen else ())})))
    last = len(marks) - 1
    if seen is not None and last in seen.types and "__VA_ARGS__" in marks:
        return replace(seen, types=(*seen.types, *range(last + 1, last + _MOST_VARIABLE)))
    return seen


def _meant(definition: Definition, known: Mapping[str, Definition]) -> Definition:
    """The macro with arguments of which this one is another name."""
    for _ in range(_DEEPEST):
        if definition.parameters is not None or len(definition.body) != 1:
            break
        other = known.get(definition.body[0])
        if other is None:
            break
        definition = other
    return definition


def _seen_as(use: MacroUse, tokens: Sequence[str], *, pasted: bool) -> MacroUse | None:
    words = [word for word in tokens if word not in _DECORATION and word != '"C"']
    if not words:
        storage = [word for word in _STORAGE if word in tokens]
        ladder = dict.fromkeys([" ".join(storage), *storage] if storage else [])
        return replace(use, stand_ins=tuple(ladder), decorates=True)
    if not _balanced(tokens):
        opens = tuple(_namespaces(tokens))
        closes = 0 if "{" in tokens else tokens.count("}")
        return replace(use, opens=opens, closes=closes)
    if tokens[-1] in {";", "}"}:
        return replace(use, stand_ins=(";",), ends_statement=True)
    if tokens[0] in _OPERATORS:
        return replace(use, stand_ins=("*1",))  # `#define KB *(1 << 10)`
    if tokens[0] in {"for", "while"}:
        return replace(use, stand_ins=("for(;;)",))
    if tokens[0] in {"if", "switch", "else"}:
        return replace(use, stand_ins=("if(1)",))
    if cast := _cast(words):
        return replace(use, stand_ins=(cast,))
    if len(words) == 1 and (words[0].startswith("$") or (pasted and "$" in words[0])):
        return replace(use, stand_ins=(words[0],))
    if len(words) > 1 and all(re.fullmatch(r"\$\d+", word) for word in words):
        return replace(use, heads=True)
    types = tuple(sorted(set(_types(tokens))))
    return replace(use, types=types) if types else None


def _cast(words: Sequence[str]) -> str:
    """The first one of a row of casts, as in `(type)(void *)(const void *)`, with nothing behind
    them that is cast.
    """
    groups, at = list[list[str]](), 0
    while at < len(words) and words[at] == "(":
        end = _behind(words, at)
        groups.append(list(words[at + 1 : end - 1]))
        at = end
    if at < len(words) or len(groups) < 2 or groups[0][:1] == ["("]:
        return ""
    pointers = [group[-1:] == ["*"] or group[-1:] == ["size_t"] for group in groups[1:]]
    return f"({' '.join(groups[0])})" if all(pointers) else ""


def _types(tokens: Sequence[str]) -> Iterator[int]:
    """The arguments that are cast to, whose size is asked for, or that are pointed to; and those
    that are parameters of a type of functions, as in `(double (*)(__VA_ARGS__))`.
    """
    for at, word in enumerate(tokens):
        before, after = list(tokens[max(at - 4, 0) : at]), list(tokens[at + 1 : at + 3])
        cast = before[-1:] == ["("] and after in (["*", ")"], [")", "("])
        pointed = before == ["(", "*", ")", "("]
        if word.startswith("$") and word[1:].isdigit() and (cast or pointed):
            yield int(word[1:])


def _namespaces(tokens: Sequence[str]) -> Iterator[str]:
    """The names of namespaces that are opened, empty for those that need not be spelled."""
    for at, word in enumerate(tokens):
        if word != "namespace":
            continue
        hidden = at > 0 and tokens[at - 1] == "inline"
        names = list(takewhile(lambda one: one != "{", tokens[at + 1 :]))
        named = [name for name in names if name.isidentifier()]
        yield from ("" if hidden else name for name in named or [""])


def _balanced(tokens: Sequence[str]) -> bool:
    awaited: list[str] = []
    for token in tokens:
        if token in _OPENING:
            awaited.append(_OPENING[token])
        elif token in _OPENING.values() and (not awaited or awaited.pop() != token):
            return False
    return not awaited


def _without_attributes(tokens: Sequence[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(tokens):
        attribute = tokens[at] in _ATTRIBUTES and tokens[at + 1 : at + 2] == ["("]
        if attribute or list(tokens[at : at + 2]) == ["[", "["]:
            at = _behind(tokens, at + attribute)
        else:
            kept.append(tokens[at])
            at += 1
    return kept


def _behind(tokens: Sequence[str], at: int) -> int:
    """Behind the bracket that closes the one at `at`."""
    depth = 0
    for end in range(at, len(tokens)):
        depth += (tokens[end] in _OPENING) - (tokens[end] in _OPENING.values())
        if depth == 0:
            return end + 1
    return len(tokens)


def _expanded(
    body: Sequence[str],
    known: Mapping[str, Definition],
    arguments: Mapping[str, str],
    hidden: frozenset[str],
    depth: int,
) -> list[str] | None:
    """The tokens that a body stands for; None if they are too many."""
    if depth == 0:
        return None
    result: list[str] = []
    substituted = _pasted([arguments.get(token, token) for token in body])
    at = 0
    while at < len(substituted):
        token = substituted[at]
        definition = known.get(token) if token not in hidden else None
        at += 1
        if definition is None:
            result.append(token)
            continue
        inner: Mapping[str, str] = {}
        if definition.parameters is not None:
            if substituted[at : at + 1] != ["("]:
                result.append(token)
                continue
            end = _behind(substituted, at)
            given = _split(substituted[at + 1 : end - 1])
            inner = dict(zip(definition.parameters, map(" ".join, given), strict=False))
            at = end
        more = _expanded(definition.body, known, inner, hidden | {token}, depth - 1)
        if more is None or len(result) + len(more) > _MOST_TOKENS:
            return None
        result += more
    return result


def _pasted(tokens: Sequence[str]) -> list[str]:
    """With `##` carried out, and arguments of several tokens taken apart."""
    result: list[str] = []
    joining = False
    for word in tokens:
        if word == "##":
            joining = True
        elif joining and result:
            result[-1] += word
            joining = False
        else:
            result += word.split(" ") if " " in word and word[0] not in "\"'" else [word]
    return result


def _split(tokens: Sequence[str]) -> list[list[str]]:
    """Arguments, at the commas outside of brackets."""
    given: list[list[str]] = [[]]
    depth = 0
    for word in tokens:
        depth += (word in _OPENING) - (word in _OPENING.values())
        if word == "," and depth == 0:
            given.append([])
        else:
            given[-1].append(word)
    return given
