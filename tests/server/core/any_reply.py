"""Replies of every shape: includes, macros, helpers, types, constants and the function, in any
order and style that compiles.
"""

# ruff: noqa: E501 - what is generated is easier to read in whole lines

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.target import Target

FINDER = TreeSitterFinder(CompileCommands())
HEADS = {
    "a.c": "double norm(const double *x, int n)",
    "a.cpp": "double norm(const std::vector<double> &x, int n)",
}
FILES = {
    "a.c": "#include <math.h>\n#define WIDE 4\nstatic double own(double a) { return a * a; }\n",
    "a.cpp": "#include <vector>\nstatic double own(double a) { return a * a; }\n",
}
BODY = " {\n    double s = 0;\n    for (int i = 0; i < n; ++i) s += own(x[i]);\n    return s;\n}\n"


def any_target(name: str) -> Target:
    """A function `norm` in a C or C++ file."""
    return FINDER.named(Path(name), f"{FILES[name]}{HEADS[name]}{BODY}", "norm")


@dataclass
class Reply:
    """The parts of a rewrite: `statements` are what the function does with the others; `meanings`
    are texts in place of which others are compiled.
    """

    random: Random
    cpp: bool
    includes: list[str] = field(default_factory=list[str])
    parts: list[str] = field(default_factory=list[str])
    statements: list[str] = field(default_factory=list[str])
    meanings: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    used: int = 0

    def name(self, stem: str) -> str:
        """One that nothing else has."""
        self.used += 1
        return f"{stem}{self.used}"

    def add(self, part: str, statement: str) -> None:
        self.parts.append(part)
        self.statements.append(statement)

    def braces(self, head: str, lines: list[str]) -> str:
        """A function or block in one of the styles that people write."""
        inside = "".join(f"    {line}\n" for line in lines)
        match self.random.randrange(4):
            case 0:
                return f"{head}\n{{\n{inside}}}\n"
            case 1 if not any(line.startswith("#") or "//" in line for line in lines):
                return f"{head} {{ {' '.join(lines)} }}\n"
            case 2:
                return f"{head} {{\n{inside.replace('    ', chr(9))}}}\n"
            case _:
                return f"{head} {{\n{inside}}}\n"

    def macro(self, name: str, rest: str) -> str:
        """Its definition, whose `#undef` may be missing, stand behind all, or come early."""
        lead = self.random.choice(["#define ", "# define ", "#  define\t"])
        again = f"#undef {name}\n" if self.random.random() < 0.15 else ""
        return f"{again}{lead}{name}{rest}\n"


def value_macro(reply: Reply) -> None:
    name = reply.name("BLOCK")
    reply.add(reply.macro(name, " 8 /* lanes { */"), f"s += {name};")


def call_macro(reply: Reply) -> None:
    name = reply.name("SQUARE")
    reply.add(reply.macro(name, "(a) ((a) * (a))"), f"s += {name}(x[0]);")


def statement_macro(reply: Reply) -> None:
    name = reply.name("STEP")
    part = reply.macro(name, "(r, a, b) \\\n    a += (r) * 2.0; \\\n    b += a * (r);")
    use = reply.random.choice(["{0}(0, s, t)", "{0}(0, s, t)\n    {0}(1, s, t)", "{0}(2, s, t);"])
    reply.add(part, use.format(name))


def statement_macro_in_helper(reply: Reply) -> None:
    name, helper = reply.name("ADD"), reply.name("blocked")
    lines = ["double c = 0, d = 0;", "for (int k = 0; k < m; ++k) {", f"    {name}(k, c, d)"]
    lines += [f"    {name}(k + 1, d, c)", "}", "return c + d;"]
    part = reply.macro(name, "(r, a, b) a += (r) * 0.5; b += a;")
    reply.add(part + reply.braces(f"static double {helper}(int m)", lines), f"s += {helper}(n);")


def redefined_macro(reply: Reply) -> None:
    name, first, second = reply.name("OP"), reply.name("one"), reply.name("two")
    lines = ["double c = a;", f"{name}(c)", "return c;"]
    part = reply.macro(name, "(v) v += 1.0;") + reply.braces(
        f"static double {first}(double a)", lines
    )
    part += f"#undef {name}\n#define {name}(v) v *= 2.0;\n"
    part += reply.braces(f"static double {second}(double a)", lines)
    reply.add(part, f"s += {first}(t) + {second}(t);")


