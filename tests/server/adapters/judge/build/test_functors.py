"""Which code of the program orders and hashes keys, and how libraries export it."""

import pytest

from lessonls.adapters.judge.build.functors import Functor, exported_functors, functor
from lessonls.adapters.judge.build.types import Member, Number, Pointer, Record, Type

LONGER = Record("Longer", 1, None, ())


def test_code_with_a_name_and_without_a_state_is_found():
    found = functor("std::set<int, app::(anonymous namespace)::Longer>", "key_compare", LONGER)
    assert found == Functor("std::set<int, app::Longer>", "key_compare")


@pytest.mark.parametrize(
    ("container", "of"),
    [
        ("std::set<int, bool (*)(int, int)>", Pointer(1, constant=False)),
        ("std::set<int, <lambda(int, int)> >", LONGER),
        ("std::set<int, sorted(int)::Longer>", LONGER),
        ("std::set<int, By>", Record("By", 4, None, (Member("column", 1, 0),))),
        ("std::set<int, By>", Record("By", 8, None, (), vtable=True)),
        ("std::set<int, int>", Number("int")),
        ("std::set<int, int>", None),
    ],
)
def test_other_code_is_not(container: str, of: Type | None):
    assert functor(container, "key_compare", of) is None


def test_libraries_export_it_by_numbers():
    hashed = "std::unordered_set<Point, Mixed>"
    queue = "std::priority_queue<Edge, std::vector<Edge>, Farther>"
    text = exported_functors([Functor(hashed, "hasher"), Functor(queue, "value_compare")], "shown")
    assert f"LessonlsHash<{hashed}::hasher, {hashed}::key_type, 0>;" in text
    assert f"LessonlsRelation<{queue}::value_compare, {queue}::value_type, 1>;" in text
    assert exported_functors([], "shown") == ""
