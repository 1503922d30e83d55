"""What a rewrite asks of the processor: instruction sets that it uses, and those it asks for.

A function may be compiled for more than the flags say (`__attribute__((target("avx2")))`). It
runs everywhere where each call of it stands behind the question whether the processor has it:

    if (__builtin_cpu_supports("avx2")) return sum_avx2(x, n);
"""

import re
from collections.abc import Iterator, Sequence, Set

from tree_sitter import Node

from lessonls.core.instruction_sets import with_implied
from lessonls.core.reading.declarators import declared_name
from lessonls.core.reading.document import document
from lessonls.core.reading.problems import problem
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.reading.tokens import Part, Token
from lessonls.core.target import Language

QUESTION = "__builtin_cpu_supports"
_READY = "__builtin_cpu_init"
_CONCERNS = re.compile(
    r"\b_*target(?:_clones)?_*\s*\(|__builtin_cpu_|\b_mm\d*_|\b__m(?:64|128|256|512)|intrin\.h"
    r"|arm_neon|\b__(?:AVX|SSE|SSSE|FMA|F16C|BMI|POPCNT|LZCNT|ADX|PCLMUL|V?AES|GFNI|MMX|ARM)\w*__"
    r"|__builtin_ia32_|\b_(?:pext|pdep|bzhi|blsr|tzcnt|lzcnt|andn)_u"
)
_TARGET = re.compile(r'\b_*target_*\s*\(((?:\s*"[^"]*"\s*,?)+)\)')
_STRING = re.compile(r'"([^"]*)"')
_SET = re.compile(
    r"(?:avx|sse|ssse|bmi|fma|f16c|popcnt|lzcnt|abm|v?aes|v?pclmul|gfni|sha|adx|movbe|amx|arch="
    r"|sve|\+)[\w.=+-]*"
)
# What intrinsics need that are used without an attribute.
_INTRINSICS = {
    "avx512f": r"_mm512_\w+",
    "avx2": r"_mm256_(?!set|load|store|cast|setzero)\w*(?:epi|epu|si256|maskload|gather)\w*",
    "avx": r"_mm256_\w+",
    "fma": r"_mm\d*_fn?m(?:add|sub)\w+",
    "bmi2": r"_(?:pext|pdep|bzhi)_u\d+",
    "bmi": r"_(?:blsr|tzcnt|andn)_u\d+",
    "lzcnt": r"_lzcnt_u\d+",
    "sse4.2": r"_mm_(?:crc32|cmpgt_epi64|cmp[ei]str)\w*",
    "popcnt": r"_mm_popcnt\w+",
    "sse4.1": r"_mm_(?:mullo_epi32|m(?:ax|in)_ep(?:i8|i32|u16|u32)|blend|extract_epi(?:8|32|64)"
    r"|insert_epi(?:8|32|64)|cvtep[iu]|test|round|floor|ceil|dp_)\w*",
    "ssse3": r"_mm_(?:shuffle_epi8|abs_epi|hadd_epi|alignr|maddubs)\w*",
}


def concerns_processors(code: str) -> bool:
    """Whether a text says anything about processors."""
    return _CONCERNS.search(code) is not None


def check_questions(nodes: Sequence[Node], parts: Sequence[Part]) -> frozenset[str]:
    """The names by which the processor may be asked. Raises CandidateProblem if a question is
    no condition by itself, so that it is not known what depends on it.
    """
    followed = {call.start_byte for node in nodes for call in _questions(node)}
    for part in parts:
        for token in (part,) if isinstance(part, Token) else part.tokens:
            if token.text == QUESTION and (token is not part or token.start not in followed):
                raise problem(
                    token.line,
                    "checks the processor where it cannot be analyzed; write if "
                    f'({QUESTION}("avx2"))'
                    " around the call.",
                )
    return frozenset({QUESTION, _READY})


def asked(code: str, language: Language) -> tuple[str, ...]:
    """The instruction sets that a rewrite asks for, each once."""
    calls = _questions(document(code, language).root)
    return tuple(dict.fromkeys(_answer(call) for call in calls))


def unasked(code: str, language: Language, name: str) -> frozenset[str]:
    """The instruction sets of functions that run without the question whether they are there,
    among them the function that others call by its `name`.
    """
    root = document(code, language).root
    special = dict(_special(root))
    needed = set(special.get(name, ()))
    for node in walk(root):
        if node.type in {"identifier", "field_identifier"} and text_of(node) in special:
            sets, known = special[text_of(node)], _known(node, special)
            if known is not None and not sets <= known:
                needed |= sets - known
    named = set(_sets(_outside_headings(root)))
    return frozenset(needed | named)