def block_macro(reply: Reply) -> None:
    name = reply.name("SWAP")
    reply.add(
        reply.macro(name, "(a, b) do { double swapped = a; a = b; b = swapped; } while (0)"),
        f"{name}(s, t);",
    )


def loop_macro(reply: Reply) -> None:
    name = reply.name("EACH")
    part = reply.macro(name, "(i, m) for (int i = 0; i < (m); ++i)")
    reply.add(part, f"{name}(j, n) {{ s += x[j]; }}")


def attribute_macro(reply: Reply) -> None:
    name, helper = reply.name("HOT"), reply.name("hot")
    attribute = reply.random.choice(
        [
            "__attribute__((always_inline))",
            "__attribute__((noinline, hot))",
            "__attribute__((const))",
        ]
    )
    order = reply.random.choice([f"{name} static inline double", f"static inline {name} double"])
    helped = reply.braces(f"{order} {helper}(double a)", ["return a + 1;"])
    reply.add(reply.macro(name, f" {attribute}") + helped, f"s += {helper}(t);")


def type_macro(reply: Reply) -> None:
    name, helper = reply.name("REAL"), reply.name("real")
    kind = reply.random.choice(["double", "float", "long double", "unsigned int", "const float"])
    lines = [f"{name} b = ({name})a;", f"return (double)(b * sizeof({name}));"]
    helped = reply.braces(f"static double {helper}(double a)", lines)
    reply.add(reply.macro(name, f" {kind}") + helped, f"s += {helper}(x[0]);")


def type_macro_in_head(reply: Reply) -> None:
    name, helper = reply.name("VALUE"), reply.name("valued")
    helped = reply.braces(f"static {name} {helper}({name} a, const {name} *b)", ["return a + *b;"])
    reply.add(reply.macro(name, " double") + helped, f"s += {helper}(s, &t);")


def restrict_macro(reply: Reply) -> None:
    name, helper = reply.name("RESTRICT"), reply.name("copied")
    helped = reply.braces(
        f"static void {helper}(double *{name} a, const double *{name} b)", ["*a = *b;"]
    )
    reply.add(reply.macro(name, " __restrict") + helped, f"{helper}(&s, &t);")


def conditional(reply: Reply) -> None:
    name = reply.name("WIDTH")
    condition = reply.random.choice(
        ["#ifdef __AVX512F__", "#if defined(__AVX2__) && defined(__FMA__)", "#if __GNUC__ >= 9"]
    )
    part = f"{condition}\n#define {name} 8\n#else\n#define {name} 4\n#endif\n"
    reply.add(part, f"s += {name};")


def conditional_helper(reply: Reply) -> None:
    helper = reply.name("chosen")
    one = reply.braces(f"static double {helper}(double a)", ["return a * 2;"])
    other = reply.braces(f"static double {helper}(double a)", ["return a + a;"])
    reply.add(f"#if defined(__AVX2__)\n{one}#else\n{other}#endif\n", f"s += {helper}(t);")


def conditional_statement(reply: Reply) -> None:
    reply.statements.append(
        "#ifdef __SSE2__\n    s += 1;\n#elif defined(__ARM_NEON)\n    s += 1.0;\n#else\n    s += 1.00;\n#endif"
    )


def pragma(reply: Reply) -> None:
    line = reply.random.choice(["GCC ivdep", "GCC unroll 4", "omp simd reduction(+:s)"])
    reply.statements.append(f"#pragma {line}\n    for (int k = 0; k < n; ++k) s += x[k];")


def helper(reply: Reply) -> None:
    name = reply.name("helped")
    words = reply.random.choice(["static", "static inline", "inline static", "static __inline__"])
    before = reply.random.choice(
        ["", "__attribute__((noinline)) ", '__attribute__((target("avx2,fma")))\n', "/* { */ "]
    )
    if reply.random.random() < 0.4 and "target" not in before:
        declared = f"static double {name}(double a, int b){reply.random.choice(['', ' __attribute__((const))'])};\n"
        reply.parts.append(declared)
    head = (
        f"{before}{words} double\n{name}"
        if reply.random.random() < 0.3
        else f"{before}{words} double {name}"
    )
    if "target" in before:
        use = f'if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) s += {name}(t, n);'
        if reply.cpp and "inline" in words:
            use = use.replace("if (", "if (n > 1 && ")
    else:
        use = f"s += {name}(t, n);"
    reply.add(reply.braces(f"{head}(double a, int b)", ["return b > 1 ? a * b : a; // }"]), use)


