"""The sum over all samples for every frequency, as a fast Fourier transform."""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.loop_ir import (
    Loop,
    Set,
    Statement,
    plus,
    returns,
    written,
)
from lessonls.agents.specialists.analysis.lowering import loops_of
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.terms import Call, Cast, Index, Literal, Term, root
from lessonls.agents.specialists.analysis.trigonometric_sums import (
    Angle,
    Complex,
    Reader,
    Waves,
    angle_of,
    without_i,
)
from lessonls.agents.specialists.passes.bounds import bound_text
from lessonls.agents.specialists.passes.idioms import fourier_text
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper


def _run(code: Code) -> Code:
    for loop in loops_of(code):
        found = _transform(code, loop) if loop.simple else None
        if found is not None:
            return _rewritten(code, found)
    return code


FOURIER = Pass(
    "fast Fourier transform",
    "computing all frequencies by one fast Fourier transform",
    "because that takes n log n steps instead of n times n, and few sines and cosines",
    _run,
    example=Example(
        """\
void f(const std::vector<double>& x, std::vector<double>& re, std::vector<double>& im) {
    const double pi = std::acos(-1);
    for (size_t k = 0; k < x.size() / 2 + 1; ++k) {
        for (size_t n = 0; n < x.size(); ++n) {
            re[k] += x[n] * cos(2 * pi * k * n / x.size());
        }
    }
}
""",
        """\
void f(const std::vector<double>& x, std::vector<double>& re, std::vector<double>& im) {
    const double pi = std::acos(-1);
    std::vector<double> wave_re(x.size()), wave_im(x.size());
    for (std::size_t n = 0; n < x.size(); ++n) {
        wave_re[n] = x[n];
    }
    fourier(wave_re, wave_im, -1);
    for (size_t k = 0; k < x.size() / 2 + 1; ++k) {
        if (x.size() > 0) {
            re[k] += wave_re[k];
        }
    }
}
""",
    ),
)


@dataclass(frozen=True)
class _Transform:
    """Frequencies `over`, samples `along`; the samples' parts, the sign, and what is added."""

    over: Loop
    along: Loop
    re: str
    im: str
    sign: int
    sums: tuple[tuple[Term, str, str], ...]
    """Target, operator, value; `{re}` and `{im}` stand for the parts of the transform."""


def _transform(code: Code, over: Loop) -> _Transform | None:
    inner = [step for step in over.body if isinstance(step, Loop)]
    along = inner[0] if len(inner) == 1 else None
    leaks = not code.cpp and returns(over)
    if along is None or not along.simple or along.first.number != 0 or leaks:
        return None
    angle = _angle(over, along)
    if angle is None or written(over.body) & _samples(along):
        return None
    reader = Reader(angle, _complex_names(along), _parts(code))
    updates = [_update(step, reader, along) for step in along.body]
    if any(one is None for one in updates):
        return None
    return _matched(over, along, angle, [one for one in updates if one is not None])


def _angle(over: Loop, along: Loop) -> Angle | None:
    """The angle in the inner loop, between these two counters and with this length."""
    for step in along.body:
        for part in step.value.parts() if isinstance(step, Set) else ():
            if isinstance(part, Call) and part.name in ("cos", "sin", "polar", "exp", "cexp"):
                found = angle_of(_argument(part))
                length = along.end.loose
                if (
                    _single(part)
                    or found is None
                    or {found.one, found.two} != {over.name, along.name}
                ):
                    return None
                return found if found.length.loose == length else None
    return None


def _single(call: Call) -> bool:
    """Whether the angle is rounded to a float, which no other order of computing comes near to."""
    inner = any(_is_single(part) for part in call.parts())
    return inner or call.written.endswith(("cosf", "sinf"))


def _is_single(part: Term) -> bool:
    match part:
        case Cast("float"):
            return True
        case Literal(text):
            return text.endswith("f")
        case _:
            return False


def _argument(call: Call) -> Term:
    if call.name in ("exp", "cexp"):
        return without_i(call.args[0]) or call
    return call.args[-1]


def _samples(along: Loop) -> frozenset[str]:
    """The containers that are read in the inner loop."""
    values = [step.value for step in along.body if isinstance(step, Set)]
    return frozenset(root(part) for v in values for part in v.parts() if isinstance(part, Index))


def _complex_names(along: Loop) -> frozenset[str]:
    return frozenset(name for name in _samples(along) if _is_complex(name, along))


def _is_complex(name: str, along: Loop) -> bool:
    found = lookup(name, along.node)
    return found is not None and "complex" in found.shape.element


def _parts(code: Code) -> tuple[str, str]:
    return ("{}.real()", "{}.imag()") if code.cpp else ("creal({})", "cimag({})")


def _update(step: Statement, reader: Reader, along: Loop) -> tuple[Set, Complex] | None:
    if not isinstance(step, Set) or step.op not in ("+", "-") or along.name in step.target.names:
        return None
    value = reader.read(step.value)
    if value is None or (value.im and not _is_complex(root(step.target), along)):
        return None
    if root(step.target) in _samples(along):
        return None
    return step, value


