"""The constants of a function: what its conditions may ask of inputs. Pure.

Fuzzers call such a list a dictionary. What constants are worth that the function only names, is
given.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tree_sitter import Node

from lessonls.core.reading.named_constants import NOTHING, Named
from lessonls.core.reading.syntax import parse, text_of, walk
from lessonls.core.target import Language

_MOST = 64


@dataclass(frozen=True)
class Constants:
    """Integers, reals, characters and strings, each without repetition."""

    integers: tuple[int, ...] = ()
    reals: tuple[float, ...] = ()
    characters: bytes = b""
    strings: tuple[bytes, ...] = ()

    @property
    def numbers(self) -> tuple[int | float, ...]:
        """Everything that a number may be compared with."""
        return (*self.integers, *self.characters, *self.reals)

    def with_numbers(self, numbers: Iterable[int | float]) -> "Constants":
        """The same with more numbers."""
        integers, reals = dict.fromkeys(self.integers), dict.fromkeys(self.reals)
        for number in numbers:
            if isinstance(number, int):
                integers[number] = None
            else:
                reals[number] = None
        return replace(self, integers=tuple(integers)[:_MOST], reals=tuple(reals)[:_MOST])

    def without(self, other: "Constants") -> "Constants":
        """What the other does not have."""
        return Constants(
            tuple(n for n in self.integers if n not in other.integers),
            tuple(n for n in self.reals if n not in other.reals),
            bytes(n for n in self.characters if n not in other.characters),
            tuple(s for s in self.strings if s not in other.strings),
        )


def constants(code: str, language: Language, named: Named = NOTHING) -> Constants:
    """Those that `code` writes, and the values of those that it names."""
    numbers: dict[int | float, None] = {}
    characters = b""
    strings: dict[bytes, None] = {}
    words = set[str]()
    for node in walk(parse(code, language).root_node):
        match node.type:
            case "number_literal":
                numbers |= dict.fromkeys(_number(text_of(node)))
            case "binary_expression":
                numbers |= dict.fromkeys(_folded(node))
            case "char_literal":
                characters += _text(node)
            case "string_literal":
                strings[_text(node)] = None
            case "identifier":
                words.add(text_of(node))
            case _:
                pass
    for word in sorted(words & named.keys()):
        numbers |= dict.fromkeys(named[word])
    strings.pop(b"", None)
    found = Constants((), (), bytes(dict.fromkeys(characters)), tuple(strings)[:_MOST])
    return found.with_numbers(numbers)


def _number(text: str) -> Iterator[int | float]:
    """The value of a literal, if it is one."""
    plain = text.replace("'", "")
    bare = plain if plain.lower().startswith("0x") else plain.rstrip("fF")
    bare = bare.rstrip("uUlLzZ")
    if re.fullmatch(r"-?0[0-7]+", bare):
        bare = bare.replace("0", "0o", 1)
    try:
        yield int(bare, 0)
    except ValueError:
        try:
            yield float(bare)
        except ValueError:
            return


def _folded(node: Node) -> Iterator[int]:
    """The value of `1 << 16` or `64 * 1024`."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return
    if {left.type, right.type} != {"number_literal"}:
        return
    for one in _number(text_of(left)):
        for other in _number(text_of(right)):
            if not isinstance(one, int) or not isinstance(other, int):
                continue
            if text_of(operator) == "<<" and 0 <= other < _MOST:
                yield one << other
            elif text_of(operator) == "*":
                yield one * other


def _text(node: Node) -> bytes:
    """The bytes of a character or string; C's escapes are Python's, but for rare ones."""
    quoted = text_of(node)
    start = min((quoted.find(mark) for mark in "\"'" if mark in quoted), default=0)
    try:
        value = ast.literal_eval(quoted[start:])
    except (SyntaxError, ValueError):
        return b""
    return str(value).encode("latin-1", "ignore")
