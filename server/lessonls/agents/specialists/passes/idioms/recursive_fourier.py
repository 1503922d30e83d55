"""The textbook's recursive fast Fourier transform, without new vectors and sines at every level."""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.loop_ir import Do, If, Leave, Loop, Set, Statement
from lessonls.agents.specialists.analysis.lowering import lowered
from lessonls.agents.specialists.analysis.shapes import parameters, shape_of
from lessonls.agents.specialists.analysis.terms import (
    Binary,
    Call,
    Choice,
    Index,
    Literal,
    Name,
    Opaque,
    Term,
    Unary,
    size_of,
)
from lessonls.agents.specialists.analysis.trigonometric_sums import signed_turn, without_i
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.core.reading.syntax import text_of, walk

HELPER = """\
// One level of the transform of n numbers; spare has room for as many. roots are this level's,
// and behind them the next one's.
static void {level}(std::complex<double>* x, std::size_t n, std::complex<double>* spare,
                    const std::complex<double>* roots) {
    if (n <= 1) return;
    const std::size_t half = n / 2;
    for (std::size_t i = 0; i < half; ++i) {
        spare[i] = x[2 * i];
        spare[half + i] = x[2 * i + 1];
    }
    {level}(spare, half, x, roots + half);
    {level}(spare + half, half, x + half, roots + half);
    for (std::size_t k = 0; k < half; ++k) {
        const std::complex<double> root = roots[k], odd = spare[half + k], even = spare[k];
        const std::complex<double> t(root.real() * odd.real() - root.imag() * odd.imag(),
                                     root.real() * odd.imag() + root.imag() * odd.real());
        x[k] = even + t;
        x[half + k] = even - t;
    }
}

// Transforms x in place; the angle's sign is that of the exponent.
static void {name}(std::vector<std::complex<double>>& x, double sign) {
    const double turn = sign * 2 * std::acos(-1.0);
    std::vector<std::complex<double>> spare(x.size()), roots;
    roots.reserve(x.size());
    for (std::size_t n = x.size(); n > 1; n /= 2) {
        for (std::size_t k = 0; k < n / 2; ++k) roots.push_back(std::polar(1.0, turn * k / n));
    }
    {level}(x.data(), x.size(), spare.data(), roots.data());
}
"""


@dataclass(frozen=True)
class _Transform:
    """A function that transforms its first parameter; `sign` is 1, -1 or what decides it."""

    name: str
    values: str
    others: tuple[str, ...]
    sign: Term


def _run(code: Code) -> Code:
    if not code.cpp or code.function is None or code.body is None:
        return code
    own = _transform(code)
    if own is not None:
        name = free_name(code, "transform")
        body = f"{{\n    {name}({own.values}, {own.sign});\n}}"
        return _helped(code.edited(replace(code.body, body)), name, code)
    for node in code.nodes("call_expression"):
        found = _called(code, text_of(node.child_by_field_name("function") or node))
        if found is not None:
            return _redirected(code, found)
    return code


TRANSFORM_IN_PLACE = Pass(
    "transform without new vectors",
    "transforming in one spare vector, with the roots computed once",
    "because no level allocates vectors or computes sines again",
    _run,
    example=Example(
        """\
void fft(std::vector<std::complex<double>>& a) {
    const size_t n = a.size();
    if (n <= 1) return;
    std::vector<std::complex<double>> even(n / 2), odd(n / 2);
    for (size_t i = 0; i < n / 2; i++) {
        even[i] = a[2 * i];
        odd[i] = a[i * 2 + 1];
    }
    fft(even);
    fft(odd);
    for (size_t k = 0; k < n / 2; k++) {
        std::complex<double> t = std::polar(1.0, -2 * M_PI * k / n) * odd[k];
        a[k] = even[k] + t;
        a[k + n / 2] = even[k] - t;
    }
}
""",
        """\
void fft(std::vector<std::complex<double>>& a) {
    transform(a, -1);
}
""",
    ),
)


def _called(code: Code, name: str) -> _Transform | None:
    """The transform that a function in the file is."""
    context = Code(code.context, code.language, code.mode)
    for node in walk(context.root):
        declarator = node.child_by_field_name("declarator")
        inner = declarator.child_by_field_name("declarator") if declarator is not None else None
        if node.type == "function_definition" and inner is not None and text_of(inner) == name:
            text = context.slice(node.start_byte, node.end_byte)
            return _transform(Code(text, code.language, code.mode, code.context))
    return None


