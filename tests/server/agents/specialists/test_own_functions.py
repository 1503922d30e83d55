"""Functions and methods of the file that only compute, and keys that are computed by them."""

from lessonls.agents.specialists.analysis.own_functions import only_computes
from lessonls.agents.specialists.passes.search.sort_keys import KEYS_ONCE
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.core.target import Language, Mode
from tests.server.agents.specialists.tables import each

_BODIES: list[tuple[str, str, bool]] = [
    ("a value", "return std::sqrt(x * x + y);", True),
    ("variables of its own", "float s = 0; for (int i = 0; i < 3; i++) s += x; return s;", True),
    ("a field that changes", "calls++; return x;", False),
    ("a field that is set", "x = 0; return x;", False),
    ("a variable behind a reference", "float &s = x; s = 1; return s;", False),
    ("a variable that stays", "static int n = 0; return n;", False),
    ("a function from elsewhere", "return other(x);", False),
    ("itself, for ever", "return cost();", False),
]


@each(_BODIES, "body", "computes")
def test_what_a_method_does_decides(body: str, computes: bool) -> None:
    """Only what changes nothing but variables of its own only computes."""
    context = f"struct Box {{ float x, y; int calls; float cost() {{ {body} }} }};\n"
    code = Code("float f(Box &a) { return a.cost(); }\n", Language.CPP, Mode.SERIAL, context)
    call = next(one for one in code.nodes("call_expression"))
    function = call.child_by_field_name("function")
    assert function is not None
    assert only_computes(code, function) is computes


_CONTEXT = """\
struct Box { float x, y; float far(float from) const; };
float Box::far(float from) const { float d = x - from; return std::sqrt(d * d + y * y); }
bool nearer(Box *a, Box *b) { return a->far(0) < b->far(0); }
"""


def _sorted(parameters: str, comparison: str) -> str:
    body = f"    std::sort(v.begin(), v.end(), {comparison});"
    text = f"void f({parameters}) {{\n{body}\n}}\n"
    return KEYS_ONCE.run(Code(text, Language.CPP, Mode.SERIAL, _CONTEXT)).text


def test_keys_by_a_method_of_the_file_are_computed_once() -> None:
    """Each element's distance is computed once, not in every comparison."""
    order = "[&](const Box &a, const Box &b) { return a.far(from) < b.far(from); }"
    made = _sorted("std::vector<Box> &v, float from", order)
    assert "keyed.emplace_back(v[at].far(from), v[at]);" in made
    assert "return a.first < b.first;" in made


def test_keys_of_a_named_comparison_are_computed_once() -> None:
    """The function that compares is looked up in the file; elements may be pointers."""
    made = _sorted("std::vector<Box *> &v", "nearer")
    assert "std::vector<std::pair<std::decay_t<decltype(v[0]->far(0))>, Box *>> keyed;" in made
    assert "keyed.emplace_back(v[at]->far(0), v[at]);" in made
