"""A rewrite as a document. The preprocessor has not seen it: its own macros are read from its text,
so that statement macros and attribute macros do not lead the syntax tree astray.
"""

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from lessonls.core.preprocessing import MacroUse
from lessonls.core.reading.document import Document, document
from lessonls.core.reading.expansion import definitions, macro_use
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
    """What a macro is whose definition changes on the way, only the compiler knows."""
    if "define" not in text:
        return ()
    plain = _COMMENT.sub(" ", _SPLICE.sub(" ", text))
    counts = Counter(_DEFINE.findall(plain))
    defined = definitions(plain) if len(counts) <= _MOST else {}
    once = (name for name, times in counts.items() if times == 1 and name in defined)
    uses = (macro_use(name, defined) for name in once)
    return tuple(use for use in uses if use is not None)
