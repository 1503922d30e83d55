"""Asking for the body of a function, again for one that does not compile, and for what one
teaches.
"""

from collections.abc import Iterator

from lessonls.core.lesson import Attempt, Brief
from lessonls.core.message import Messages
from lessonls.core.prompts import facts, rules
from lessonls.core.prompts.budget import Part, Section, Worth, fitted, needed, shortened
from lessonls.core.prompts.changes import named_lines
from lessonls.core.prompts.declarations import declarations
from lessonls.core.prompts.frames import fenced, one_line, quoted
from lessonls.core.prompts.lessons import lessons
from lessonls.core.reading.surroundings import surroundings
from lessonls.core.target import Language, Mode, Target
from lessonls.core.unit_tests import Origin

_MOST_ATTEMPTS = 12
_MOST_FAILED = 6
_LONGEST_ERROR = 1500
_LONGEST_NAME = 120

_ROLE = """\
You are a software engineer for {language}. You get one function without a body and a description \
of what it does, and write it so that it does that."""

_ANSWER_IN_PYTHON = """\
# Your answer

Answer with one fenced code block that begins with ```python. It restates the signature and the \
docstring of `{name}` and implements it. Put before it the imports and helpers that it needs. \
Give no tests, no output and no second version."""

_JUDGED = """\
# How it is judged

The function has to do what its description says, for all arguments that this allows: also empty, \
extreme and negative ones. It is run against unit tests, each in a process of its own with a time \
limit, in a sandbox without files and network. It is accepted if all of them pass. The description \
decides: tests that the team wrote may be wrong."""

_CHECKED = """\
It is compiled with the flags that are given, and the tests run under sanitizers for addresses \
and undefined behavior: no error may be found."""

_LESSONS = """\
# Lessons

Lessons were written by others about their own attempts and may be wrong; what the tests said \
precedes each."""

_EXPLAIN = """\
You are a software engineer for {language}. You implemented a function from its description. You \
look at your implementation and at what its tests said, and write down what others can learn from \
it."""

_WRITE = """\
Write the function."""
_REPAIR = """\
Give the whole function again, with what it needs before it, in one fenced code block. Fix this \
and whatever has to change with it, and leave the rest as it is."""
_WHY_WRONG = """\
Explain why: say what the implementation gets wrong, or what it misunderstands in the description, \
and what a right one has to do instead."""
_WHY_RIGHT = """\
Explain why it passes: say what it does right that is easily missed in the description."""


def implement_prompt(brief: Brief, *, context: int, share_code: bool) -> Messages:
    """Asks for an implementation of the target, in at most `context` tokens.

    `share_code` allows to quote code of other projects as examples of lessons.
    """
    sections = [
        *described(brief.target),
        *_surrounded(brief),
        *_tests(brief),
        _attempts(brief),
        *lessons(brief, "# Lessons from attempts at this function", share_code=share_code),
        Section("# What to do", (Part(_WRITE),)),
    ]
    return fitted(_implementing(brief), sections, context)


def repair_implementation_prompt(brief: Brief, attempt: Attempt, *, context: int) -> Messages:
    """Asks once more for `attempt`, which does not compile, with the reason."""
    language = brief.target.language.value
    reason = attempt.verdict.reason or "No reason was given."
    lines = [quoted(reason, _LONGEST_ERROR)]
    lines += [quoted(line, 200) for line in named_lines(reason, attempt.code)]
    if attempt.left_out:
        left_out = quoted(attempt.left_out, _LONGEST_ERROR)
        lines += ["This part of your answer was left out and not compiled:", left_out]

    def sections(code: str) -> list[Section]:
        return [
            *described(brief.target),
            *_surrounded(brief),
            Section("# Your implementation", (Part(fenced(code, language)),)),
            Section("# It was not accepted", (Part("\n\n".join(lines)),)),
            Section("# What to do", (Part(_REPAIR),)),
        ]

    system = _implementing(brief)
    room = context - needed(system, sections("")) - 20
    return fitted(system, sections(shortened(attempt.code, max(room, 0))), context)


