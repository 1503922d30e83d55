"""A rewrite as a document. The preprocessor has not seen it: its own macros are read from its text,
so that statement macros and attribute macros do not lead the syntax tree astray.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from lessonls.core.preprocessing import MacroUse
from lessonls.core.reading.document import Document, document
from lessonls.core.reading.expansion import Definition, definitions, macro_use
from lessonls.core.target import Target

_SPLICE = re.compile(r"\\[ \t]*\r?\n")
_COMMENT = re.compile(r"//[^\n]*|/\*(?:(?!\*/).)*(?:\*/)?", re.DOTALL)
_DEFINE = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.MULTILINE)
_MOST = 200


def read_rewrite(text: str, target: Target) -> Document:
    """`text` as the file of `target` would read it, with the macros that it defines itself."""
    uses = _own_macros(text)
    if uses:
        there = frozenset(_DEFINE.findall(target.before + target.after))
        uses = tuple(use for use in uses if use.name not in there)
    known = target.preprocessing
    own = {use.name for use in uses}
    others = tuple(use for use in known.macros if use.name not in own)
    return document(text, target.language, replace(known, macros=(*others, *uses)))


@lru_cache(maxsize=16)
def _own_macros(text: str) -> tuple[MacroUse, ...]:
    """What a macro is whose definition changes on the way, only the compiler knows, unless all of
    them decorate declarations.
    """
    if "define" not in text:
        return ()
    plain = _COMMENT.sub(" ", _SPLICE.sub(" ", text))
    counts = Counter(_DEFINE.findall(plain))
    defined = definitions(plain) if sum(counts.values()) <= _MOST else {}
    uses = (
        macro_use(name, defined) if times == 1 else _decorating(name, plain, defined)
        for name, times in counts.items()
        if name in defined
    )
    return tuple(use for use in uses if use is not None)


def _decorating(name: str, plain: str, defined: Mapping[str, Definition]) -> MacroUse | None:
    """A macro that is defined several times, where each time it is an attribute or the like."""
    lines = [line for line in plain.splitlines() if (m := _DEFINE.match(line)) and m[1] == name]
    uses = [macro_use(name, {**defined, **definitions(line)}) for line in lines]
    alike = {use is not None and use.decorates and use.takes_arguments for use in uses}
    decorates = len(alike) == 1 and all(use is not None and use.decorates for use in uses)
    return uses[-1] if decorates else None
