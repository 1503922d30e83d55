"""Pragmas: those about the next loop or block may stay, those that change more may not."""

from collections.abc import Sequence

from lessonls.core.reading.problems import problem
from lessonls.core.reading.tokens import Token

_OMP_REFUSED = frozenset(
    {"threadprivate", "requires", "begin", "end", "error", "allocate", "groupprivate", "target"}
)
_LOOP_HINTS = frozenset(
    {
        ("GCC", "ivdep"),
        ("GCC", "unroll"),
        ("GCC", "novector"),
        ("clang", "loop"),
        ("unroll",),
        ("nounroll",),
        ("ivdep",),
        ("vector",),
        ("novector",),
        ("simd",),
    }
)


def check_pragma(tokens: Sequence[Token], line: int) -> None:
    """Refuses a pragma by its words after `#pragma`. Raises CandidateProblem."""
    words = tuple(token.text for token in tokens)
    if words[:1] == ("omp",):
        if words[1:2] and (words[1] in _OMP_REFUSED or words[1:3] in _OMP_DECLARED):
            raise problem(line, f"has #pragma omp {' '.join(words[1:3])}, which outlives the call.")
        return
    if words[:1] in _LOOP_HINTS or words[:2] in _LOOP_HINTS:
        return
    named = " ".join(words[:2])
    if named in {"GCC optimize", "GCC target"}:
        raise problem(
            line,
            f"has #pragma {named}, which changes what follows; give the function "
            f"__attribute__(({words[1]}(...))).",
        )
    raise problem(line, f"has #pragma {named}; only omp, GCC ivdep and GCC unroll are allowed.")


_OMP_DECLARED = frozenset({("declare", "target"), ("declare", "variant"), ("declare", "mapper")})
