"""Macros of a reply that nobody can judge behind their names, written out: those that define
functions, types or variables, hide `static`, paste tokens, or leave a brace open.

What is compiled has the tokens that the compiler would have seen, and rules and syntax tree see
them, too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lessonls.core.reading.macro_text import (
    ExpansionError,
    TextMacro,
    append,
    arguments,
    expanded,
    text_macro,
    text_tokens,
)
from lessonls.core.reading.macros import HIDDEN
from lessonls.core.target import Language, Target

_DIRECTIVE = re.compile(r"[ \t]*#[ \t]*(\w+)")
_DEFINES = re.compile(r"[ \t]*#[ \t]*(?:define|undef)[ \t]+(\w+)")
_NAME = re.compile(r"[A-Za-z_]\w*")
_ASKED = re.compile(r"(!?)\s*defined\s*(?:\(\s*(\w+)\s*\)|(\w+))")
_SPLICE = re.compile(r"\\[ \t]*\r?\n")
_PRAGMA = re.compile(r'[ \t]*\b_Pragma\s*\(\s*"((?:\\.|[^"\\\n])*)"\s*\)[ \t]*(;?[ \t]*\n)?')
_BEFORE_A_BODY = frozenset({")", "]", "const", "noexcept", "override", "final", "mutable", "try"})
_LONGEST = 60_000
_MOST = 300


def written_out(text: str, target: Target) -> str:
    """The text with such macros written out and without their definitions; the text itself where
    that cannot be done.
    """
    if "define" not in text and "_Pragma" not in text:
        return text
    tokens = text_tokens(text)
    try:
        chosen = _chosen(tokens, target)
        result = "".join(_replaced(tokens, chosen, target)) if chosen else text
    except ExpansionError:
        return text
    result = _pragmas(result)
    return result if len(result) <= _LONGEST else text


@dataclass
class _Branch:
    """A conditional: `known` whether its present branch is compiled, None if that depends;
    `taken` whether an earlier branch was.
    """

    known: bool | None
    taken: bool


@dataclass
class _State:
    """What is known at a place of a text: the conditionals around it, and its macros so far."""

    language: Language
    theirs: frozenset[str]
    branches: list[_Branch] = field(default_factory=list[_Branch])
    defined: dict[str, TextMacro] = field(default_factory=dict[str, TextMacro])

    @property
    def compiled(self) -> bool | None:
        """Whether the place is compiled; None if that depends."""
        known = [branch.known for branch in self.branches]
        if False in known:
            return False
        return None if None in known else True

    def directive(self, line: str) -> TextMacro | None:
        """Goes past a directive; gives the macro that it defines where that is compiled."""
        match = _DIRECTIVE.match(line)
        word = match[1] if match is not None else ""
        rest = _SPLICE.sub(" ", line[match.end() :]).strip() if match is not None else ""
        if word.startswith("if"):
            known = self._holds(word, rest)
            self.branches.append(_Branch(known, taken=known is True))
        elif word.startswith("el") and self.branches:
            self._other(word, rest)
        elif word == "endif" and self.branches:
            self.branches.pop()
        elif word in {"define", "undef"} and self.compiled is not False:
            name = _NAME.match(rest)
            self.defined.pop(name[0] if name else "", None)
            macro = text_macro(line)
            if macro is not None:
                self.defined[macro.name] = macro
            return macro
        return None

    def _other(self, word: str, rest: str) -> None:
        branch = self.branches[-1]
        if branch.taken:
            branch.known = False
            return
        undecided = branch.known is None
        holds = True if word == "else" else self._holds(word.removeprefix("el"), rest)
        branch.taken = holds is True and not undecided
        branch.known = None if undecided and holds is not False else holds

    def _holds(self, word: str, rest: str) -> bool | None:
        if word in {"ifdef", "ifndef"}:
            known = self._is_defined(rest.split(maxsplit=1)[0] if rest else "")
            return known if word == "ifdef" or known is None else not known
        parts = [part.strip() for part in re.split(r"\|\||&&", rest)]
        asked = [_ASKED.fullmatch(part) for part in parts]
        answers = list[bool | None]()
        for match in asked:
            known = self._is_defined(match[2] or match[3]) if match is not None else None
            answers.append(not known if known is not None and match and match[1] else known)
        if "||" in rest and "&&" in rest:
            return None
        decisive = "||" in rest
        if decisive in answers:
            return decisive
        return None if None in answers else not decisive

    def _is_defined(self, name: str) -> bool | None:
        """gcc and clang are asked for by names that only they, or neither of them, define."""
        if name in self.defined or name == "__GNUC__":
            return True
        if name == "__cplusplus":
            return self.language is Language.CPP
        if name in {"_MSC_VER", "__INTEL_COMPILER"} or not name.startswith("_"):
            return None if name in self.theirs else False
        return None


def _state(target: Target) -> _State:
    return _State(target.language, frozenset(_NAME.findall(target.before)))


def _chosen(tokens: Sequence[str], target: Target) -> set[str]:
    """The names of the macros that are written out. Raises ExpansionError where one is needed by
    a conditional, or defined by one that nobody can decide.
    """
    state, place = _state(target), _Place()
    macros, unsure, asked = list[TextMacro](), set[str](), set[str]()
    outside = set[str]()
    for word in tokens:
        if not _is_directive(word):
            place.add(word)
            if not place.inside:
                outside.add(word)
            continue
        macro = state.directive(word)
        if macro is not None:
            macros.append(macro)
            unsure.update([macro.name] if state.compiled is None else [])
        elif "define" not in word and "undef" not in word:
            asked.update(_NAME.findall(word))
    if len(macros) > _MOST:
        raise ExpansionError("too many macros")
    odd = {macro.name for macro in macros if _is_odd(macro, outside)}
    while more := _with_odd(macros, tokens, odd) - odd:
        odd |= more
    used = odd & asked - {name for name in odd if _only_guarded(name, tokens)}
    if odd & unsure or used:
        raise ExpansionError("macros that conditionals ask for")
    return odd


def _with_odd(macros: Sequence[TextMacro], words: Sequence[str], odd: set[str]) -> set[str]:
    """The macros that have one of these in their bodies, or as an argument."""
    found = {macro.name for macro in macros if odd & set(macro.body)}
    taking = {macro.name for macro in macros if macro.parameters}
    around, last = list[tuple[str, bool]](), ""
    for word in words if odd else ():
        if word == "(":
            around.append((last, False))
        elif word == ")" and around:
            name, given = around.pop()
            if given and name in taking:
                found.add(name)
            if given and around:
                around[-1] = (around[-1][0], True)
        elif word in odd and around:
            around[-1] = (around[-1][0], True)
        last = last if word.isspace() else word
    return found


def _only_guarded(name: str, tokens: Sequence[str]) -> bool:
    """Whether directives ask for a macro in `#ifndef NAME` alone."""
    lines = [t for t in tokens if _is_directive(t) and re.search(rf"\b{name}\b", t)]
    others = [t for t in lines if re.match(r"[ \t]*#[ \t]*(?:define|undef|ifndef)\b", t) is None]
    return not others


def _is_odd(macro: TextMacro, outside: set[str]) -> bool:
    words = set(macro.body)
    if words & HIDDEN or words & {"##", "_Pragma"} or not _is_balanced(macro.body):
        return True
    return macro.name in outside and not _is_value(macro.body)


def _is_balanced(body: Sequence[str]) -> bool:
    depth = 0
    for word in body:
        depth += (word == "{") - (word == "}")
        if depth < 0:
            return False
    return depth == 0


def _is_value(body: Sequence[str]) -> bool:
    """As `Macro.is_value`: an expression, a type, or attributes."""
    depth = 0
    for word in body:
        depth += (word in {"(", "["}) - (word in {")", "]"})
        if word in {";", "{", "}", "="} or (word == "," and depth == 0):
            return False
    return True


@dataclass
class _Place:
    """Whether a place is inside of a function, by the braces before it."""

    kinds: list[bool] = field(default_factory=list[bool])
    last: str = ""

    @property
    def inside(self) -> bool:
        return any(self.kinds)

    def add(self, word: str) -> None:
        if word == "{":
            self.kinds.append(self.last in _BEFORE_A_BODY)
        elif word == "}" and self.kinds:
            self.kinds.pop()
        if not word.isspace() and not word.startswith(("//", "/*")):
            self.last = word


def _replaced(words: Sequence[str], chosen: set[str], target: Target) -> list[str]:
    """The words with what the chosen macros stand for, without the lines that define them."""
    state, at, result = _state(target), 0, list[str]()
    while at < len(words):
        word = words[at]
        at += 1
        if _is_directive(word):
            state.directive(word)
            named = _DEFINES.match(word)
            if named is None or named[1] not in chosen:
                result.append(word)
            continue
        macro = state.defined.get(word) if word in chosen else None
        end = _end(macro, words, at)
        if macro is None or end is None or state.compiled is False:
            result.append(word)
            continue
        macros = {name: one for name, one in state.defined.items() if name in chosen}
        for part in expanded(words[at - 1 : end], macros, state.defined):
            append(result, part)
        at = end
    return result


def _end(macro: TextMacro | None, words: Sequence[str], at: int) -> int | None:
    """Behind a use whose name ends at `at`; None if there is none."""
    if macro is None or macro.parameters is None:
        return at if macro is not None else None
    found = arguments(words, at)
    return found[1] if found is not None else None


def _is_directive(word: str) -> bool:
    return word.lstrip(" \t").startswith("#") and word != "##" and len(word.strip()) > 1


def _pragmas(text: str) -> str:
    """`_Pragma` as a line of its own."""
    if "_Pragma" not in text:
        return text

    def line(found: re.Match[str]) -> str:
        return f"\n#pragma {found[1].replace(chr(92) + chr(34), chr(34))}\n"

    return _PRAGMA.sub(line, text)
