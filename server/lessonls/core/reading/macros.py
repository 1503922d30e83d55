"""Macros of a candidate: they end with it, they hide nothing, and they rename nothing."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from lessonls.core.reading.contraband import kind_of
from lessonls.core.reading.problems import problem
from lessonls.core.reading.tokens import Directive, Part, Token, balanced, directives

_WORDS = """
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t
    char32_t class compl concept const consteval constexpr constinit const_cast continue
    co_await co_return co_yield decltype default defined delete do double dynamic_cast else enum
    explicit export extern false final float for friend goto if import inline int long module
    mutable namespace new noexcept not not_eq nullptr operator or or_eq override private
    protected public register reinterpret_cast requires restrict return short signed sizeof
    static static_assert static_cast struct switch template this thread_local throw true try
    typedef typeid typename typeof union unsigned using virtual void volatile wchar_t while xor
    xor_eq
    std main assert size_t ptrdiff_t ssize_t intptr_t uintptr_t int8_t int16_t int32_t int64_t
    uint8_t uint16_t uint32_t uint64_t
"""
KEYWORDS = frozenset(_WORDS.split())
_SECRETS = """
    static thread_local _Thread_local __thread extern namespace using asm __asm __asm__ friend
    mutable operator template
"""
HIDDEN = frozenset(_SECRETS.split())


@dataclass(frozen=True)
class Macro:
    """A `#define`; `inside` are the conditionals around it."""

    name: str
    line: int
    body: tuple[Token, ...]
    inside: tuple[int, ...]
    words: tuple[str, ...]

    @property
    def is_value(self) -> bool:
        """Whether it stands for an expression, or for nothing."""
        depth = 0
        for token in self.body:
            depth += (token.text in {"(", "["}) - (token.text in {")", "]"})
            if token.text in {";", "{", "}", "="} or (token.text == "," and depth == 0):
                return False
        return True


def macros(
    parts: Sequence[Part], known: Set[tuple[str, ...]], taken: Set[str]
) -> tuple[list[Macro], list[str]]:
    """The macros of a candidate, each checked, and the names of those that are still defined at
    its end. Raises CandidateProblem.

    `known` are the directives of the original function, which may stay as they are; `taken`
    are names that mean something already.
    """
    alive, found = dict[str, Macro](), list[Macro]()
    written = {_name(part) for part in directives(parts) if part.name == "define"}
    inside: tuple[int, ...] = ()
    branches = 0
    for part in parts:
        if not isinstance(part, Directive):
            continue
        branches += 1
        if part.name.startswith("if"):
            inside = (*inside, branches)
        elif part.name.startswith("el"):
            inside = (*inside[:-1], branches)
        elif part.name == "endif":
            inside = inside[:-1]
        elif part.name == "include" and alive:
            name = next(iter(alive))
            raise problem(part.line, f"includes a header while the macro {name} is defined.")
        elif part.name == "define":
            macro = _defined(part, inside)
            found.append(macro)
            if part.words not in known:
                _check(macro, taken)
                alive[macro.name] = macro
        elif part.name == "undef" and part.words not in known:
            _undefine(part, inside, alive, written)
    return found, list(alive)


def _name(part: Directive) -> str:
    return part.tokens[0].text if part.tokens else "nothing"


def _undefine(
    part: Directive, inside: tuple[int, ...], alive: dict[str, Macro], written: Set[str]
) -> None:
    name = _name(part)
    macro = alive.get(name)
    if macro is None:
        if name not in written:
            raise problem(part.line, f"undefines {name}, which the candidate does not define.")
        return
    # Where the definition is seen, this has to be seen as well.
    if macro.inside[: len(inside)] == inside:
        del alive[name]


def _defined(part: Directive, inside: tuple[int, ...]) -> Macro:
    if not part.tokens or not part.tokens[0].is_name:
        raise problem(part.line, "defines a macro without a name.")
    first, body = part.tokens[0], part.tokens[1:]
    # Only a bracket right behind the name begins parameters.
    if body and body[0].text == "(" and body[0].start == first.start + len(first.text):
        end = next((at for at, token in enumerate(body) if token.text == ")"), len(body))
        body = body[end + 1 :]
    return Macro(first.text, part.line, body, inside, part.words)


def _check(macro: Macro, taken: Set[str]) -> None:
    name, line = macro.name, macro.line
    if name.startswith("_") or name.lower().startswith("lessonls"):
        raise problem(line, f"defines the macro {name}; names like this are reserved.")
    if name in KEYWORDS or kind_of(name, called=True):
        raise problem(line, f"defines the macro {name}, which is a keyword or reserved.")
    if name in taken:
        raise problem(line, f"defines the macro {name}, which means something else already.")
    for token in macro.body:
        if token.text == "##":
            raise problem(token.line, "uses token pasting (##); write the token out.")
        if token.text in HIDDEN:
            raise problem(token.line, f"hides {token.text} in the macro {name}.")
    if not balanced(macro.body):
        raise problem(line, f"has unbalanced brackets in the macro {name}.")
