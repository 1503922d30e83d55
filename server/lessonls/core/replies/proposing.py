"""From a reply to the rewrite in it, or to the reason why there is none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lessonls.core.lesson import Proposal
from lessonls.core.reading.candidate import CandidateProblem
from lessonls.core.reading.limits import LARGEST, check_limits
from lessonls.core.reading.original import original
from lessonls.core.replies.blocks import Block, blocks
from lessonls.core.replies.cleaning import Answer, readable, without_reasoning, without_tags
from lessonls.core.replies.fitting import (
    Fitted,
    declared,
    fitted,
    is_clean,
    is_unchanged,
    mentioned,
)
from lessonls.core.replies.leaving_out import left_out, needs, told
from lessonls.core.replies.mending import readings
from lessonls.core.replies.patches import is_patch
from lessonls.core.replies.regions import is_cut, regions
from lessonls.core.replies.structured import strings_in
from lessonls.core.target import Target

_LONGEST = 50_000
_LONGEST_REFUSED = 20_000
_MOST_TRIES = 40
_MOST_READ = 300_000
_MOST_STRINGS = 5
_CUT_OFF = "The reply was cut off before the function ended (max_tokens)."
_THINKING = "The reply ended before its thoughts did (max_tokens); it gives no code."
_EMPTY = "The reply is empty; answer with the whole function in one fenced code block."
_NO_CODE = "The reply has no code; answer with the whole function in one fenced code block."
_TOO_LARGE = "The reply is too large to be one function."
_NEEDED = "The function needs a part of the answer that cannot be placed in the file: {}"
_MISFIT = "The reply is a diff that does not fit the original function; give the whole function."


def proposal(text: str, target: Target, *, cut_off: bool = False, start: str = "") -> Proposal:
    """The rewrite that a reply gives, as `extract_function` accepts it, or what is wrong with it.

    `cut_off` says that the model had to stop before its reply ended; `start` is the code that
    it was given, where that is not the original: a diff may be meant for it. Any text is allowed.
    """
    if len(text) > LARGEST:
        return _refused(text, _TOO_LARGE)
    plain = readable(text)
    answer = without_reasoning(plain)
    if not answer.text.strip() and not answer.unfinished:
        answer = Answer(without_tags(plain))
    if not answer.text.strip():
        return _refused(text, _THINKING if answer.unfinished else _EMPTY)
    sources = _sources(answer.text, target)
    if not sources:
        prose = _CUT_OFF if cut_off else _NO_CODE
        return _refused(answer.text, _THINKING if answer.unfinished else prose)
    bases = tuple(dict.fromkeys(base for base in (start, target.code) if base))
    return _chosen(sources, target, bases, cut_off=cut_off or answer.unfinished)


@dataclass(frozen=True)
class _Source:
    """A text that may hold the rewrite; `tag` is the word behind its fence."""

    text: str
    tag: str = ""


@dataclass
class _Search:
    """What trying one text after the other has come to; the work is bounded."""

    target: Target
    tries: int = 0
    read: int = 0
    accepted: list[Fitted] = field(default_factory=list[Fitted])
    unchanged: list[Fitted] = field(default_factory=list[Fitted])
    refused: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    needed: list[str] = field(default_factory=list[str])

    @property
    def stumbled(self) -> bool:
        """Whether the likeliest text was refused for its syntax, and no other fits."""
        accepted = self.accepted or self.unchanged
        return not accepted and self.refused[:1] != [] and "syntax error" in self.refused[0][1]

    def add(self, text: str) -> bool:
        """Tries one text; whether it is a rewrite without a syntax error."""
        self.tries += 1
        self.read += len(text)
        if self.tries > _MOST_TRIES or self.read > _MOST_READ:
            return False
        try:
            found = fitted(text, self.target)
        except CandidateProblem as problem:
            self.refused.append((text, str(problem)))
            return False
        if is_unchanged(found.code, self.target):
            self.unchanged.append(found)
            return False
        self.accepted.append(found)
        return is_clean(found.code, self.target)


def _chosen(
    sources: Sequence[_Source], target: Target, bases: Sequence[str], *, cut_off: bool
) -> Proposal:
    search, first = _Search(target), sources[0]
    cut = cut_off or is_cut(first.text)
    for source in sources:
        for text in readings(source.text, source.tag, target, bases):
            if search.add(text) and (taken := _taken(search.accepted[-1], source, sources, target)):
                return taken
        if search.accepted and not cut:
            # Errors may be macros of the file, or the compiler's to explain.
            taken = _taken(search.accepted[0], source, sources, target)
            if taken is not None:
                return taken
            search.needed += search.accepted[0].left_out
            search.accepted.clear()
    if cut or search.stumbled:
        for region in regions(first.text, target.name):
            # What is broken stands behind the function.
            if search.add(region) and (found := _alone(search.accepted[-1], first.text, target)):
                return found
    if cut:
        return _refused(first.text, _CUT_OFF)
    if search.unchanged:
        return Proposal(code=search.unchanged[0].code)
    if is_patch(first.text, first.tag):
        return _refused(first.text, _MISFIT)
    if not search.refused:
        needed = _NEEDED.format(told(search.needed)) if search.needed else _TOO_LARGE
        return _refused(first.text, needed)
    return _refused(*search.refused[0])


def _alone(found: Fitted, text: str, target: Target) -> Proposal | None:
    """A part of a text, where it needs nothing of the rest."""
    return _unless_needed(found, left_out(text, found.code, target), target)


def _taken(
    found: Fitted, chosen: _Source, sources: Sequence[_Source], target: Target
) -> Proposal | None:
    """The code, with what it leaves out of the reply's code; None if it needs that."""
    lines = dict.fromkeys(found.left_out)
    for other in sources:
        is_code = not is_patch(other.text, other.tag) and not strings_in(other.text)
        if is_code and other.text not in chosen.text:
            lines |= dict.fromkeys(left_out(other.text, f"{found.code}\n{chosen.text}", target))
    return _unless_needed(found, tuple(lines), target)


