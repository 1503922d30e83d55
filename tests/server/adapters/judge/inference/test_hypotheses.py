"""What experiments start with, without any experiment."""

from lessonls.adapters.judge.inference.draft import finished, layout
from lessonls.adapters.judge.inference.factoring import PRIMES
from lessonls.adapters.judge.inference.hypotheses import POINTING, assigned, pointing
from lessonls.core.workload import Values
from lessonls_sandbox.wire import Interface, List, ParameterType, Scalar, Struct

MANY = 40
INT, REAL = (Scalar(dtype, enum=False, text=False) for dtype in ("int32", "float64"))


def interface_of(*types: List) -> Interface:
    return Interface(tuple(ParameterType(one, shown=True, const=False) for one in types), None)


def test_however_many_integers_lists_have_every_hypothesis_is_a_workload():
    """Also where each is a place in another list."""
    record = Struct(tuple((f"field{number}", INT) for number in range(MANY)))
    found = layout(interface_of(List(record, "pointer")), ["records"])
    draft = pointing(assigned(found, PRIMES, frozenset(), POINTING), found, [])
    assert len(draft.numbers) == MANY
    workload = finished(draft, "choose")
    assert {Values.parse(rule).kind for rule in workload.values.values()} == {"integer"}


def test_lists_inside_the_structs_of_a_list_start_small():
    """There are as many of them as there are structs."""
    record = Struct((("rows", List(REAL, "pointer")),))
    found = layout(interface_of(List(REAL, "pointer"), List(record, "pointer")), ["flat", "x"])
    lengths = assigned(found, PRIMES, frozenset(), POINTING).lengths
    assert (int(lengths["x"]), int(lengths["x[].rows"])) == (40, 512)


def test_lists_that_the_function_does_not_name_are_told():
    """A local variable of the same name is no member; an object's own members have plain names."""
    record = Struct((("rows", List(REAL, "vector")), ("spare", List(REAL, "vector"))))
    object_of = Interface((ParameterType(record, shown=True, const=False),), None)
    code = "int spare = 1; use(x->rows, spare);"
    assert layout(object_of, ["x"], code).unnamed == {"x.spare"}
    assert layout(object_of, ["this"], code).unnamed == frozenset()
