"""What constants are worth that have names: macros, enumerators, `const` and `constexpr`."""

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

Number = int | float
Named = Mapping[str, tuple[Number, ...]]
"""Every value that some text gives a name: conditionals are not decided here."""
NOTHING: Named = MappingProxyType({})

_MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)[ \t]+([^\n\\/]+)", re.MULTILINE)
_VARIABLE = re.compile(r"\bconst(?:expr)?\b[^;={}()]*\b(\w+)\s*(?:=\s*([^;{}]+)|\{\s*([^;{}]+)\})")
_ENUMERATION = re.compile(r"\benum\b[^;{}()=]*\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*|^[ \t]*#[^\n]*", re.DOTALL | re.MULTILINE)
_SUFFIX = re.compile(r"\b(0[xX][0-9a-fA-F']+|[\d.][\d.']*(?:[eE][+-]?\d+)?)(?:[uUlLzZ]+|[fF])?\b")
_CAST = re.compile(r"\(\s*(?:unsigned|signed|int|long|char|short|float|double|\w+_t|\s)+\)")
_LONGEST, _MOST_BITS, _DEEPEST, _LARGEST = 120, 64, 4, 1 << 64


def named_constants(texts: Iterable[str], words: Collection[str]) -> Named:
    """The values of those of the `words` that the texts define, and of what these are made of."""
    defined: dict[str, list[str]] = {}
    for text in texts:
        for name, value in _definitions(text):
            defined.setdefault(name, []).append(value)
    found = {word: tuple(_values(word, defined, _DEEPEST)) for word in words if word in defined}
    return {word: values for word, values in found.items() if values}


def _definitions(text: str) -> Iterator[tuple[str, str]]:
    for match in _MACRO.finditer(text):
        yield match[1], match[2]
    plain = _COMMENT.sub(" ", text)
    for match in _VARIABLE.finditer(plain):
        yield match[1], match[2] or match[3]
    for match in _ENUMERATION.finditer(plain):
        yield from _enumerators(match[1])


def _enumerators(body: str) -> Iterator[tuple[str, str]]:
    """Each with its value, or as one more than the one before it."""
    last = "-1"
    for part in body.split(","):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if not name.isidentifier():
            return
        last = value or f"{last} + 1"
        yield name, last
        last = name if value else last


def _values(name: str, defined: Mapping[str, list[str]], deepest: int) -> Iterator[Number]:
    for text in dict.fromkeys(defined.get(name, ())):
        plain = _SUFFIX.sub(lambda match: _python(match[1]), _CAST.sub("", text)).strip()
        if deepest == 0 or len(plain) > _LONGEST:
            continue
        try:
            tree = ast.parse(plain, mode="eval").body
        except (SyntaxError, ValueError, RecursionError):
            continue
        value = _evaluated(tree, defined, deepest - 1)
        if value is not None:
            yield value


def _python(number: str) -> str:
    """A literal of C as one of Python."""
    plain = number.replace("'", "")
    return f"0o{plain[1:]}" if re.fullmatch(r"0[0-7]+", plain) else plain


def _evaluated(tree: ast.expr, defined: Mapping[str, list[str]], deepest: int) -> Number | None:
    """The value of an expression of numbers and known names; None for all others."""
    match tree:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return value
        case ast.Name(id=name):
            return next(_values(name, defined, deepest), None)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            value = _evaluated(inner, defined, deepest)
            return None if value is None else -value
        case ast.UnaryOp(op=ast.Invert(), operand=inner):
            value = _evaluated(inner, defined, deepest)
            return ~value if isinstance(value, int) else None
        case ast.BinOp(left=left, op=kind, right=right):
            sides = (_evaluated(one, defined, deepest) for one in (left, right))
            return _combined(kind, *sides)
        case _:
            return None


def _combined(kind: ast.operator, left: Number | None, right: Number | None) -> Number | None:
    if left is None or right is None:
        return None
    match kind:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right if abs(left) < _LARGEST and abs(right) < _LARGEST else None
        case _ if isinstance(left, int) and isinstance(right, int) and right >= 0:
            return _of_integers(kind, left, right)
        case _:
            return None


def _of_integers(kind: ast.operator, left: int, right: int) -> int | None:
    match kind:
        case ast.LShift() if right < _MOST_BITS:
            return left << right
        case ast.RShift() if right < _MOST_BITS:
            return left >> right
        case ast.BitOr():
            return left | right
        case ast.BitAnd():
            return left & right
        case ast.BitXor():
            return left ^ right
        case ast.Div() if right and left >= 0:
            return left // right
        case ast.Mod() if right and left >= 0:
            return left % right
        case _:
            return None
