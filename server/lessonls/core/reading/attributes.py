"""Attributes and assembly: those that tune a function may stay."""

from collections.abc import Iterator, Sequence, Set

from lessonls.core.reading.problems import problem
from lessonls.core.reading.tokens import Part, Token, closing

_TUNING = """
    target optimize target_clones always_inline noinline noclone noipa no_icf hot cold flatten
    simd aligned packed vector_size ext_vector_type may_alias mode unused maybe_unused
    pure const malloc assume_aligned alloc_align alloc_size nonnull returns_nonnull access
    warn_unused_result nodiscard nothrow leaf noreturn artificial likely unlikely fallthrough
    deprecated no_unique_address assume unsequenced reproducible transparent_union uninitialized
    noescape
"""
_ALLOWED = frozenset(_TUNING.split())
_ATTRIBUTE = frozenset({"__attribute__", "__attribute"})
_ASM = frozenset({"asm", "__asm__", "__asm"})
_QUALIFIERS = frozenset({"volatile", "__volatile__", "__volatile", "inline", "__inline__"})
# What would switch off checks, or make the function report on itself.
_SUSPICIOUS_OPTIONS = ("sanit", "profile", "instrument", "cover", "stack-protector", "fortify")


def check_attributes(parts: Sequence[Part], allowed: Set[str]) -> None:
    """Refuses attributes that change linkage, run code or switch checks off.

    `allowed` are the words of the original function. Raises CandidateProblem.
    """
    for tokens in _lines(parts):
        for at, token in enumerate(tokens):
            if token.text in _ATTRIBUTE:
                _check_gnu(tokens, at, allowed)
            elif token.text == "[" and tokens[at + 1 : at + 2] and tokens[at + 1].text == "[":
                end = closing(tokens, at + 1)
                _check_listed(tokens[at + 2 : end], allowed)
            elif token.text in {"__declspec", "__cdecl", "__stdcall"}:
                raise problem(token.line, f"uses {token.text}, which gcc does not know.")


def check_assembly(parts: Sequence[Part], statements: Set[int], allowed: Set[str]) -> None:
    """Refuses assembly, but for an empty barrier for the compiler.

    `statements` are the offsets where assembly is a statement, and no name for a symbol;
    `allowed` are the statements of the original, without white space.
    """
    for tokens in _lines(parts):
        for at, token in enumerate(tokens):
            if token.text not in _ASM:
                continue
            start = at + 1
            while start < len(tokens) and tokens[start].text in _QUALIFIERS:
                start += 1
            end = closing(tokens, start)
            if "".join(t.text for t in tokens[at : end + 1]) in allowed:
                continue
            template = tokens[start + 1 : start + 3]
            empty = [t.text for t in template[:1]] == ['""']
            ends = [t.text for t in template[1:]] in ([":"], [")"], ["::"])
            if token.start not in statements or not empty or not ends:
                raise problem(token.line, "has assembly; only an empty barrier is allowed.")


def _lines(parts: Sequence[Part]) -> Iterator[Sequence[Token]]:
    """The code as one sequence, and each directive as one."""
    yield [part for part in parts if isinstance(part, Token)]
    for part in parts:
        if not isinstance(part, Token):
            yield part.tokens


def _check_gnu(tokens: Sequence[Token], at: int, allowed: Set[str]) -> None:
    if [token.text for token in tokens[at + 1 : at + 3]] != ["(", "("]:
        raise problem(tokens[at].line, f"uses {tokens[at].text} in a way that cannot be parsed.")
    end = closing(tokens, at + 1)
    inner = closing(tokens, at + 2)
    if end != inner + 1:
        raise problem(tokens[at].line, f"uses {tokens[at].text} in a way that cannot be parsed.")
    _check_listed(tokens[at + 3 : inner], allowed)


def _check_listed(tokens: Sequence[Token], allowed: Set[str]) -> None:
    """The attributes between the square brackets: `gnu::hot, aligned(32)`."""
    at = 0
    if [token.text for token in tokens[:1]] == ["using"]:
        at = next((i + 1 for i, token in enumerate(tokens) if token.text == ":"), len(tokens))
    while at < len(tokens):
        token = tokens[at]
        if token.text == "(":
            at = closing(tokens, at)
        elif token.text not in {",", "::", "..."}:
            scoped = tokens[at + 1 : at + 2] and tokens[at + 1].text == "::"
            if not (scoped and token.text in {"gnu", "__gnu__", "clang"}):
                _check_attribute(tokens, at, allowed)
        at += 1


def _check_attribute(tokens: Sequence[Token], at: int, allowed: Set[str]) -> None:
    token = tokens[at]
    plain = token.text
    if plain.startswith("__") and plain.endswith("__") and len(plain) > 4:
        plain = plain[2:-2]
    if token.text in allowed:
        return
    if plain not in _ALLOWED:
        raise problem(
            token.line, f"has the attribute {token.text}, which is not allowed in a rewrite."
        )
    if tokens[at + 1 : at + 2] and tokens[at + 1].text == "(":
        for argument in tokens[at + 2 : closing(tokens, at + 1)]:
            text = argument.text.lower()
            if argument.kind == "string" and any(o in text for o in _SUSPICIOUS_OPTIONS):
                raise problem(
                    token.line, f"has the option {argument.text}, which switches checks off."
                )
