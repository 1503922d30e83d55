"""HTML and SVG as values. Text is escaped unless it is `Markup`, so that forgetting is safe."""

import re
from collections.abc import Iterable
from html import escape

_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but for tab and newline
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # these reorder the text around them
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # no characters at all
)
_VOID = {"meta"}


class Markup(str):
    """Text that is HTML already. What is made of it by methods of `str` is plain text again."""

    __slots__ = ()


def clean(text: str) -> str:
    """`text` with a visible mark in place of each character that no page may hold, or that
    would make code look like other code.
    """
    return _UNFIT.sub("\ufffd", text.replace("\r\n", "\n"))


def element(name: str, /, *children: str, **attributes: str | float | None) -> Markup:
    """One element. `class_` and `stroke_width` become `class` and `stroke-width`; an attribute
    that is None is left out.
    """
    opening = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{opening}/>")
    return Markup(f"<{name}{opening}>{together(children)}</{name}>")


def together(parts: Iterable[str]) -> Markup:
    """The parts, one after the other."""
    return Markup(
        "".join(part if isinstance(part, Markup) else escape(clean(part)) for part in parts)
    )


def number(value: float) -> str:
    """A coordinate: a tenth of a pixel is finer than anybody sees."""
    return f"{value:.1f}".removesuffix(".0")


def _value(value: str | float) -> str:
    return clean(value) if isinstance(value, str) else number(value)
