"""Examples in the comment at a function, as unit tests: `f(2) == 4`, `f(2) -> 4`, `f(2) returns 4`.

Only what is surely meant counts: a call of the function, a word or sign that says what comes of it,
and a literal. A literal with decimals may be rounded; strings are compared by their letters.
"""

import re
from collections.abc import Iterator

from lessonls.core.target import Language, Parameter, Target

_SAYS = re.compile(
    r"\s*(?:==+|=>|->|→|=|:|(?:should\s+)?(?:returns?|gives?|yields?|evaluates?\s+to|is|be|equals?)"
    r"(?:\s+to)?)\s*",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"""
    (?P<number>[-+]?(?:0[xX][0-9a-fA-F']+|(?:\d[\d']*(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?)[uUlLfF]*)(?!\w|\.\w)
    |(?P<string>"(?:\\.|[^"\\\n])*")
    |(?P<letter>'(?:\\.|[^'\\\n])+')
    |(?P<name>(?:true|false|NULL|nullptr|[A-Z][A-Z0-9_]{2,}|(?:\w+::)+\w+)\b(?!\s*[({<]))
    """,
    re.VERBOSE,
)
_DECIMALS = re.compile(r"[-+]?\d*\.(\d*)[fFlL]?$")
_OPENING, _CLOSING = "([{", ")]}"
_LONGEST = 400


def examples(target: Target) -> list[str]:
    """The tests that the target's description holds, in its order; none of a member function, which
    needs an object.
    """
    found = dict.fromkeys(_tests(target)) if "." not in target.name else {}
    return list(found)


def _tests(target: Target) -> Iterator[str]:
    text = target.description
    call = re.compile(rf"(?<![\w.>])(?:\w+::)*{re.escape(target.name)}\s*\(")
    for place in call.finditer(text):
        end = _closed(text, place.end() - 1)
        says = _SAYS.match(text, end) if end else None
        value = _VALUE.match(text, says.end()) if says else None
        if end and value is not None:
            arguments = text[place.end() : end - 1]
            if len(arguments) <= _LONGEST:
                yield _assertion(target, f"{target.name}({_given(arguments, target)})", value)


def _assertion(target: Target, call: str, value: re.Match[str]) -> str:
    written = value[0]
    pointer = "*" in target.returns and "char" in target.returns
    if value["string"] and (target.language is Language.C or pointer):
        return f"assert(strcmp({call}, {written}) == 0);"
    decimals = _DECIMALS.match(written) if value["number"] else None
    if decimals is not None and re.search(r"\b(?:float|double)\b", target.returns):
        return f"assert(fabs({call} - {written}) <= 0.5e-{max(len(decimals[1]), 1)});"
    return f"assert({call} == {written});"


def _given(arguments: str, target: Target) -> str:
    """The arguments, with what stands for an array as an array."""
    split = _split(arguments)
    if target.language is not Language.C or len(split) != len(target.parameters):
        return arguments.strip()
    return ", ".join(
        _array(one.strip(), parameter)
        for one, parameter in zip(split, target.parameters, strict=True)
    )


def _array(argument: str, parameter: Parameter) -> str:
    """`{1, 2}` and `[1, 2]` are arrays where an array is taken."""
    if argument[:1] not in {"{", "["} or not re.search(r"[*\[]", parameter.text):
        return argument
    kind = re.sub(r"\[[^\]]*\]|\bconst\b|\brestrict\b|[*&]", " ", parameter.text)
    kind = re.sub(rf"\b{re.escape(parameter.name)}\b", " ", kind)
    return f"({' '.join(kind.split())}[]){{{argument[1:-1]}}}"


def _split(arguments: str) -> list[str]:
    """At the commas that are in no brackets and no literal."""
    parts, start, at = list[str](), 0, 0
    while at < len(arguments):
        if arguments[at] == ",":
            parts.append(arguments[start:at])
            start = at + 1
        at = _behind(arguments, at)
    return [*parts, arguments[start:]] if arguments.strip() else []


def _closed(text: str, at: int) -> int:
    """Behind the bracket that closes the one at that place; 0 if there is none."""
    end = _behind(text, at)
    return end if end > at + 1 else 0


def _behind(text: str, at: int) -> int:
    """Behind what begins at that place: a literal, what is in brackets, or one character."""
    letter = text[at]
    if letter in "\"'":
        literal = re.compile(rf"{letter}(?:\\.|[^{letter}\\\n])*{letter}").match(text, at)
        return literal.end() if literal else at + 1
    if letter not in _OPENING:
        return at + 1
    inner = at + 1
    while inner < len(text) and text[inner] not in _CLOSING:
        inner = _behind(text, inner)
    return inner + 1 if inner < len(text) else at + 1
