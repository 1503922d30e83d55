"""Values of Python as JSON and back, for processes that do not trust each other. Runs inside.

Lists, texts, numbers and None are themselves; of everything else there is an object with one
field, the name of its type. Only plain values come out, whatever the text says: nothing that has
been sent can decide what it is equal to. Iterators come out as iterators over what they gave;
what is no plain value, as something that is equal to nothing else.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, cast

_MOST = 1_000_000
"""Items that an iterator is asked for."""


class Unknown:
    """A value that could not be sent, such as a function."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __repr__(self) -> str:
        return f"<{self._kind}>"


def packed(value: Any) -> bytes:
    """A value as text. Raises RecursionError for one that is nested too deeply."""
    return json.dumps(_plain(value)).encode()


def unpacked(text: bytes) -> Any:
    """The value that a text stands for. Raises ValueError or RecursionError if it is none."""
    return _value(json.loads(text))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    for kind in (str, int, float):
        if isinstance(value, kind):
            return kind(value)
    if isinstance(value, list):
        return _each(value)
    return _tagged(value)


def _tagged(value: Any) -> Any:
    if isinstance(value, dict):
        return {"dict": [_each(pair) for pair in cast("Any", value).items()]}
    for kind in (tuple, set, frozenset):
        if isinstance(value, kind):
            return {kind.__name__: _each(value)}
    if isinstance(value, (bytes, bytearray)):
        return {"bytes": bytes(value).decode("latin-1")}
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, range):
        return {"range": [value.start, value.stop, value.step]}
    if isinstance(value, Iterator):
        return {"iterator": _each(islice(cast("Any", value), _MOST))}
    return {"unknown": type(value).__name__}


def _each(values: Any) -> list[Any]:
    return [_plain(one) for one in values]


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return _values(plain)
    if not isinstance(plain, dict):
        return plain
    kind, content = next(iter(cast("Any", plain).items()), ("", None))
    if isinstance(content, str):
        return content.encode("latin-1") if kind == "bytes" else Unknown(content)
    try:
        return _MADE[kind](_values(content))
    except (KeyError, TypeError) as error:
        raise ValueError("not a value") from error


def _values(plain: Any) -> list[Any]:
    return [_value(one) for one in plain]


_MADE: Mapping[str, Callable[[list[Any]], Any]] = {
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "iterator": iter,
    "dict": dict,
    "complex": lambda items: complex(*items),
    "range": lambda items: range(*items),
}
