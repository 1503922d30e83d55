"""A rewrite as a document. The preprocessor has not seen it: its own macros are read from its text,
so that statement macros and attribute macros do not lead the syntax tree astray.
"""

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from lessonls.core.preprocessing import Preprocessing
from lessonls.core.reading.document import Document, document
from lessonls.core.reading.expansion import definitions, macro_use
from lessonls.core.target import Target

_SPLICE = re.compile(r"\\[ \t]*\r?\n")
_COMMENT = re.compile(r"//[^\n]*|/\*(?:(?!\*/).)*(?:\*/)?", re.DOTALL)
_DEFINE = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.MULTILINE)
_MOST = 200


def read_rewrite(text: str, target: Target) -> Document:
    """`text` as the file of `target` would read it, with the macros that it defines itself."""
    return document(text, target.language, _with_own_macros(text, target.preprocessing))


@lru_cache(maxsize=16)
def _with_own_macros(text: str, known: Preprocessing) -> Preprocessing:
    """What a macro is whose definition changes on the way, only the compiler knows."""
    if "define" not in text:
        return known
    plain = _COMMENT.sub(" ", _SPLICE.sub(" ", text))
    counts = Counter(_DEFINE.findall(plain))
    defined = definitions(plain) if len(counts) <= _MOST else {}
    once = (name for name, times in counts.items() if times == 1 and name in defined)
    uses = {use.name: use for name in once if (use := macro_use(name, defined)) is not None}
    others = (use for use in known.macros if use.name not in counts)
    return replace(known, macros=(*others, *uses.values()))
