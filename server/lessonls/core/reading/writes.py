"""Whether a text may write to a variable, as far as its words tell: rather too often than not."""

import re

_STEP = r"(?:\+\s*\+|-\s*-)"
_STORE = rf"(?:{_STEP}|(?:[-+*/%&|^]|<\s*<|>\s*>)?\s*=(?!\s*=))"
_SUBSCRIPT = r"\s*\[[^\]\[]*(?:\[[^\]]*\][^\]\[]*)*\]"


def may_be_written(name: str, text: str) -> bool:
    """Whether anything in a text stores to a variable, or passes on where it is; what it is
    initialized with where it is declared does not count. There may be blanks between all signs.
    """
    word = rf"\b{re.escape(name)}\b"
    declared = re.search(rf"\bstatic\b[^;{{}}()=]*?{word}((?:{_SUBSCRIPT})*)\s*=(?!\s*=)", text)
    if declared is not None:
        text = text[: declared.start()] + text[declared.end() :]
    dimensions = len(re.findall(_SUBSCRIPT, declared[1])) if declared is not None else 0
    if re.search(rf"(?:{_STEP}|(?<!&)(?<!& )&)\s*{word}", text):
        return True
    if re.search(rf"{word}(?:{_SUBSCRIPT})*\s*{_STORE}", text):
        return True
    if dimensions:
        return re.search(rf"{word}(?!(?:{_SUBSCRIPT}){{{dimensions}}})", text) is not None
    return re.search(rf"[(,]\s*{word}\s*[,)]", text) is not None