def old_style_helper(reply: Reply) -> None:
    name = reply.name("old")
    if reply.cpp:
        return
    reply.add(
        f"static double {name}(a, b)\n    double a;\n    int b;\n{{\n    return a * b;\n}}\n",
        f"s += {name}(t, n);",
    )


def struct(reply: Reply) -> None:
    name = reply.name("Pair")
    if reply.cpp:
        operator = (
            f"    {name} operator+(const {name} &o) const {{ return {{a + o.a, b + o.b}}; }}\n"
        )
        part = f"struct {name} {{\n    double a, b;\n{operator}}};\n"
        use = f"{{ {name} p{{s, t}}; s += (p + p).a; }}"
    elif reply.random.random() < 0.5:
        part = f"typedef struct {{ double a, b; }} {name};\n"
        use = f"{{ {name} p = {{ .a = s, .b = t }}; s += p.a; }}"
    else:
        part = f"struct {name}\n{{\n    double a;\n    union {{ int b; float c; }};\n}};\n"
        use = f"s += ((struct {name}){{ .a = t }}).a;"
    reply.add(part, use)


def enumeration(reply: Reply) -> None:
    name = reply.name("LANES_")
    reply.add(f"enum {{ {name} = 4, {name}TWICE = {name} * 2 }};\n", f"s += {name}TWICE;")


def constant(reply: Reply) -> None:
    name = reply.name("table")
    word = reply.random.choice(["static const double", "static constexpr double"][: 1 + reply.cpp])
    reply.add(f"{word} {name}[4] = {{ 1.0, 0x1p-3, 2.5e-3, .5 }};\n", f"s += {name}[n & 3];")


def vector_type(reply: Reply) -> None:
    name = reply.name("v4d_")
    reply.add(
        f"typedef double {name} __attribute__((vector_size(32)));\n",
        f"{{ {name} v = {{ s, t, 0, 0 }}; v += v; s = v[0]; }}",
    )


def statement_expression(reply: Reply) -> None:
    reply.statements.append("s += __extension__ ({ double u = t; u * 2; });")


def goto(reply: Reply) -> None:
    label = reply.name("out")
    reply.statements.append(f"{{ int i = 0;\n    {label}: if (++i < n) goto {label}; }}")


def template(reply: Reply) -> None:
    if not reply.cpp:
        return
    name, inner = reply.name("Held"), reply.name("folded")
    part = f"template <class T, int N = 2> struct {name} {{ T v[N]; T first() const {{ return v[0]; }} }};\n"
    part += f"template <template <class, int> class C, class T>\nstatic inline T {inner}(const C<C<T, 1>, 2> &c) {{\n"
    part += "    return c.v[0].v[0] + (c.v[1].v[0] > T(1) ? T(1) : T(0));\n}\n"
    reply.add(part, f"s += {inner}<{name}, double>({name}<{name}<double, 1>, 2>{{}});")


def lambdas(reply: Reply) -> None:
    if not reply.cpp:
        return
    name = reply.name("add")
    capture = reply.random.choice(["[&]", "[=]", "[&t, n]"])
    reply.statements.append(
        f"{{ auto {name} = {capture}(double a) {{ return [a](double b) {{ return a + b; }}(t + n); }};\n"
        f"    s += {name}(s); }}"
    )


def namespaces(reply: Reply) -> None:
    if not reply.cpp:
        return
    name, inner = reply.random.choice(["", reply.name("detail")]), reply.name("inside")
    body = reply.braces(f"static inline double {inner}(double a)", ["return a;"])
    reply.add(f"namespace {name} {{\n{body}}}\n", f"s += {name}::{inner}(t);")


def alias(reply: Reply) -> None:
    name = reply.name("Real")
    reply.add(
        f'using {name} = double;\nstatic_assert(sizeof({name}) == 8, "{{");\n'
        if reply.cpp
        else f'typedef double {name};\n_Static_assert(sizeof({name}) == 8, "{{");\n',
        f"s += ({name})n;",
    )