def _redirected(code: Code, found: _Transform) -> Code:
    """Every call of the helper becomes one of the faster helper."""
    name = free_name(code, "transform")
    edits: list[Edit] = []
    for node in code.nodes("call_expression"):
        if text_of(node.child_by_field_name("function") or node) != found.name:
            continue
        listed = node.child_by_field_name("arguments")
        given = [text_of(one) for one in listed.named_children] if listed is not None else []
        if len(given) != 1 + len(found.others):
            return code
        values = {other: Opaque(text) for other, text in zip(found.others, given[1:], strict=True)}
        sign = _decided(found.sign.replaced(values))
        edits.append(replace(node, f"{name}({given[0]}, {sign})"))
    return _helped(code.edited(*edits), name, code)


def _decided(sign: Term) -> Term:
    """`true ? -1 : 1` is -1."""
    match sign:
        case Choice(Opaque("true" | "false" as value), yes, no):
            return yes if value == "true" else no
        case Unary("-", inner):
            return Unary("-", _decided(inner))
        case _:
            return sign


def _helped(code: Code, name: str, before: Code) -> Code:
    level = free_name(before, "transform_level")
    text = HELPER.replace("{level}", level).replace("{name}", name)
    return with_helper(code, ("cmath", "complex", "cstddef", "vector"), text)


def _transform(code: Code) -> _Transform | None:
    function = code.function
    declared = list(parameters(function)) if function is not None else []
    if not declared or function is None:
        return None
    first = declared[0]
    vector = first.shape.dims == ("vector",) and first.shape.reference and not first.shape.const
    kind = text_of(function.child_by_field_name("type") or function)
    if not vector or shape_of(first.shape.element).element != "complex<double>" or kind != "void":
        return None
    declarator = function.child_by_field_name("declarator")
    inner = declarator.child_by_field_name("declarator") if declarator is not None else None
    name = text_of(inner) if inner is not None else ""
    others = tuple(one.name for one in declared[1:])
    found = _sign(lowered(code), first.name, name, others)
    return None if found is None else _Transform(name, first.name, others, found)


def _sign(steps: tuple[Statement, ...], x: str, name: str, others: tuple[str, ...]) -> Term | None:
    """The sign of the exponent, where the steps are those of the textbook."""
    size = size_of(Name(x))
    steps = tuple(_without_size(steps, size))
    ends = [step for step in steps if isinstance(step, If)]
    loops = [step for step in steps if isinstance(step, Loop)]
    calls = [step.call for step in steps if isinstance(step, Do)]
    if (
        len(ends) != 1
        or not isinstance(ends[0].body[0], Leave)
        or len(loops) != 2
        or len(calls) != 2
    ):
        return None
    halves = _halves(loops[0], x)
    rest = tuple(map(Name, others))
    known = halves is not None and [call.args for call in calls] == [(h, *rest) for h in halves]
    called = all(isinstance(call, Call) and call.name == name for call in calls)
    if halves is None or not known or not called:
        return None
    return _combined(loops[1], x, halves, size)


def _without_size(steps: tuple[Statement, ...], size: Term) -> list[Statement]:
    """The steps; a variable that holds the size would have been replaced by its value."""
    return [step for step in steps if not (isinstance(step, Set) and step.value == size)]


def _halves(loop: Loop, x: str) -> tuple[Term, Term] | None:
    """The vectors of the even and of the odd elements."""
    i = Name(loop.name)
    match loop.body:
        case (
            Set(Index(even, at), "=", Index(Name(one), first)),
            Set(Index(odd, also), "=", Index(Name(two), Binary("+", second, last))),
        ) if one == two == x and at.loose == also.loose == i:
            pass
        case _:
            return None
    double = (Binary("*", Literal("2"), i), Binary("*", i, Literal("2")))
    paired = second.loose in double and last.number == 1
    return (even, odd) if first.loose in double and paired else None


def _combined(loop: Loop, x: str, halves: tuple[Term, Term], size: Term) -> Term | None:
    k = Name(loop.name)
    even, odd = (Index(half, k) for half in halves)
    match loop.body[:2]:
        case (
            Set(Index(Name(one), at), "=", Binary("+", a, Binary("*", left, right) as first)),
            Set(Index(Name(two), Binary("+") as behind), "=", Binary("-", b, second)),
        ) if one == two == x and at == k and a == b == even and first == second:
            pass
        case _:
            return None
    if k not in behind.args or odd not in (left, right):
        return None
    root = left if right == odd else right
    return _exponent(root, k, size) if not loop.body[2:] else None


def _exponent(root: Term, k: Term, size: Term) -> Term | None:
    """The sign of the angle of a root of unity."""
    match root:
        case Call("polar", (radius, angle)) if radius.number == 1:
            pass
        case Call("exp", (power,)):
            angle = without_i(power)
        case Call("complex", (Call("cos", (a,)), Call("sin", (b,)))):
            angle = a if a == b else None
        case Call("complex", (Call("cos", (a,)), Unary("-", Call("sin", (b,))))):
            angle = Unary("-", a) if a == b else None
        case _:
            return None
    return signed_turn(angle, k, size) if angle is not None else None