def implementation_lesson_prompt(brief: Brief, attempt: Attempt, *, context: int) -> Messages:
    """Asks for the lesson of `attempt`, one or two sentences, in at most `context` tokens."""
    language = brief.target.language
    ask = _WHY_RIGHT if attempt.verdict.better else _WHY_WRONG

    def sections(code: str) -> list[Section]:
        return [
            *described(brief.target),
            Section("# Your implementation", (Part(fenced(code, language.value)),)),
            Section("# What its tests said", (Part("\n\n".join(_said(brief, attempt))),)),
            Section("# What to explain", (Part(ask),)),
        ]

    role = _EXPLAIN.format(language=rules.LANGUAGES[language])
    system = "\n\n".join([role, rules.DATA, rules.LESSON])
    room = context - needed(system, sections("")) - 20
    return fitted(system, sections(shortened(attempt.code, max(room, 0))), context)


def _implementing(brief: Brief) -> str:
    """The system message for writing the function."""
    target = brief.target
    python = target.language is Language.PYTHON
    texts = [_ROLE.format(language=rules.LANGUAGES[target.language]), rules.DATA]
    if python:
        texts += [_ANSWER_IN_PYTHON.format(name=target.name), _JUDGED]
    else:
        answer = rules.ANSWER.format(name=target.name, places=rules.places(target))
        threads = rules.OPENMP if brief.mode is Mode.OPENMP else rules.SERIAL
        texts += [answer, f"{_JUDGED} {_CHECKED}", threads, rules.refused(brief)]
    return "\n\n".join([*texts, *([_LESSONS] if brief.lessons else [])])


def described(target: Target) -> Iterator[Section]:
    """What is there of it, and what comments say of it that may stand elsewhere."""
    yield Section("# The function", (Part(fenced(target.code, target.language.value)),))
    said = (Part(fenced(target.description, "text")),) if target.description else ()
    yield Section("# What its comments say", said)


def _surrounded(brief: Brief) -> Iterator[Section]:
    """What its file declares, and what it runs on."""
    if brief.target.language is Language.PYTHON:
        runs = fenced(one_line(brief.compiler, _LONGEST_NAME), "text")
        yield Section("# What runs it", (Part(runs),) if brief.compiler else ())
        return
    declared = brief.declared or surroundings(brief.target)
    yield declarations(declared, brief.target.language)
    shown = "\n".join([brief.target.code, *(one.text for one in declared)])
    yield Section("# Where it runs", (Part(facts.machine(brief, shown)),))


_TITLES = {
    Origin.USER: "# Tests by the user",
    Origin.PROJECT: "# Tests of the project",
    Origin.COMMENT: "# Tests from the description",
    Origin.TEAM: "# Tests that the team wrote, which may be wrong",
}


def _tests(brief: Brief) -> Iterator[Section]:
    """By who wrote them; those by the user first."""
    tests = brief.workload.tests if brief.workload is not None else ()
    language = brief.target.language.value
    for origin, title in _TITLES.items():
        worth = Worth.REMARK if origin is Origin.TEAM else Worth.ORIGINAL
        parts = tuple(Part(one.code, worth) for one in tests if one.origin is origin)
        yield Section(title, parts, lambda texts: fenced("\n".join(texts), language))


def _attempts(brief: Brief) -> Section:
    lines = facts.attempts(brief.attempts, _MOST_ATTEMPTS)
    title = "# What was tried, the latest first"
    return Section(title, tuple(Part(line, Worth.ATTEMPT) for line in lines), "\n".join)


def _said(brief: Brief, attempt: Attempt) -> Iterator[str]:
    """How many tests passed and failed, and of some that failed why, as far as it is known."""
    verdict, tests = attempt.verdict, attempt.verdict.tests
    failed = [result for result in tests if not result.passed]
    passed = len(tests) - len(failed)
    every = len(tests) or len(brief.workload.tests if brief.workload is not None else ())
    yield f"{passed} out of {every} tests passed, {every - passed} out of {every} failed."
    told = [result for result in failed if result.reason]
    for result in told[:_MOST_FAILED]:
        yield quoted(result.reason, facts.LONGEST_REASON)
    if verdict.reason and not told:
        yield quoted(verdict.reason, facts.LONGEST_REASON)
        yield from (quoted(line, 200) for line in named_lines(verdict.reason, attempt.code))
    if attempt.left_out:
        yield "This part of your answer was left out and not run:"
        yield quoted(attempt.left_out, facts.LONGEST_REASON)