def helper_behind(reply: Reply) -> None:
    """Declared before the function, and defined behind it."""
    name = reply.name("later")
    reply.parts.append(f"static double {name}(double);\n")
    reply.parts.append(f"@behind\nstatic double {name}(double a)\n{{\n    return a;\n}}\n")
    reply.statements.append(f"s += {name}(t);")


def attributes_anywhere(reply: Reply) -> None:
    name, table = reply.name("tuned"), reply.name("lined")
    head = reply.random.choice(
        [
            "static double __attribute__((noinline)) {0}(double a)",
            "static __attribute__((noinline)) double {0}(double a)",
            "__attribute__((noinline)) static double {0}(double a)",
            "static double {0}(double a __attribute__((unused)))",
        ]
    ).format(name)
    reply.add(reply.braces(head, ["return 1;"]), f"s += {name}(t);")
    aligned = reply.random.choice(
        [
            "static const double {0}[2] __attribute__((aligned(32))) = {{ 1, 2 }};\n",
            "__attribute__((aligned(32))) static const double {0}[2] = {{ 1, 2 }};\n",
            "static const double {0}[2] = {{ 1'000, 2 }};\n"
            if reply.cpp
            else "_Alignas(32) static const double {0}[2] = {{ [1] = 2 }};\n",
        ]
    )
    reply.add(aligned.format(table), f"s += {table}[n & 1];")
    packed = reply.name("Packed")
    reply.add(
        f"struct __attribute__((packed, aligned(8))) {packed} {{ char a; double b; }};\n",
        f"s += sizeof(struct {packed});",
    )


def pointers(reply: Reply) -> None:
    kind, name, pick = reply.name("Fn"), reply.name("called"), reply.name("pick")
    part = f"typedef double (*{kind})(double);\nstatic double {name}(double a) {{ return a; }}\n"
    part += f"static {kind} {pick}(int n) {{ return n ? {name} : &{name}; }}\n"
    if reply.random.random() < 0.5:
        part += f"static double (*{pick}_too(int n))(double) {{ return n ? {name} : {name}; }}\n"
    reply.add(part, f"s += {pick}(n)(t);")


def array_parameters(reply: Reply) -> None:
    name = reply.name("bounded")
    inside = "static restrict 2" if not reply.cpp else "2"
    reply.add(
        f"static double {name}(const double a[{inside}], double (*b)[2]) {{ return a[0] + (*b)[1]; }}\n",
        f"{{ double m[2] = {{ s, t }}; s += {name}(m, &m); }}",
    )


def modern(reply: Reply) -> None:
    if not reply.cpp:
        return
    name = reply.name("modern")
    part = reply.random.choice(
        [
            "template <typename... T> static constexpr auto {0}(T... a) -> double {{ return (... + a); }}\n",
            "template <typename T> requires (sizeof(T) > 4) static T {0}(T a) {{ return a; }}\n",
            "template <typename T>\nstatic T {0}(T a) requires (sizeof(T) > 4)\n{{\n    return a;\n}}\n",
            "static constexpr auto {0} = [](double a) {{ return a < 0 ? -a : a; }};\n",
            "template <class T> concept {0}_able = sizeof(T) > 4;\n"
            "template <{0}_able T> static T {0}(T a) {{ if constexpr (sizeof(T) == 8) return a; else return -a; }}\n",
            "static auto {0}(auto a) {{ auto [b, c] = std::pair{{a, a}}; return b + c; }}\n",
            "enum class {0}_way : unsigned char {{ up, down }};\nstatic double {0}(double a) noexcept {{ return a * double({0}_way::down); }}\n",
        ]
    )
    reply.add(part.format(name), f"s += {name}(t);")


def macro_between(reply: Reply) -> None:
    """Macros in places where the syntax tree expects none."""
    name, helped = reply.name("NOTHING"), reply.name("between")
    head = reply.random.choice(
        [
            "static double {1} {0}(double a)",
            "static {1} double {0}(double a)",
            "{1} static double {0}(double a)",
            "static double {0}({1} double a)",
        ]
    ).format(helped, name)
    body = reply.random.choice([" __attribute__((noinline))", " __attribute__((unused))"])
    if f"({name}" in head:
        body = " const"
    reply.add(reply.macro(name, body) + reply.braces(head, ["return a;"]), f"s += {helped}(t);")


