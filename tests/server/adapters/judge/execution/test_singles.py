"""Which pointers lead to one struct or number, and which to many."""

import pytest

from lessonls.adapters.judge.execution import fits, places, singled
from lessonls.core.workload import Workload
from lessonls_sandbox.wire import Interface, List, One, ParameterType, Scalar, Struct

POINT = Struct((("x", Scalar("float64")),))


def read(element: Struct | Scalar, body: str) -> bool:
    """Whether the pointer `p` leads to one element."""
    kind = ParameterType(List(element, "pointer"), shown=True, const=False)
    found = singled(Interface((kind,), None), ["p"], f"void f(T *p) {{ {body} }}")
    return isinstance(found.parameters[0].type, One)


@pytest.mark.parametrize(
    ("body", "one"),
    [
        ("p->x = 1;", True),
        ("use(p);", True),
        ("p[i].x = 1;", False),
        ("(p + i)->x = 1;", False),
        ("for (; n; p++) p->x = 1;", False),
        ("++p;", False),
    ],
)
def test_structs_are_many_where_the_code_steps_along_them(body: str, one: bool):
    assert read(POINT, body) is one


@pytest.mark.parametrize(
    ("body", "one"),
    [
        ("*p = 1;", True),
        ("n = *(int *) p;", True),
        ("*p++ = 1;", False),
        ("p[0] = 1;", False),
        ("*(p + i) = 1;", False),
        ("use(p);", False),
    ],
)
def test_numbers_are_one_where_the_first_alone_is_used(body: str, one: bool):
    assert read(Scalar("int32"), body) is one


def test_one_struct_has_no_place_of_its_own():
    interface = Interface((ParameterType(One(POINT, "pointer"), shown=True, const=False),), None)
    assert [path for path, _ in places(interface.parameters[0].type, "p")] == ["p.x"]
    assert fits(interface, ["p"], Workload(function="f", values={"p.x": "real(0, 1)"}))
    assert not fits(interface, ["p"], Workload(function="f", values={"p[].x": "real(0, 1)"}))
