"""What C or C++ code does, in general terms, read off its tokens.

Nothing is parsed: the text may be half typed or wrong. A concept that is found wrongly costs a
little relevance.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

_TOKEN = re.compile(
    r'(?P<skip>\s+|//[^\n]*|/\*.*?\*/|#[^\n]*)|(?P<text>"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\')'
    r"|(?P<number>\d[\w.]*)|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<sign><<=|>>=|\+\+|--|->|::|<<|>>|[-+*/%&|^<>=!]=|&&|\|\||.)",
    re.DOTALL,
)
_KEYWORDS: Final = frozenset(
    [
        "for",
        "while",
        "do",
        "if",
        "else",
        "return",
        "break",
        "continue",
        "switch",
        "case",
        "goto",
        "const",
        "auto",
        "new",
        "delete",
    ]
)
_LONGEST = 20_000
"""Characters of a text that are looked at: the time for one function stays short."""

Tokens = Sequence[str]


def is_code(text: str) -> bool:
    """Whether a text is code rather than a sentence about it."""
    return "{" in text and ";" in text


def tokens(text: str) -> list[str]:
    """The tokens of code without space, comments and directives."""
    found = _TOKEN.finditer(text[:_LONGEST])
    return [match.group() for match in found if match.lastgroup != "skip"]


def concepts(code: Tokens) -> Counter[str]:
    """The concepts that the code shows, and how often."""
    found: Counter[str] = Counter()
    loops = _loop_depths(code)
    if max(loops, default=0) > 2:
        found["deep nest"] += 2
    for place, part in enumerate(code):
        if part in _CALLS:
            found[_CALLS[part]] += 1
        elif part in _TELLING:
            for concept in _of_sign(code, place, loops[place]):
                found[concept] += 1
    found.update(_of_subscripts(code))
    found.update(_of_types(code))
    if _calls_itself(code):
        found["recursion"] += 3
    if found["writes"] and not (found["recurrence"] or found["indirection"]):
        found["elementwise"] += 1
    del found["writes"]
    return found


_CALLS: Final = {
    "sort": "sorting",
    "stable_sort": "sorting",
    "nth_element": "sorting",
    "qsort": "sorting",
    "swap": "exchange",
    "reverse": "exchange",
    "complex": "complex numbers",
    "polar": "waves",
    "exp": "waves",
    "cos": "waves",
    "sin": "waves",
    "cosf": "waves",
    "sinf": "waves",
    "min": "extremum",
    "max": "extremum",
    "fmin": "extremum",
    "fmax": "extremum",
    "sqrt": "root",
    "sqrtf": "root",
    "hypot": "root",
    "pow": "root",
    "push_back": "growth",
    "emplace_back": "growth",
    "resize": "growth",
    "malloc": "growth",
    "queue": "worklist",
    "deque": "worklist",
    "stack": "worklist",
    "pop": "worklist",
    "accumulate": "accumulation",
    "reduce": "accumulation",
    "inner_product": "accumulation",
    "transform": "elementwise",
    "find": "early exit",
    "find_if": "early exit",
    "lower_bound": "early exit",
    "string": "text",
    "strlen": "text",
    "char": "text",
}


_TELLING: Final = frozenset(
    [
        "+=",
        "-=",
        "*=",
        "/=",
        "<<=",
        ">>=",
        "++",
        "break",
        "return",
        "if",
        "?",
        "/",
        "%",
        "*",
        "^",
        "&",
        "|",
        "~",
        "<<",
        ">>",
        "&=",
        "|=",
        "^=",
        "=",
        "+",
    ]
)
"""Operators and keywords that may say something where they stand."""


def _of_sign(code: Tokens, place: int, depth: int) -> Iterator[str]:
    """What an operator or keyword says where it stands; `depth` counts the loops around it."""
    part, before = code[place], code[place - 1] if place else ""
    after = code[place + 1] if place + 1 < len(code) else ""
    match part:
        case "+=" | "-=" if depth and _is_name(before):
            yield "doubling" if _in_header(code, place) else "accumulation"
        case "*=" | "/=" | "<<=" | ">>=" if _is_name(before) and _in_header(code, place):
            yield "doubling"
        case "+=" | "-=" if depth and before == "]":
            yield "accumulation"
        case "++" if depth and (before == "]" or _is_subscripted(code, place + 1)):
            yield "counting"
        case "break" | "return" if depth:
            yield "early exit"
        case "if" | "?" if depth:
            yield "choice"
        case "/" if depth:
            yield "division"
        case "%" if depth:
            yield "remainder"
        case "*" if depth and _is_operand(before) and _is_operand(after):
            yield "product"
        case "^" | "&" | "|" | "~" | "<<" | ">>" | "&=" | "|=" | "^=" if depth:
            if _is_operand(before) or part == "~":
                yield "logic"
        case "=" if depth and before == "]":
            yield "writes"
        case "+" if _is_pair_start(code, place):
            yield "pairs"
        case _:
            return


def _is_name(part: str) -> bool:
    return bool(part) and (part[0].isalpha() or part[0] == "_") and part not in _KEYWORDS


def _is_operand(part: str) -> bool:
    return bool(part) and (part in ")]" or part[0].isalnum() or part[0] in "_(")


def _is_subscripted(code: Tokens, place: int) -> bool:
    return place + 1 < len(code) and _is_name(code[place]) and code[place + 1] == "["


def _in_header(code: Tokens, place: int) -> bool:
    """Whether the step of a loop is here: between the last `;` of its header and `)`."""
    return ")" in code[place : place + 4] and ";" not in code[place : place + 3]


def _is_pair_start(code: Tokens, place: int) -> bool:
    """`j = i + 1;` as a loop starts."""
    around = code[max(place - 3, 0) : place + 3]
    return len(around) == 6 and around[1] == "=" and around[4:] == ["1", ";"]


def _loop_depths(code: Tokens) -> list[int]:
    """For each part, how many loops are around it."""
    depths: list[int] = []
    blocks: list[str] = []
    parens, header, waiting, depth = 0, -1, False, 0
    for part in code:
        if part in ("for", "while"):
            waiting, header = True, parens
        elif part == "(":
            parens += 1
        elif part == ")":
            parens = max(parens - 1, 0)
            if waiting and parens == header:
                blocks.append("bare loop")
                waiting = False
        elif part == "{":
            if blocks and blocks[-1] == "bare loop":
                blocks[-1] = "loop"
            else:
                blocks.append("block")
        elif part == "}" or (part == ";" and not waiting):
            _close(blocks, part)
        if part in "){};":
            depth = sum(block != "block" for block in blocks)
        depths.append(depth)
    return depths


def _close(blocks: list[str], part: str) -> None:
    """A statement ends: its block, and the loops without braces that it was the body of."""
    if part == "}" and blocks:
        blocks.pop()
    while blocks and blocks[-1] == "bare loop":
        blocks.pop()


def _of_subscripts(code: Tokens) -> Iterator[str]:
    """What the indexes of arrays say."""
    opened: list[int] = []
    shifted: dict[str, set[str]] = {}
    for place, part in enumerate(code):
        if part == "[":
            if opened and _is_name(code[place - 1]):
                yield "indirection"
            if place and code[place - 1] == "]":
                yield "matrix"
            opened.append(place)
        elif part == "]" and opened:
            start = opened.pop()
            inner = code[start + 1 : place]
            if "*" in inner and "+" in inner:
                yield "matrix"
            array = code[start - 1] if start else ""
            shift = _shift(inner)
            shifted.setdefault(array, set()).add(shift or ("w" if _is_written(code, place) else ""))
    for shifts in shifted.values():
        if {"-", "+"} <= shifts:
            yield from ("neighbours", "neighbours")
        elif shifts & {"-", "+"}:
            yield "recurrence" if "w" in shifts else "neighbours"


def _shift(index: Tokens) -> str:
    """`+` or `-` where an index is a name plus or minus a small number."""
    for place, part in enumerate(index[:-1]):
        if part in "+-" and index[place + 1] in ("1", "2") and place:
            return part
    return ""


def _is_written(code: Tokens, place: int) -> bool:
    return place + 1 < len(code) and code[place + 1] in ("=", "+=", "-=", "*=")


def _of_types(code: Tokens) -> Iterator[str]:
    for place, part in enumerate(code):
        if part == "vector" and "vector" in code[place + 1 : place + 5]:
            yield "nested containers"


def _calls_itself(code: Tokens) -> bool:
    names = [name for name, after in pairwise(code) if after == "("]
    return len(names) > 1 and _is_name(names[0]) and names[0] in names[1:]
