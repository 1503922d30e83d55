"""The types that the harness has no values for, as the compiler names them."""

import re
from collections.abc import Iterator

_CODEC = r"lessonls::Codec<(?P<type>[^\n]+?), void>"
_RECURSIVE = re.compile(rf"the value of .{_CODEC}::\w+. is not usable in a constant expression")
_INSTANCE = re.compile(rf"In instantiation of .struct {_CODEC}.:")
_UNSUPPORTED = "LESSONLS_UNSUPPORTED_TYPE"


def unbound_types(diagnostics: str) -> str:
    """Why the function cannot be called with values, or nothing where the reason is another."""
    return "; ".join(dict.fromkeys([*_recursive(diagnostics), *_unsupported(diagnostics)]))


def _recursive(diagnostics: str) -> Iterator[str]:
    for match in _RECURSIVE.finditer(diagnostics):
        plain = re.sub(r"(?:\bconst\b|[*&\s])+$", "", match["type"])
        yield f"{plain} points to its own kind, as lists and trees do"


def _unsupported(diagnostics: str) -> Iterator[str]:
    """Each failed assertion belongs to the instantiation that is named last before it."""
    at = diagnostics.find(_UNSUPPORTED)
    while at >= 0:
        instances = list(_INSTANCE.finditer(diagnostics, 0, at))
        if instances:
            yield f"values of the type {instances[-1]['type']} cannot be made yet"
        at = diagnostics.find(_UNSUPPORTED, at + 1)