def statement_lists(reply: Reply) -> None:
    name = reply.name("LOAD")
    part = reply.macro(name, "(i, loaded) const double loaded = x[i];")
    reply.add(part, f"{{ {name}(0, u)\n    {name}(0, v)\n    s += u * v; }}")


def written_out(reply: Reply, definition: str, use: str, meaning: str, statement: str) -> None:
    """A macro that nobody can judge behind its name, and what is compiled in place of a use."""
    definition = f"#define {definition}\n"
    reply.meanings += [(definition, ""), (use, meaning)]
    reply.add(f"{definition}{use}\n", statement)


def function_macro(reply: Reply) -> None:
    """A helper out of a macro, in the ways that are usual in libraries."""
    name, helper = reply.name("DEFINE"), reply.name("made")
    splice = reply.random.choice([" \\\n    ", "\t\\\n", " "])
    body = "{ double r = (a) * STEP; r += STEP; return r; }".replace("{ ", "{" + splice)
    head = reply.random.choice(
        ["static double NAME(double a)", "static inline double\nNAME(double a)"]
    )
    whole = f"{head} {body}".replace("double\nNAME", f"double{splice}NAME")
    meant = whole.replace("NAME", helper).replace("STEP", "2").replace("\\", "")
    macro = f"{name}(NAME, STEP) {whole}"
    written_out(reply, macro, f"{name}({helper}, 2)", meant, f"s += {helper}(t);")


def template_macro(reply: Reply) -> None:
    if reply.cpp:
        name, helper = reply.name("TEMPLATE"), reply.name("chosen")
        macro = f"{name}(f, expression) template <class T> static T f(T a, T b) {{ return expression; }}"
        meant = f"template <class T> static T {helper}(T a, T b) {{ return a < b ? a : b; }}"
        use = f"{name}({helper}, a < b ? a : b)"
        written_out(reply, macro, use, meant, f"s += {helper}(s, t);")


def pasting_macro(reply: Reply) -> None:
    """A name of two parts, put together in one step, or in two as is needed for macros."""
    name, stem = reply.name("PASTE"), reply.name("part_")
    meant = f"static double {stem}double(double a) {{ return a; }}"
    if reply.random.random() < 0.5:
        macro = f"{name}(a, T) static T a ## T(T a) {{ return a; }}".replace(
            "(a, T)", "(p, T)"
        ).replace("a ## T(", "p ## T(")
        written_out(reply, macro, f"{name}({stem}, double)", meant, f"s += {stem}double(t);")
        return
    first = f"#define {name}_(p, q) p##q\n"
    reply.meanings.append((first, ""))
    reply.parts.append(first)
    macro = f"{name}(T) static T {name}_({stem}, T)(T a) {{ return a; }}"
    written_out(reply, macro, f"{name}(double)", meant, f"s += {stem}double(t);")


def type_out_of_macro(reply: Reply) -> None:
    name, made = reply.name("PAIR_OF"), reply.name("made_pair")
    macro, meant = f"{name}(T, N) struct N {{ T a, b; }};", f"struct {made} {{ double a, b; }};"
    statement = f"{{ struct {made} p = {{ s, t }}; s += p.b; }}"
    written_out(reply, macro, f"{name}(double, {made})", meant, statement)


def braces_in_macros(reply: Reply) -> None:
    begin, end = reply.name("BEGIN"), reply.name("END")
    first, last = f"#define {begin}(i) for (int i = 0; i < n; ++i) {{\n", f"#define {end} }}\n"
    uses = [(f"{begin}(k)\n", "for (int k = 0; k < n; ++k) {\n"), (f"{end}//\n", "}//\n")]
    reply.meanings += [(first, ""), (last, ""), *uses]
    reply.add(first + last, f"{begin}(k)\n        s += x[k];\n    {end}//\n")


def pragma_operator(reply: Reply) -> None:
    name = reply.name("UNROLLED")
    definition = f'#define {name} _Pragma("GCC unroll 4")\n'
    reply.meanings += [(definition, ""), (f"{name}\n", "#pragma GCC unroll 4\n")]
    reply.add(definition, f"{name}\n    for (int k = 0; k < n; ++k) s += x[k];")