def of_intrinsics(code: str) -> frozenset[str]:
    """The instruction sets of the intrinsics in a text, without those that others imply."""
    found = {name for name, pattern in _INTRINSICS.items() if re.search(rf"\b(?:{pattern})", code)}
    return frozenset(name for name in found if name not in with_implied(found - {name}))


def _sets(text: str) -> Iterator[str]:
    for match in _TARGET.finditer(text):
        for option in ",".join(_STRING.findall(match[1])).split(","):
            if _SET.fullmatch(option.strip()):
                yield option.strip()


def _heading(node: Node) -> str:
    body = node.child_by_field_name("body")
    raw = node.text or b""
    return raw[: body.start_byte - node.start_byte if body else None].decode("utf-8", "replace")


def _special(root: Node) -> Iterator[tuple[str, frozenset[str]]]:
    """Functions that are compiled for more than the flags say, and for what."""
    for node in walk(root):
        if node.type in {"function_definition", "declaration"}:
            sets = frozenset(_sets(_heading(node)))
            name = declared_name(node.child_by_field_name("declarator"))
            if sets and name is not None:
                yield text_of(name).rpartition("::")[2], sets


def _outside_headings(root: Node) -> str:
    """The text without what stands in front of bodies: there attributes belong to functions."""
    raw = bytearray(root.text or b"")
    for node in walk(root):
        name = declared_name(node.child_by_field_name("declarator"))
        if node.type in {"function_definition", "declaration"} and name is not None:
            body = node.child_by_field_name("body")
            end = body.start_byte if body else node.end_byte
            start, end = node.start_byte - root.start_byte, end - root.start_byte
            raw[start:end] = b" " * (end - start)
    return raw.decode("utf-8", "replace")


def _known(node: Node, special: dict[str, frozenset[str]]) -> Set[str] | None:
    """What the processor has where a name is used; None if it is only declared."""
    known, inside, at = set[str](), False, node
    while at.parent is not None:
        above = at.parent
        inside = inside or above.type == "compound_statement"
        if above.type in {"if_statement", "conditional_expression"}:
            taken = above.child_by_field_name("consequence")
            if taken is not None and taken.id == at.id:
                known.update(_conjuncts(above.child_by_field_name("condition")))
        elif above.type == "binary_expression" and _is_and(above):
            left = above.child_by_field_name("left")
            known.update(_conjuncts(left if left is not None and left.id != at.id else None))
        elif above.type == "function_definition":
            name = declared_name(above.child_by_field_name("declarator"))
            known.update(special.get(text_of(name) if name is not None else "", ()))
        at = above
    return with_implied(known) if inside else None


def _is_and(node: Node) -> bool:
    operator = node.child_by_field_name("operator")
    return operator is not None and text_of(operator) in {"&&", "and"}


def _conjuncts(node: Node | None) -> Iterator[str]:
    """What a condition asks for that only holds if the processor has it."""
    if node is None:
        return
    if node.type in {"parenthesized_expression", "condition_clause"}:
        for part in node.named_children if node.named_child_count == 1 else ():
            yield from _conjuncts(part)
    elif node.type == "binary_expression" and _is_and(node):
        yield from _conjuncts(node.child_by_field_name("left"))
        yield from _conjuncts(node.child_by_field_name("right"))
    elif _is_question(node):
        yield _answer(node)


def _is_question(node: Node) -> bool:
    if node.type != "call_expression":
        return False
    called, given = (node.child_by_field_name(name) for name in ("function", "arguments"))
    return (
        called is not None
        and given is not None
        and text_of(called) == QUESTION
        and [part.type for part in given.named_children] == ["string_literal"]
    )


def _answer(question: Node) -> str:
    given = question.child_by_field_name("arguments")
    return text_of(given.named_children[0]).strip('"') if given is not None else ""


def _questions(root: Node) -> Iterator[Node]:
    """Questions to the processor that are a whole condition, or one of several that must hold."""
    for node in walk(root):
        if not _is_question(node):
            continue
        at = node
        while at.parent is not None and (
            at.parent.type in {"parenthesized_expression", "condition_clause"}
            or (at.parent.type == "binary_expression" and _is_and(at.parent))
        ):
            at = at.parent
        above = at.parent
        decides = above is not None and above.type in {"if_statement", "conditional_expression"}
        condition = above.child_by_field_name("condition") if above is not None else None
        if decides and condition is not None and condition.id == at.id:
            yield node
