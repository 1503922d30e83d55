"""Asking for a program that makes inputs for a function."""

from lessonls.core.message import Messages
from lessonls.core.need import Need
from lessonls.core.prompts.budget import Part, Section, Worth, fitted
from lessonls.core.prompts.frames import fenced, quoted
from lessonls.core.prompts.rules import DATA, LANGUAGES
from lessonls.core.target import Language

_LONGEST_FAILURE = 1500
_ROLE = """\
You are an engineer who writes input generators for fuzzing and benchmarks in {language}. You get \
one function for which experiments found no inputs, and write the code that makes them."""

_ANSWER = """\
# Your answer

Answer with one fenced code block, which is compiled at the end of the function's file: \
everything that the file declares is available, including static and private names. It defines

```{tag}
void lessonls_generate(uint64_t seed, uint64_t size)
```

and, before it, `static` helpers and `#include` lines where they are needed. It makes one set of \
arguments and calls `lessonls_call({arguments})` exactly once{member}. `lessonls_call` has the \
parameters of the function; it records its arguments and does not return.

- Equal `seed` and `size` must give equal arguments: draw all numbers from `seed` with a small \
generator in your code; no `rand`, no clock, no files.
- Different seeds must give different values: also duplicates, negative numbers, zeros and \
extremes, where the function allows them. `size` is about how many elements there are: 0, 1, 2, 3 \
and any number up to millions must give valid arguments, larger ones with more work for the \
function.
- The function must be defined on them: it may read and write nothing beyond what the arguments \
own, and keep its own rules for them (sorted, terminated, indices in range). They should reach \
all of its lines.
- Memory behind pointers to more than one element comes from `malloc` or `new`, with exactly the \
size that the function may use, and every pointer points to the start of its block. One struct \
may be on the stack. If the project has a function that makes what is needed, call it.
- Do not define, declare again or redefine anything that the file or the project has."""

_WHAT = """\
Write the generator."""
_AGAIN = """\
Write the whole generator again, with only this fixed."""


def generator_prompt(need: Need, *, context: int) -> Messages:
    """Asks for a generator, in at most `context` tokens."""
    target = need.target
    tag = target.language.value
    sections = [
        Section("# The function", (Part(fenced(target.code, tag)),)),
        Section(
            "# What its file and the project's headers declare",
            tuple(Part(text, Worth.SURROUNDING) for text in need.declared),
            lambda texts: fenced("\n".join(texts), tag),
        ),
        Section(
            "# Functions of the project that call it",
            tuple(Part(fenced(text, tag), Worth.EXAMPLE) for text in need.callers),
        ),
        *([Section("# Your generator", (Part(fenced(need.tried, tag)),))] if need.tried else []),
        Section("# What went wrong", (Part(quoted(need.failure, _LONGEST_FAILURE)),)),
        Section("# What to do", (Part(_AGAIN if need.tried else _WHAT),)),
    ]
    return fitted(_system(need), sections, context)


def _system(need: Need) -> str:
    target = need.target
    language = LANGUAGES[target.language]
    arguments = ", ".join(parameter.name for parameter in target.parameters)
    member = (
        "; for a member function that is not static, the address of an object comes first"
        if target.language is Language.CPP and "::" in target.qualified_name
        else ""
    )
    answer = _ANSWER.format(tag=target.language.value, arguments=arguments, member=member)
    return "\n\n".join([_ROLE.format(language=language), DATA, answer])
