"""Pointers that lead to one struct or number, and not to the first of many."""

import re
from collections.abc import Sequence
from dataclasses import replace

from lessonls.adapters.judge.execution.inputs import places
from lessonls.core.workload import Workload
from lessonls_sandbox.wire import Array, Interface, List, One, Scalar, Struct, Type


def singled(interface: Interface, names: Sequence[str], code: str, helpers: str = "") -> Interface:
    """The interface in which pointers to structs lead to one, where the code of the function does
    not step along them, nor along members that its `helpers` may use; to numbers, where it uses the
    one in front of them and no other.
    """
    body = code.partition("{")[2]
    parameters = (
        replace(parameter, type=_singled(parameter.type, name, body, f"{body}\n{helpers}"))
        for name, parameter in zip(names, interface.parameters, strict=True)
    )
    return replace(interface, parameters=tuple(parameters))


def with_one_object(interface: Interface, names: Sequence[str]) -> Interface:
    """The interface in which `this` leads to one object."""
    parameters = (
        replace(one, type=One(one.type.of, one.type.what))
        if name == "this" and isinstance(one.type, List) and one.type.what == "pointer"
        else one
        for name, one in zip(names, interface.parameters, strict=True)
    )
    return replace(interface, parameters=tuple(parameters))


def fits(interface: Interface, names: Sequence[str], workload: Workload) -> bool:
    """Whether a workload says something of every place of the interface."""
    known = {*workload.values, *workload.lengths}
    return all(
        path in known
        for name, parameter in zip(names, interface.parameters, strict=True)
        for path, _ in places(parameter.type, name)
    )


def _singled(of: Type, name: str, code: str, helpers: str) -> Type:
    """`helpers` is the code that may use members, that of the function included."""
    match of:
        case One(element, what):
            return One(_singled(element, name, code, helpers), what)
        case List(element, "pointer") if isinstance(element, Struct):
            inner = _singled(element, name, code, helpers)
            return List(inner, "pointer") if _steps(name, code) else One(inner, "pointer")
        case List(Scalar(text=False) as element, "pointer"):
            alone = _is_used_alone(name, code) or _is_passed_on(name, code, helpers)
            return One(element, "pointer") if alone else of
        case List(element, what):
            return List(_singled(element, name, code, helpers), what)
        case Array(size, element):
            return Array(size, _singled(element, name, code, helpers))
        case Struct(fields):
            singled = tuple(
                (field, _singled(kind, field, helpers, helpers)) for field, kind in fields
            )
            return replace(of, fields=singled)
        case _:
            return of


def _steps(name: str, code: str) -> bool:
    """Whether elements behind the first are used: `p[i]`, `p + i`, `p++`, or `q < p`."""
    word = rf"\b{re.escape(name)}\b"
    return re.search(rf"{word}\s*(?:\[|\+|--|-[^>])|\+\+\s*{word}", code) is not None


def _is_used_alone(name: str, code: str) -> bool:
    """`*p`, or `*(int *)p`, and nothing behind it."""
    alone = rf"\*\s*(?:\(\s*\(?[^()]*\*\s*\)\s*)?{re.escape(name)}\b"
    return re.search(alone, code) is not None and not _steps(name, code)


def _is_passed_on(name: str, code: str, helpers: str) -> bool:
    """Whether it is only passed to helpers, which call it the same and use what it leads to, and
    no other element. What is added to a number of that name, in another overload, says nothing.
    """
    word = rf"\b{re.escape(name)}\b"
    used = re.findall(rf"([*&]?)\s*{word}\s*([,)]?)", code)
    passed = bool(used) and all(not before and behind for before, behind in used)
    indexed = re.search(rf"{word}\s*\[", helpers)
    return passed and indexed is None and re.search(rf"\*\s*{word}", helpers) is not None