def _matched(
    over: Loop, along: Loop, angle: Angle, updates: list[tuple[Set, Complex]]
) -> _Transform | None:
    """Finds re, im and the sign for which every update adds a part of the transform."""
    waves = [wave for _, value in updates for wave in (value.re, value.im) if wave]
    places = list(dict.fromkeys(place for wave in waves for place, _ in _by_cosine(wave)))
    if not 1 <= len(places) <= 2 or any("" in key[:1] or not key[1] for w in waves for key in w):
        return None
    if any(along.name not in _words(place) or over.name in _words(place) for place in places):
        return None
    re, im = [*places, ""][:2]
    for sign in (-1, 1):
        sums = [_sum(step, value, re, im, sign) for step, value in updates]
        if all(sums):
            whole = sign * angle.turns
            return _Transform(over, along, re, im, whole, tuple(one for one in sums if one))
    return None


def _words(text: str) -> set[str]:
    return set("".join(sign if sign.isalnum() or sign == "_" else " " for sign in text).split())


def _by_cosine(wave: Waves) -> list[tuple[str, str]]:
    return sorted(wave, key=lambda key: key[1])


def _sum(step: Set, value: Complex, re: str, im: str, sign: int) -> tuple[Term, str, str] | None:
    parts = [_part(wave, re, im, sign) for wave in (value.re, value.im)]
    if None in parts:
        return None
    (a, first), (b, second) = (part or (0, "") for part in parts)
    if not second:
        add = (a > 0) == (step.op == "+")
        return (step.target, "+" if add else "-", f"{{{first}}}") if abs(a) == 1 and first else None
    if abs(a) != 1 or abs(b) != 1 or not first:
        return None
    both = ", ".join(
        ("" if by > 0 else "-") + f"{{{name}}}" for by, name in ((a, first), (b, second))
    )
    return step.target, step.op, both


def _part(wave: Waves, re: str, im: str, sign: int) -> tuple[float, str] | None:
    """`factor * (re cos - sign im sin)` is the real part, `sign re sin + im cos` the other."""
    if not wave:
        return 0.0, ""
    for name, shape in (
        ("re", {(re, "cos"): 1.0, (im, "sin"): -1.0 * sign}),
        ("im", {(re, "sin"): 1.0 * sign, (im, "cos"): 1.0}),
    ):
        wanted = {key: value for key, value in shape.items() if key[0]}
        factors = {wave.get(key, 0.0) / value for key, value in wanted.items()}
        if set(wave) == set(wanted) and len(factors) == 1:
            return factors.pop(), name
    return None


def _rewritten(code: Code, found: _Transform) -> Code:
    cpp = code.cpp
    name = free_name(code, "fourier")
    real, imaginary = code.fresh("wave_re"), code.fresh("wave_im")
    over, along = found.over, found.along
    count, outer = bound_text(along, over), over.name
    unit = indent_unit(code.text)
    at = f"[{outer}]"
    lines = [_line(one, f"{real}{at}", f"{imaginary}{at}", code, along) for one in found.sums]
    inner_indent = indent_of(code.text, along.node)
    guard = "" if _within(over, along) else f"if ({count} > 0) "
    text = f"\n{inner_indent}".join(lines)
    if guard:
        body = "".join(f"\n{inner_indent}{unit}{line}" for line in lines)
        text = f"{guard}{{{body}\n{inner_indent}}}"
    before = _before(code, count, real, imaginary, found)
    size = "" if cpp else f"{_samples_name(code, count)}, "
    before.append(f"{name}({real}, {imaginary}, {size}{found.sign});")
    freed = [] if cpp else [f"free({real});"]
    edits = [*around(code, over.node, before, freed), replace(along.node, text)]
    helper = fourier_text.helper(cpp=cpp, name=name, pass_name=free_name(code, "fourier_pass"))
    headers = fourier_text.HEADERS_CPP if cpp else fourier_text.HEADERS_C
    return with_helper(code.edited(*edits), headers, helper)


def _within(over: Loop, along: Loop) -> bool:
    """Whether every frequency is below the number of samples, even where there are none."""
    return over.end.loose in (along.end.loose, plus(along.end.loose, -1))


def _samples_name(code: Code, count: str) -> str:
    return count if count.endswith(".size()") else code.fresh("samples")


def _before(code: Code, count: str, real: str, imaginary: str, found: _Transform) -> list[str]:
    """Fills both parts with the samples; a negative number of samples is none."""
    cpp = code.cpp
    inner, size = found.along.name, code.size_type
    samples = _samples_name(code, count)
    unit = indent_unit(code.text)
    lines = [] if samples == count else [f"const {size} {samples} = {count} > 0 ? {count} : 0;"]
    if cpp:
        lines.append(f"std::vector<double> {real}({samples}), {imaginary}({samples});")
    else:
        lines.append(f"double *{real} = malloc((2 * {samples} + 1) * sizeof *{real});")
        lines.append(f"double *{imaginary} = {real} + {samples};")
    lines += [
        f"for ({size} {inner} = 0; {inner} < {samples}; ++{inner}) {{",
        f"{unit}{real}[{inner}] = {found.re};",
    ]
    if found.im or not cpp:
        lines.append(f"{unit}{imaginary}[{inner}] = {found.im or '0.0'};")
    return [*lines, "}"]


def _line(one: tuple[Term, str, str], real: str, imaginary: str, code: Code, along: Loop) -> str:
    target, sign, text = one
    value = text.replace("{re}", real).replace("{im}", imaginary)
    if "," in value:
        found = lookup(root(target), along.node)
        kind = found.shape.element if found else ""
        first, second = value.split(", ")
        value = f"{first} + {second} * I" if not code.cpp else f"std::{kind}({value})"
    return f"{target} {sign}= {value};"