def inline_by_compiler(reply: Reply) -> None:
    """A macro with a definition for each compiler."""
    name, helper = reply.name("FORCED"), reply.name("forced")
    part = f"#if defined(__GNUC__)\n# define {name} inline __attribute__((always_inline))\n"
    part += f"#elif defined(_MSC_VER)\n# define {name} __forceinline\n#else\n# define {name} inline\n#endif\n"
    helped = reply.braces(f"static {name} double {helper}(double a)", ["return a;"])
    reply.add(part + helped, f"s += {helper}(t);")


def type_of_expression(reply: Reply) -> None:
    name, helper = reply.name("element"), reply.name("of")
    part = f"typedef __typeof__(((double *)0)[0]) {name};\n"
    part += reply.braces(
        f"static __typeof__(1.0) {helper}({name} a)", [f"{name} b = a;", "return b;"]
    )
    reply.add(part, f"s += {helper}(t);")


def options(reply: Reply) -> None:
    """Pragmas for the functions between them, as attributes of these."""
    name = reply.name("avx2_")
    lines = '#pragma GCC push_options\n#pragma GCC target("avx2,fma")\n'
    last = "#pragma GCC pop_options\n"
    head = reply.random.choice(
        ["static double {0}(double a)", "static inline double\n{0}(double a)"]
    )
    helped = reply.braces(head.format(name), ["return a * 2;"])
    meant = f'__attribute__((target("avx2,fma"))) {helped}'
    reply.meanings += [(lines + helped + last, meant)]
    use = f'if (n > 1 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) s += {name}(t);'
    reply.add(lines + helped + last, use)


KINDS: tuple[Callable[[Reply], None], ...] = (
    *(value_macro, call_macro, statement_macro, statement_macro_in_helper, redefined_macro),
    *(block_macro, loop_macro, attribute_macro, type_macro, type_macro_in_head, restrict_macro),
    *(conditional, conditional_helper, conditional_statement, pragma, helper, old_style_helper),
    *(struct, enumeration, constant, vector_type, statement_expression, goto, template),
    *(lambdas, namespaces, alias, helper_behind, attributes_anywhere, pointers, array_parameters),
    *(modern, macro_between, statement_lists, function_macro, template_macro, pasting_macro),
    *(type_out_of_macro, braces_in_macros, pragma_operator, inline_by_compiler, type_of_expression),
    *(options,),
)
_C_HEADERS = ("<stddef.h>", "<string.h>", "<stdint.h>", "<immintrin.h>", "<math.h>")
_CPP_HEADERS = ("<cmath>", "<algorithm>", "<cstring>", "<immintrin.h>", "<vector>")
_FUNCTION_ATTRIBUTES = (
    "",
    "__attribute__((hot))\n",
    '__attribute__((optimize("O3"))) ',
    "[[gnu::noinline]] ",
)


def any_reply(seed: int) -> tuple[str, str, str]:
    """The name of the file, the code of a rewrite of its function `norm`, and the code whose tokens
    are compiled: the same but for macros that are written out.
    """
    random = Random(seed)
    name = random.choice(list(HEADS))
    reply = Reply(random, cpp=name == "a.cpp")
    for _ in range(random.randint(1, 7)):
        random.choice(KINDS)(reply)
    code = meant = "".join(_arranged(reply, HEADS[name]))
    for written, meaning in reply.meanings:
        meant = meant.replace(written, meaning)
    return name, code, meant


def _arranged(reply: Reply, head: str) -> Iterator[str]:
    """Includes come first or between, some twice; what depends on what keeps its order."""
    random = reply.random
    headers = random.choices(_CPP_HEADERS if reply.cpp else _C_HEADERS, k=random.randint(0, 4))
    lines = [f"#include {one}{random.choice(['', '  // for it'])}\n" for one in headers]
    before = [part for part in reply.parts if not part.startswith("@behind")]
    behind = [part.removeprefix("@behind\n") for part in reply.parts if part not in before]
    for line in lines:
        before.insert(0 if random.random() < 0.7 else random.randint(0, len(before)), line)
    lines = ["double s = 0, t = n;", *reply.statements, "return s + t;"]
    attribute = random.choice(_FUNCTION_ATTRIBUTES[: None if reply.cpp else 3])
    function = f"{attribute}{reply.braces(head, lines)}"
    gap = random.choice(["", "\n", "\n\n", "/* ; } */\n"])
    yield from (f"{part}{gap}" for part in [*before, function, *behind])
