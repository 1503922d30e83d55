"""What sorts written by hand look like, token by token without braces."""

import re

_T = r"(?:(?:struct |unsigned |long |size_t |auto |int |double |float |char |short |\w+ )+[*&]? ?)"


def _for(name: str, first: str, test: str, *, down: bool = False) -> str:
    sign = "-" if down else r"\+"
    again = f"(?P={name})"
    longer = rf"{again} {sign}= 1|{again} = {again} {sign} 1"
    step = rf"(?:{again} {sign}{sign}|{sign}{sign} {again}|{longer})"
    return rf"for \( {_T}?(?P<{name}>\w+) = {first} ; {test} ; {step} \) "


def _swap(one: str, other: str) -> str:
    temp = rf"(?P<temp>{_T})(?P<t>\w+) = {one} ; {one} = {other} ; {other} = (?P=t) ;"
    turned = rf"(?P<temp2>{_T})(?P<t2>\w+) = {other} ; {other} = {one} ; {one} = (?P=t2) ;"
    return rf"(?:{temp}|{turned}|swap \( (?:{one} , {other}|{other} , {one}) \) ;)"


_A, _J, _I = r"(?P=a)", r"(?P=j)", r"(?P=i)"
_AT = rf"{_A} \[ {_J} \]"
_NEXT, _LAST = rf"{_A} \[ {_J} \+ 1 \]", rf"{_A} \[ {_J} - 1 \]"
_FLAG = r"(?:(?:bool |int |char )?(?P<flag>\w+) = (?:false|0) ; )?"
_SWAPPED = r"(?: (?P=flag) = (?:true|1) ;)?"
_STOP = r"(?: if \( (?:! (?P=flag)|(?P=flag) == (?:0|false)) \) (?:break|return) ;)?"
_OUTER = (
    r"for \( " + _T + r"?(?P<i>\w+) = (?:0|1|(?P<down>[\w. ()]+ - 1)) ; [^;]+ ; "
    r"(?:(?P=i) (?:\+\+|--)|(?:\+\+|--) (?P=i)|(?P=i) [+-]= 1|(?P=i) = (?P=i) [+-] 1) \) "
)
_IF = r"if \( (?P<test>(?:(?! ; ).)*?(?P<a>\w+) \[ (?:(?! ; ).)*?) \) "


def _bubble(place: str, other: str, first: str, test: str) -> str:
    swapped = _SWAPPED.replace(r"(?P=flag)", r"\w+")
    stop = _STOP.replace(r"(?P=flag)", r"\w+")
    return _OUTER + _FLAG + _for("j", first, test) + _IF + _swap(place, other) + swapped + stop


_KEY = rf"(?P<temp>{_T})(?P<key>\w+) = (?P<a>\w+) \[ {_I} \] ; "
_TEST = r"(?P<test>(?:(?! ; ).)*?)"
_BACK = rf"(?:{_J} --|-- {_J}|{_J} -= 1|{_J} = {_J} - 1) ;"
_RISING = _for("i", "1", r"(?P=i) < (?P<end>[^;]+)")

_BUBBLE = _bubble(_AT, _NEXT, "0", r"(?P=j)(?: \+ 1)? < (?P<end>[^;]+)")
_BUBBLE_BACK = _bubble(_LAST, _AT, "1", r"(?P=j) < (?P<end>[^;]+)")
_INSERT_BELOW = (
    _RISING + _KEY + rf"{_T}(?P<j>\w+) = {_I} - 1 ; while \( {_J} >= 0 && {_TEST} \) "
    rf"{_NEXT} = {_AT} ; {_BACK} {_NEXT} = (?P=key) ;"
)
_INSERT_AT = (
    _RISING + _KEY + rf"{_T}(?P<j>\w+) = {_I} ; while \( {_J} > 0 && {_TEST} \) "
    rf"{_AT} = {_LAST} ; {_BACK} {_AT} = (?P=key) ;"
)
_SINK = (
    _RISING + rf"(?:{_T}(?P<j>\w+) = {_I} ; while \( {_J} > 0 && "
    r"(?P<test>(?:(?! ; ).)*?(?P<a>\w+) \[ (?:(?! ; ).)*?) \) " + _swap(_AT, _LAST) + rf" {_BACK})"
)
_CHOSEN = rf"{_A} \[ (?P=m) \]"
_SELECTION = (
    _for("i", "0", r"(?P=i)(?: \+ 1)? < [^;]+") + rf"{_T}(?P<m>\w+) = {_I} ; "
    + _for("j", r"(?P=i) \+ 1", r"(?P=j) < (?P<end>[^;]+)") + _IF + rf"(?P=m) = {_J} ; "
    + r"(?:if \( (?:(?P=m) != (?P=i)|(?P=i) != (?P=m)) \) )?" + _swap(rf"{_A} \[ {_I} \]", _CHOSEN)
)  # fmt: skip
_EXCHANGE = (
    _for("i", "0", r"(?P=i)(?: \+ 1)? < [^;]+")
    + _for("j", r"(?P=i) \+ 1", r"(?P=j) < (?P<end>[^;]+)")
    + _IF + _swap(rf"{_A} \[ {_I} \]", _AT)
)  # fmt: skip

PATTERNS: tuple[tuple[re.Pattern[str], str, str, bool], ...] = (
    (re.compile(_BUBBLE), "{a} [ {j} + 1 ]", "{a} [ {j} ]", True),
    (re.compile(_BUBBLE_BACK), "{a} [ {j} ]", "{a} [ {j} - 1 ]", True),
    (re.compile(_INSERT_BELOW), "{key}", "{a} [ {j} ]", True),
    (re.compile(_INSERT_AT), "{key}", "{a} [ {j} - 1 ]", True),
    (re.compile(_SINK), "{a} [ {j} ]", "{a} [ {j} - 1 ]", True),
    (re.compile(_SELECTION), "{a} [ {j} ]", "{a} [ {m} ]", False),
    (re.compile(_EXCHANGE), "{a} [ {j} ]", "{a} [ {i} ]", False),
)
"""A pattern, the element that the test finds to come first, the other; whether equals stay put."""