def _unless_needed(found: Fitted, lines: Sequence[str], target: Target) -> Proposal | None:
    known = declared(found.code, target) | original(target).names
    if needs(found.code, lines, known):
        return None
    return Proposal(code=found.code, left_out=told(lines))


def _refused(text: str, problem: str) -> Proposal:
    return Proposal(code=text[:_LONGEST_REFUSED], problem=problem)


def _sources(text: str, target: Target) -> list[_Source]:
    """The texts that may hold the rewrite, the likeliest first."""
    written = list(_in_json(text, target.name))
    found = [block for part in written for block in blocks(part)] if written else blocks(text)
    fenced = [block for block in found if block.text.strip()]
    for block in fenced if not written else ():
        written += _in_json(block.text, target.name)
    listed = [*_in_order(fenced, target), *(_Source(part) for part in written)]
    if not any(_names(source.text, target.name) for source in listed):
        # Code without a fence: what is fenced may be a fragment of it.
        listed = [*(_Source(region) for region in regions(text, target.name)), *listed]
    if not listed and _is_code(text):
        listed = [_Source(text)]
    return [source for source in listed if len(source.text) <= _LONGEST]


def _in_order(found: Sequence[Block], target: Target) -> Iterator[_Source]:
    """Blocks that name the function from the last on, each with what it needs of the others."""
    naming = [block for block in reversed(found) if _names(block.text, target.name)]
    others = [b for b in reversed(found) if b not in naming and _is_code(b.text)]
    for block in naming:
        needed = _needed(block, [other for other in found if other is not block], target)
        if needed:
            yield _Source("\n\n".join([*needed, block.text]), block.tag)
        yield _Source(block.text, block.tag)
    for block in others:
        yield _Source(block.text, block.tag)


def _needed(block: Block, others: Sequence[Block], target: Target) -> list[str]:
    """The other blocks that define something that this one names and does not define."""
    if is_patch(block.text, block.tag) or sum(len(b.text) for b in [block, *others]) > _LONGEST:
        return []
    try:
        for text in [block.text, *(other.text for other in others)]:
            check_limits(text)
    except CandidateProblem:
        return []
    helpers = [other.text for other in others if not _names(other.text, target.name)]
    defined = {text: declared(text, target) for text in helpers}
    missing = mentioned(block.text, target) - declared(block.text, target)
    needed = set[str]()
    while new := {text for text in helpers if text not in needed and missing & defined[text]}:
        needed |= new
        missing = missing.union(*(mentioned(text, target) for text in new))
    return [text for text in helpers if text in needed or _is_includes(text)]


def _is_includes(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return bool(lines) and all(line.startswith(("#include", "# include")) for line in lines)


def _names(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def _is_code(text: str) -> bool:
    return "{" in text or is_patch(text, "")


def _in_json(text: str, name: str) -> Iterator[str]:
    """The strings of an answer in JSON that name the function, the longest first."""
    named = [readable(found) for found in strings_in(text) if _names(found, name)]
    yield from sorted(named, key=len, reverse=True)[:_MOST_STRINGS]
