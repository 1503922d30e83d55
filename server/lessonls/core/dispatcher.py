"""A function's file with a dispatcher in it, which chooses at each call what runs.

The original and rewrites stand side by side under names of their own, and the function itself
calls one of them. It counts its calls and stops at those that somebody outside wants to look at
(harness/replay.c in the sandbox, whose `struct Gate` this text repeats).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from tree_sitter import Node

from lessonls.core.complaints import FIRST_LINE, marked
from lessonls.core.edit import Replacement, replaced, replacements
from lessonls.core.errors import WorkloadError
from lessonls.core.preprocessing import UNKNOWN, MacroUse, Preprocessing
from lessonls.core.reading.document import Document, document
from lessonls.core.reading.functions import Function, signature
from lessonls.core.reading.rewrite import read_rewrite
from lessonls.core.reading.scopes import CLASSES
from lessonls.core.reading.state import changing
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.target import Language, Target

_ORIGINAL, _REWRITE = "lessonls_original", "lessonls_rewrite"
_NOTHING = -1
"""What may run at a call besides the original, 0, and the rewrites, 1 and so on."""
SHARED = "lessonls_shared_"
"""In front of the names of static variables of the function."""
_APART = "__attribute__((noinline, aligned(64))) "
"""Else the same code is faster or slower by where it happens to lie, and by what it is part of."""
_NOT_REPEATED = frozenset({"virtual", "virtual_specifier", "explicit_function_specifier", "friend"})

_GATE = """#ifndef LESSONLS_GATE
#define LESSONLS_GATE
#ifdef __cplusplus
extern "C" {
#endif
struct lessonls_gate {
    long until;
    int variant;
    void (*join)(void);
    int (*sample)(void *, void *, unsigned long);
    int (*again)(void);
    void (*threw)(void);
    unsigned char *hits;
    double *seen;
};
extern char *lessonls_getenv(const char *) __asm__("getenv");
extern unsigned long lessonls_number(const char *, char **, int) __asm__("strtoul");
static struct lessonls_gate lessonls_closed = {(long)(~0UL >> 1), 0, 0, 0, 0, 0, 0, 0};
static struct lessonls_gate *lessonls_gate = &lessonls_closed;
__attribute__((constructor)) static void lessonls_open(void) {
    const char *place = lessonls_getenv("LESSONLS_GATE_AT");
    if (place == 0) return;
    lessonls_gate = (struct lessonls_gate *)lessonls_number(place, 0, 16);
    lessonls_gate->join();
}
#ifdef __cplusplus
}
#endif
"""

_GATE_CPP = """struct lessonls_here {};
inline void *operator new(decltype(sizeof 0), void *at, lessonls_here) noexcept { return at; }
inline void operator delete(void *, void *, lessonls_here) noexcept {}
template <class R> struct lessonls_slot {
    alignas(R) unsigned char bytes[sizeof(R)];
    static constexpr unsigned long size = sizeof(R);
    template <class F> __attribute__((noinline)) void fill(F &run) {
        ::new (static_cast<void *>(bytes), lessonls_here()) R(run());
    }
    R value() { return static_cast<R &&>(*reinterpret_cast<R *>(bytes)); }
};
template <class R> struct lessonls_slot<R &> {
    R *bytes[1];
    static constexpr unsigned long size = sizeof(R *);
    template <class F> __attribute__((noinline)) void fill(F &run) { bytes[0] = &run(); }
    R &value() { return *bytes[0]; }
};
template <class R> struct lessonls_slot<R &&> {
    R *bytes[1];
    static constexpr unsigned long size = sizeof(R *);
    template <class F> __attribute__((noinline)) void fill(F &run) {
        R &&found = run();
        bytes[0] = &found;
    }
    R &&value() { return static_cast<R &&>(*bytes[0]); }
};
template <> struct lessonls_slot<void> {
    unsigned char bytes[1];
    static constexpr unsigned long size = 0;
    template <class F> __attribute__((noinline)) void fill(F &run) { run(); }
    void value() {}
};
template <class R, class F> void lessonls_repeat(lessonls_slot<R> &slot, F &run) {
    do {
#ifdef __cpp_exceptions
        try { slot.fill(run); } catch (...) { lessonls_gate->threw(); }
#else
        slot.fill(run);
#endif
    } while (lessonls_gate->again());
}
template <class R, class F> void lessonls_try(lessonls_slot<R> &slot, int, F &run) {
    lessonls_repeat(slot, run);
}
template <class R, class F, class... G>
void lessonls_try(lessonls_slot<R> &slot, int which, F &run, G &...others) {
    if (which == 0) lessonls_repeat(slot, run);
    else lessonls_try(slot, which - 1, others...);
}
template <class R, class F> R lessonls_run(int, F &run) { return run(); }
template <class R, class F, class... G> R lessonls_run(int which, F &run, G &...others) {
    return which == 0 ? run() : lessonls_run<R>(which - 1, others...);
}
template <class R, class... F>
__attribute__((noinline, noclone)) R lessonls_sampled(F... variants) {
    lessonls_slot<R> slot;
    void *const frame = static_cast<char *>(__builtin_frame_address(0)) + 16;
    int const which = lessonls_gate->sample(frame, slot.bytes, slot.size);
    if (which == -2) return lessonls_run<R>(lessonls_gate->variant, variants...);
    if (which == -1) { while (lessonls_gate->again()) {} }
    else lessonls_try(slot, which, variants...);
    return slot.value();
}
"""

_QUIET = """#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-declarations"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wattributes"
#pragma GCC diagnostic ignored "-Wmisleading-indentation"
"""
_QUIET_C = """#pragma GCC diagnostic ignored "-Wmissing-prototypes"
#pragma GCC diagnostic ignored "-Wdeclaration-after-statement"
"""
_LOUD = "#pragma GCC diagnostic pop\n"


class Edited(NamedTuple):
    """A file of the project and what has to stand in it."""

    path: str
    text: str


def dispatched(
    target: Target, codes: Sequence[str], headers: Sequence[Edited] = ()
) -> tuple[Edited, ...]:
    """The files of the project that change when the target chooses between itself and `codes`,
    of which several have to be `apart` from each other.

    `headers` are those in which the class of a member may be declared. Raises WorkloadError for
    functions that cannot be called by another name.
    """
    text = target.before + target.code + target.after
    own = _Parts.of(target, target.code)
    added, rewrites = dict[Replacement, None](), list[_Parts]()
    for code in codes:
        *more, function = replacements(text, target.start, target, code)
        added |= dict.fromkeys(more)
        rewrites.append(_Parts.of(target, function.text))
    line = text.count("\n", 0, target.start + len(target.code)) + 1
    changed = Replacement(
        target.start, target.start + len(target.code), _variants(target, own, rewrites, line)
    )
    changes, others = [*added, changed], tuple[Edited, ...]()
    if own.read.qualifiers and not _in_class(target):
        names = _names(len(codes))
        here = _declarations(text, target.preprocessing, own, names)
        changes += [here] if here is not None else []
        others = () if here is not None else (_declaring(target, own, names, headers),)
    whole = replaced(text, sorted(changes, key=lambda change: change.start))
    gate = _GATE + (_GATE_CPP if target.language is Language.CPP else "") + f"#endif\n{FIRST_LINE}"
    return (Edited(str(target.path), gate + whole), *others)


class _Parts(NamedTuple):
    """A definition with what is read of it. Helpers may stand in front of it."""

    found: Document
    read: Function

    @classmethod
    def of(cls, target: Target, code: str) -> "_Parts":
        found = read_rewrite(code, target)
        named = [one for one in found.outline.functions if one.name == target.name]
        if not named or named[-1].body is None:
            raise WorkloadError(f"{target.qualified_name} cannot be found in its file.")
        parts = cls(found, named[-1])
        problem = parts.problem
        if problem:
            raise WorkloadError(f"{target.qualified_name} {problem}.")
        return parts

    @property
    def problem(self) -> str:
        """Why the function cannot be called by another name."""
        kinds = {child.type for child in self.read.node.children}
        if self.read.odd_parameters:
            return "takes a variable number of arguments"
        if self.read.name_node.type == "destructor_name" or "field_initializer_list" in kinds:
            return "is a constructor or destructor, which cannot be called by another name"
        if self.read.arguments:
            return "is a specialization of a template"
        if self.read.name == (self.read.qualifiers or ("",))[-1].partition("<")[0]:
            return "is a constructor, which cannot be called by another name"
        if self._lasting and (self.read.item.is_template or self.read.item.scopes):
            return "keeps a static variable, which two variants share in C and at file scope only"
        return ""

    @property
    def _lasting(self) -> list[Node]:
        """The declarations of static variables inside the function that may change."""
        body = self.read.body
        declared = [node for node in walk(body) if node.type == "declaration"] if body else []
        return [
            node
            for node in declared
            if any(text_of(child) == "static" for child in node.children) and any(changing(node))
        ]

    @property
    def shared(self) -> str:
        """These declarations as they stand in front of all variants."""
        return "".join(
            _cut(self.found, node.start_byte, node.end_byte, self._sharing(node)) + "\n"
            for node in self._lasting
        )

    def _sharing(self, within: Node) -> list[tuple[int, int, str]]:
        """Gives the static variables names that no other code has."""
        names = {name for node in self._lasting for name in changing(node)}
        return [
            (node.start_byte, node.end_byte, f"{SHARED}{text_of(node)}")
            for node in walk(within)
            if node.type == "identifier" and text_of(node) in names
        ]

    def renamed(self, name: str) -> str:
        """The same definition under another name."""
        return _edited(self.found, self.read.item.outer, self._renaming(name))

    def _renaming(self, name: str) -> list[tuple[int, int, str]]:
        named = self.read.name_node
        changes = [(named.start_byte, named.end_byte, name)]
        body = self.read.body
        end = body.start_byte if body else self.read.node.end_byte
        kind = self.read.node.child_by_field_name("type")
        if body is not None and kind is not None:
            changes.append((kind.start_byte, kind.start_byte, _APART))
        for node in walk(self.read.node):
            if node.start_byte < end and node.type in _NOT_REPEATED:
                changes += [(node.start_byte, node.end_byte, "")]
        lasting = [(node.start_byte, node.end_byte) for node in self._lasting]
        changes += [(start, end, "") for start, end in lasting]
        if body is not None:
            changes += [
                change
                for change in self._sharing(body)
                if not any(start <= change[0] < end for start, end in lasting)
            ]
        return changes

    def heading(self, *, defaults: bool) -> str:
        """What stands in front of the body, with a name for every parameter."""
        body = self.read.body
        end = body.start_byte if body else self.read.node.end_byte
        changes = list[tuple[int, int, str]]()
        for node, parameter in zip(self.read.parameter_nodes, self.read.parameters, strict=True):
            default = node.child_by_field_name("default_value")
            if default is not None and not defaults:
                equals = next(child for child in node.children if child.type == "=")
                changes.append((equals.start_byte, default.end_byte, ""))
            changes += _naming(node, parameter.name)
        outer = self.read.item.outer
        return _cut(self.found, outer.start_byte, end, changes)

    @property
    def in_front(self) -> str:
        """Helpers and comments that stand before the definition."""
        data = self.found.data[: self.read.item.outer.start_byte]
        return data.decode("utf-8", "surrogatepass")

    @property
    def calls_itself(self) -> bool:
        body = self.read.body
        nodes = walk(body) if body else ()
        return any(node.type == "identifier" and text_of(node) == self.read.name for node in nodes)


def _names(rewrites: int) -> Sequence[str]:
    """What the variants are called: the original and so many rewrites."""
    more = (f"{_REWRITE}_{number}" for number in range(2, rewrites + 1))
    return (_ORIGINAL, _REWRITE, *more)


def _variants(target: Target, own: _Parts, rewrites: Sequence[_Parts], line: int) -> str:
    cpp = target.language is Language.CPP
    inside = _in_class(target)
    heading = own.heading(defaults=True)
    forward = ""
    recursive = any(one.calls_itself for one in (own, *rewrites))
    if recursive and not inside and not own.read.qualifiers:
        forward, heading = f"{heading.rstrip()};\n", own.heading(defaults=False)
    original, *names = _names(len(rewrites))
    calls = [f"{name}({_given(own, cpp=cpp)})" for name in (original, *names)]
    body = _body_cpp(calls) if cpp else _body_c(own, target, calls)
    sampled = "" if cpp else _sampled_c(own, target, calls)
    texts = "".join(
        marked(number, f"{one.in_front}{one.renamed(name)}\n")
        for number, (one, name) in enumerate(zip(rewrites, names, strict=True), start=1)
    )
    return (
        f"\n{_QUIET}{'' if cpp else _QUIET_C}{forward}"
        f"{own.shared}{own.in_front}{own.renamed(original)}\n"
        f"{texts}{sampled}{heading}{body}\n{_LOUD}#line {line}\n"
    )


def _in_class(target: Target) -> bool:
    """Whether the definition stands in its class."""
    text = target.before + target.code + target.after
    whole = document(text, target.language, target.preprocessing)
    start = len(target.before.encode("utf-8", "surrogatepass"))
    node = whole.root.descendant_for_byte_range(start, start + 1)
    while node is not None:
        if node.type in CLASSES:
            return True
        node = node.parent
    return False


def _given(own: _Parts, *, cpp: bool) -> str:
    """The arguments with which a variant is called."""
    names = [one.name for one in own.read.parameters]
    return ", ".join(f"static_cast<decltype({name}) &&>({name})" if cpp else name for name in names)


def _chosen(calls: Sequence[str], *, nothing: bool = False) -> str:
    """Returns what the variant does that the gate says, or `nothing`; all cost the same to find."""
    original, *rewrites = (f"{call}; return;" if nothing else f"return {call};" for call in calls)
    cases = "".join(f"    case {at}: {one}\n" for at, one in enumerate(rewrites, start=1))
    return f"switch (lessonls_gate->variant) {{\n{cases}    default: {original}\n    }}\n"


def _body_cpp(calls: Sequence[str]) -> str:
    result = f"decltype({calls[0]})"
    runs = ",\n".join(f"        [&]() -> {result} {{ return {call}; }}" for call in calls)
    return (
        "{\n"
        f"    if (__builtin_expect(--lessonls_gate->until > 0, 1)) {_chosen(calls)}"
        f"    return lessonls_sampled<{result}>(\n{runs});\n"
        "}"
    )


def _body_c(own: _Parts, target: Target, calls: Sequence[str]) -> str:
    nothing = target.returns == "void"
    chosen = _chosen(calls, nothing=nothing)
    return (
        "{\n"
        f"    if (__builtin_expect(--lessonls_gate->until > 0, 1)) {chosen}"
        f"    {'' if nothing else 'return '}lessonls_sampled({_given(own, cpp=False)});\n"
        "}"
    )


def _sampled_c(own: _Parts, target: Target, calls: Sequence[str]) -> str:
    """The slow path, which has a frame of its own."""
    nothing = target.returns == "void"
    kept = "" if nothing else "result = "
    declared = "" if nothing else f"    __typeof__({calls[0]}) result;\n"
    where = "0, 0" if nothing else "&result, sizeof result"
    cases = "".join(
        f"    case {number}: do {kept}{call}; while (lessonls_gate->again()); break;\n"
        for number, call in enumerate(calls)
    )
    return (
        "static __attribute__((noinline, noclone))"
        f" {target.returns} lessonls_sampled{_parameter_list(own)} {{\n"
        f"{declared}"
        f"    switch (lessonls_gate->sample((char *)__builtin_frame_address(0) + 16, {where})) {{\n"
        f"{cases}"
        f"    case {_NOTHING}: while (lessonls_gate->again()) {{}} break;\n"
        f"    default: {_chosen(calls, nothing=nothing)}"
        "    }\n"
        f"    {'' if nothing else 'return result;'}\n"
        "}\n"
    )


def _parameter_list(own: _Parts) -> str:
    listed = own.read.declarator and own.read.declarator.child_by_field_name("parameters")
    if not listed:
        return "(void)"
    changes = [
        change
        for node, parameter in zip(own.read.parameter_nodes, own.read.parameters, strict=True)
        for change in _naming(node, parameter.name)
    ]
    return _cut(own.found, listed.start_byte, listed.end_byte, changes)


def _naming(parameter: Node, name: str) -> list[tuple[int, int, str]]:
    """What gives an unnamed parameter its name."""
    declarator = parameter.child_by_field_name("declarator")
    if declarator is None:
        kind = parameter.child_by_field_name("type")
        qualifiers = [child for child in parameter.children if child.type == "type_qualifier"]
        end = max(child.end_byte for child in (kind, *qualifiers) if child is not None)
        return [(end, end, f" {name}")]
    if not declarator.type.startswith("abstract_"):
        return []
    inner, place = declarator, declarator.end_byte
    while inner is not None:
        if inner.type in ("abstract_array_declarator", "abstract_function_declarator"):
            nested = inner.child_by_field_name("declarator")
            place = nested.end_byte if nested else inner.start_byte
            if nested is not None and nested.type == "abstract_parenthesized_declarator":
                place = nested.end_byte - 1
                break
        inner = inner.child_by_field_name("declarator")
    return [(place, place, f" {name}")]


def _declaring(
    target: Target, own: _Parts, names: Sequence[str], headers: Sequence[Edited]
) -> Edited:
    """The header that declares a member which is defined outside its class, with the variants
    declared as well.
    """
    owner = own.read.qualifiers[-1].partition("<")[0]
    for header in headers:
        change = _declarations(header.text, _exporting(header.text, owner), own, names)
        if change is not None:
            return Edited(header.path, replaced(header.text, [change]))
    raise WorkloadError(
        f"the class or namespace of {target.qualified_name} is not declared in the "
        f"project's headers."
    )


def _exporting(text: str, owner: str) -> Preprocessing:
    """What is known of a header: the macro that stands in front of the class's name."""
    found = re.findall(rf"\b(?:class|struct)\s+([A-Za-z_]\w*)\s+{re.escape(owner)}\b", text)
    return replace(UNKNOWN, macros=tuple(MacroUse(name) for name in sorted(set(found))))


def _declarations(
    text: str, known: Preprocessing, own: _Parts, names: Sequence[str]
) -> Replacement | None:
    """Declarations of the variants behind the function's own in its class or namespace."""
    if own.read.name not in text:
        return None
    found = document(text, own.found.language, known)
    wanted = own.read.qualifiers[-1].partition("<")[0]
    for read in (one for listed in found.outline.declared.values() for one in listed):
        inside = any(scope.name == wanted for scope in read.item.scopes)
        if read.name == own.read.name and inside and signature(read) == signature(own.read):
            parts = _Parts(found, read)
            copies = " ".join(parts.renamed(name).rstrip() for name in names)
            at = found.character(read.item.outer.end_byte)
            return Replacement(at, at, f" {copies}")
    return None


def _edited(found: Document, node: Node, changes: Sequence[tuple[int, int, str]]) -> str:
    return _cut(found, node.start_byte, node.end_byte, changes)


def _cut(found: Document, start: int, end: int, changes: Sequence[tuple[int, int, str]]) -> str:
    """The text between two bytes after changes to it."""
    data, at = b"", start
    for first, last, text in sorted(changes):
        data += found.data[at:first] + text.encode()
        at = last
    return (data + found.data[at:end]).decode("utf-8", "surrogatepass")
