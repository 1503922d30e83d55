"""The fields of plain structs are read from the syntax tree; other types are named."""

import pytest

from lessonls.core.reading.fields import Field
from lessonls.core.reading.records import Alias, Enum, Record, records
from lessonls.core.target import Language


def record(name: str, template: str = "", **fields: str) -> Record:
    return Record(name, tuple(Field(key, value) for key, value in fields.items()), template)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("struct S { int a, *b; double c[3][4]; };", record("S", a="int", b="int *",
                                                            c="double [3][4]")),
        ("struct S { const char *label = 0; int (*call)(int); };",
         record("S", label="const char *", call="int (*)(int)")),
        ("class S { static int n; int m(); public: int a; S(); void f() const {} };",
         record("S", a="int")),
        ("namespace a { inline namespace v { struct S { int x; }; } }", record("a::S", x="int")),
        ("struct O { struct S { int x; } s; };", record("O::S", x="int")),
        ("template <class T, int N = 3> struct S { T x[N]; };",
         record("S<T, N>", "template <class T, int N>", x="T [N]")),
        ("typedef struct { int x; } S;", record("S", x="int")),
        ("struct S;\nstruct S { int x; };", record("S", x="int")),
        ("#ifdef A\nstruct S { int x; };\n#else\nstruct S { int x; };\n#endif\n",
         record("S", x="int")),
    ],
)  # fmt: skip
def test_plain_structs_are_listed_with_their_fields(text: str, expected: Record):
    assert records([text], Language.CPP, {"S"}).structs == [expected]


def test_c_structs_are_spelled_with_their_tag():
    text = "struct S { struct P p; };\ntypedef struct P { int a; } P;\ntypedef struct S T;\n"
    found = records([text], Language.C, {"T"})
    assert found.structs == [record("struct S", p="struct P"), record("struct P", a="int")]
    assert found.aliases == [Alias("T", "struct S")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("enum class E : char { A, B = 3 };", Enum("E", scoped=True, enumerators=("A", "B"))),
        ("namespace n { enum E { A }; }", Enum("n::E", scoped=False, enumerators=("A",))),
        ("typedef enum { A, B } E;", Enum("E", scoped=False, enumerators=("A", "B"))),
    ],
)
def test_enumerations_are_listed_with_their_enumerators(text: str, expected: Enum):
    assert records([text], Language.CPP, {"E"}).enums == [expected]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("union S { int a; float b; };", "is a union"),
        ("struct B {}; struct S : B { int a; };", "has a base class"),
        ("struct S { int a : 3; };", "has a bit-field"),
        ("class S { int a; };", "has private data"),
        ("struct S { int a; private: int b; };", "has private data"),
        ("struct S { int &a; };", "has a reference"),
        ("struct S { const int a; };", "has a constant field"),
        ("struct S { union { int a; float b; }; };", "has a member without a name"),
        ("struct S { struct { int a; } in; };", "has a member whose type has no name"),
        ("struct S { int n; double data[]; };", "has an array without a size"),
        ("struct S { int a; };\nstruct S { long a; };", "is defined in more than one way"),
        ("template <class... T> struct S { int a; };", "has template parameters without a name"),
        ("enum S : int;\nenum S {};", "has no enumerators"),
    ],
)
def test_other_types_are_left_out_with_the_reason(text: str, reason: str):
    found = records([text], Language.CPP, {"S"})
    assert found.excluded == {"S": reason}
    assert found.structs == []


def test_members_of_class_templates_are_left_out():
    text = "template <class T> struct V { struct S { T x; }; };"
    found = records([text], Language.CPP, {"S"})
    assert found.excluded == {"V::S": "is inside a class template"}


def test_types_are_reached_through_fields_and_aliases_in_any_text():
    texts = [
        "using Row = std::vector<Cell>;\ntypedef Grid<double> G, *GP;\nstruct Other { int o; };",
        "#pragma once\nstruct Cell { Kind kind; };\nenum Kind { A };",
        "template <class T> struct Grid { T t; Row row; };",
    ]
    found = records(texts, Language.CPP, {"GP", "std", "vector"})
    assert [struct.name for struct in found.structs] == ["Cell", "Grid<T>"]
    assert [enum.name for enum in found.enums] == ["Kind"]
    assert found.aliases == [Alias("Row", "std::vector<Cell>"), Alias("GP", "Grid<double> *")]
    assert found.excluded == {}


def test_a_text_that_is_given_twice_counts_once():
    assert len(records(["struct S { int x; };"] * 2, Language.CPP, {"S"}).structs) == 1


def test_nothing_wanted_is_nothing_found():
    assert records(["struct S { int x; };"], Language.CPP, ()).structs == []
