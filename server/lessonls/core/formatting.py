"""What of a rewrite is formatted, and what of the answer may be believed.

A formatter gets the whole file with the rewrite in it and the lines that the rewrite changes.
What comes back was not judged, so that it must be the judged code in all but white space and
comments: the compiler makes the same of both.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from lessonls.core.events import CandidateJudged, Event, RunFinished
from lessonls.core.lesson import Attempt
from lessonls.core.reading.limits import LARGEST
from lessonls.core.reading.placing import parts
from lessonls.core.reading.problems import CandidateProblem
from lessonls.core.reading.syntax import parse_bytes
from lessonls.core.reading.tokens import Directive, Token, parts_of
from lessonls.core.target import Language, Target

_MOST_RANGES = 500
_SPLICE = re.compile(r"\\[ \t\f\v]*\r?\n")
_SPLICING_TRIGRAPH = "??/"
_SENTINEL = " ;"
"""A token behind a text, which a comment that has come to its end would swallow."""
_OPERATOR = re.compile(
    r"<=>|<<=|>>=|->\*|\.\.\.|##|::|->|\.\*|\+\+|--|<<|>>|&&|\|\||[-+*/%&|^<>=!]=|."
)
_SPACED = frozenset({"if", "ifdef", "ifndef", "elif", "elifdef", "elifndef", "define", "pragma"})
"""Directives in which white space says nothing; it can be a part of the name of a file."""


class Unformatted(NamedTuple):
    """A file's text, with a newline alone at the end of its lines, and the ranges of lines to
    format: (first, last), from 1.
    """

    text: str
    lines: Sequence[tuple[int, int]]


def unformatted(target: Target, code: str) -> Unformatted | None:
    """What a formatter gets for a rewrite: the file with what stands in the function's place; None
    where there is nothing for it to do.
    """
    new = parts(code, target).function
    before, old, new, after = map(_plain, (target.before, target.code, new, target.after))
    text = before + new + after
    if "\r" in text or not new.strip():  # not everybody ends a line at a lone carriage return
        return None
    first = before.count("\n") + 1
    matcher = SequenceMatcher(None, old.split("\n"), new.split("\n"))
    lines = [
        (first + start, first + end - 1)
        for tag, _, _, start, end in matcher.get_opcodes()
        if tag != "equal" and start < end
    ]
    if len(lines) > _MOST_RANGES:
        lines = [(lines[0][0], lines[-1][1])]
    return Unformatted(text, lines) if lines else None


def formatted_code(target: Target, code: str, text: str) -> str | None:
    """The rewrite `code` as it stands in `text`, the formatted file; with its line endings.

    None if it is not found, begins elsewhere in its line, or has other tokens. White space
    around it stays as it is.
    """
    includes, helpers, function = parts(code, target)
    before, old, after = map(_plain, (target.before, function, target.after))
    found = _between(before, _plain(text), after, old)
    if found is None or len(found) > LARGEST or not same_tokens(old, found, target.language):
        return None
    found = _plain(includes + helpers) + found
    return found.replace("\n", "\r\n") if "\r\n" in code else found


def with_codes(event: Event, codes: Mapping[str, str]) -> Event:
    """The event of a run with other texts in the place of the `codes` of its attempts."""

    def changed(attempt: Attempt) -> Attempt:
        return attempt.model_copy(update={"code": codes.get(attempt.code, attempt.code)})

    match event:
        case CandidateJudged(attempt=attempt):
            return event.model_copy(update={"attempt": changed(attempt)})
        case RunFinished(best=best, simpler=simpler, attempts=attempts):
            return event.model_copy(
                update={
                    "best": best and changed(best),
                    "simpler": simpler and changed(simpler),
                    "attempts": tuple(changed(attempt) for attempt in attempts),
                }
            )
        case _:
            return event


def same_tokens(one: str, other: str, language: Language) -> bool:
    """Whether two texts differ in nothing but white space, line continuations and comments.

    Also False for what compilers may read in different ways, such as raw strings.
    """
    if _SPLICING_TRIGRAPH in one or _SPLICING_TRIGRAPH in other:
        return False
    try:
        return _meaning(one, language) == _meaning(other, language)
    except CandidateProblem:
        return False


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _between(before: str, text: str, after: str, code: str) -> str | None:
    """What stands in `text` where `code` stood, with the white space that is around `code`."""
    start, body, end, text = before.rstrip(), code.strip(), after.strip(), text.rstrip()
    if not body or len(start) + len(end) > len(text):
        return None
    if not (text.startswith(start) and text.endswith(end)):
        return None
    found = text[len(start) : len(text) - len(end)]
    lead, _, tail = code.partition(body)
    gap, was = _leading(found), before[len(start) :] + lead
    if gap.rpartition("\n")[1:] != was.rpartition("\n")[1:]:
        return None
    return lead + found.strip() + tail


def _leading(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _meaning(text: str, language: Language) -> list[tuple[str, ...]]:
    """The tokens of a text; a directive counts as one."""
    data = _SPLICE.sub("", text + _SENTINEL).encode("utf-8", "surrogatepass")
    root = parse_bytes(data, language).root_node
    meaning: list[tuple[str, ...]] = []
    for kind, group in groupby(parts_of(root, data), key=type):
        parts = list(group)
        if kind is Directive:
            meaning += [_directive(part) for part in parts if isinstance(part, Directive)]
        else:
            tokens = [part for part in parts if isinstance(part, Token)]
            meaning += [(word,) for word in _words(tokens)]
    return meaning


def _directive(part: Directive) -> tuple[str, ...]:
    words = tuple(_words(part.tokens))
    if part.name not in _SPACED:
        words = tuple(_with_spaces(part.tokens))
    elif part.name == "define":  # with a bracket right behind its name, a macro has parameters
        words = (*list(_with_spaces(part.tokens[:2]))[1:2], *words)
    return ("#", part.name, *words)


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    """The tokens as compilers cut them: `+ +` is not `++`, nor is `"a" b` the literal `"a"b`."""
    word, end, last = "", -1, ""
    for token in tokens:
        joined = token.start == end and _joins(last, token.kind)
        if not joined:
            yield from _cut(word, last)
            word, last = "", token.kind
        word += token.text
        end = token.start + len(token.text)
    yield from _cut(word, last)


def _joins(last: str, kind: str) -> bool:
    literal = last in {"string", "character"} and kind == "name"
    return literal or last == kind == "punctuation"


def _cut(word: str, kind: str) -> Iterator[str]:
    if kind == "punctuation":
        yield from _OPERATOR.findall(word)
    elif word:
        yield word


def _with_spaces(tokens: Sequence[Token]) -> Iterator[str]:
    """The tokens, each led by a space unless it adjoins the one before."""
    end = -1
    for token in tokens:
        yield token.text if token.start == end else f" {token.text}"
        end = token.start + len(token.text)
