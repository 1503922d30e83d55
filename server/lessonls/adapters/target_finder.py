"""Finds the function to optimize in C and C++ text, also in text that is being typed."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from pathlib import Path

from tree_sitter import Node

from lessonls.adapters.compile_flags import CompileFlags
from lessonls.adapters.preceding import preceding_of
from lessonls.adapters.project_headers import project_headers
from lessonls.adapters.projects import project_of
from lessonls.core.errors import InputError, TargetError
from lessonls.core.preprocessing import UNKNOWN, Preprocessing
from lessonls.core.reading.document import (
    LONG,
    Document,
    LongDocument,
    document,
    reread,
    reread_unless_torn,
)
from lessonls.core.reading.functions import Function, function, signature
from lessonls.core.reading.implementations import implementation_macros
from lessonls.core.reading.languages import language_of
from lessonls.core.reading.outline import Outline, every
from lessonls.core.reading.refusals import is_template, refusal, template_arguments
from lessonls.core.reading.stubs import HEADERS, description, stub_refusal
from lessonls.core.reading.template_pattern import template_of
from lessonls.core.target import FunctionPlace, Language, Target, Task
from lessonls.ports import Reading

_SAYS_NOTHING = "has no comment that says what it does: write one above it"

FlagsOf = Callable[[Path, Language], CompileFlags]

PreprocessingOf = Callable[[Path, str, Language, CompileFlags, str], Preprocessing]
"""What the preprocessor makes of a text at a path, behind the directives of another text."""


class TreeSitterFinder:
    """Implements ports.TargetFinder on syntax trees; `flags_of` gives compile flags, and
    `preprocessing_of` what the preprocessor makes of a text; without it every macro is read as
    it is written.
    """

    def __init__(self, flags_of: FlagsOf, preprocessing_of: PreprocessingOf | None = None) -> None:
        self._flags_of = flags_of
        self._preprocessing_of = preprocessing_of
        self._last: _Reading | None = None
        """The large text that was read last: the next one is mostly the same."""

    def read(self, path: Path, text: str, before: Reading | None = None) -> "_Reading | None":
        """The text with its tree; None if an edit of `before` has torn it."""
        language = self._flags_of(path, language_of(path, text)).language
        flags = self._flags(path, text, language)
        known = self._preprocessing(path, text, language, flags)
        last = self._last
        if last is not None and last.is_of(path, text, flags, known):
            return last
        if len(text) < LONG:
            return self._reading(path, document(text, language, known), flags)
        earlier = before if isinstance(before, _Reading) else None
        found = _read_again(text, language, known, last, earlier)
        if found is None:
            return None
        self._last = read = self._reading(path, found, flags)
        return read

    def at(
        self,
        path: Path,
        text: str,
        line: int,
        column: int = 0,
        last: int | None = None,
        task: Task = Task.OPTIMIZE,
    ) -> Target:
        """The function for the task around a position (both from 0, column in characters), else
        the first that begins up to the line `last`; TargetError.
        """
        return self._open(path, text).at(line, column, last, task)

    def named(self, path: Path, text: str, name: str, task: Task = Task.OPTIMIZE) -> Target:
        """The function for the task of that plain or qualified name; raises TargetError."""
        return self._open(path, text).named(name, task)

    def all(self, path: Path, text: str) -> Sequence[Target]:
        """Every function that can be optimized, in the order of the file."""
        return self._open(path, text).all()

    def with_loops(self, path: Path, text: str, most: int) -> Sequence[FunctionPlace]:
        """Functions that can be optimized and have loops, the deepest nests first."""
        return self._open(path, text).with_loops(most)

    def _open(self, path: Path, text: str) -> "_Reading":
        read = self.read(path, text)
        assert read is not None  # noqa: S101 - it is compared with nothing
        return read

    def _reading(self, path: Path, found: Document, flags: CompileFlags) -> "_Reading":
        return _Reading(path, found, flags, self._preprocessing_of)

    def _flags(self, path: Path, text: str, language: Language) -> CompileFlags:
        """Those of the file. A header that is a whole library, and that no source is known to
        include, is compiled with its functions.
        """
        flags = self._flags_of(path, language)
        if flags.includer is not None or path.suffix not in HEADERS:
            return flags
        asked = tuple(f"-D{macro}" for macro in implementation_macros(text))
        return replace(flags, flags=(*flags.flags, *asked)) if asked else flags

    def _preprocessing(
        self, path: Path, text: str, language: Language, flags: CompileFlags
    ) -> Preprocessing:
        if self._preprocessing_of is None:
            return UNKNOWN
        before = preceding_of(path, flags)
        found = replace(flags, flags=(*before.flags, *flags.flags))
        return self._preprocessing_of(path, text, language, found, before.text)


def _read_again(
    text: str,
    language: Language,
    known: Preprocessing,
    last: "_Reading | None",
    before: "_Reading | None",
) -> LongDocument | None:
    """A long text from the one that was read last; None if it is torn, unlike the one `before`."""
    if before is not None and isinstance(before.found, LongDocument):
        return reread_unless_torn(text, language, known, before.found)
    found = last.found if last is not None else None
    return reread(text, language, known, found if isinstance(found, LongDocument) else None)


@dataclass(frozen=True, eq=False)
class _Reading:
    """Implements ports.Reading."""

    path: Path
    found: Document
    flags: CompileFlags
    preprocessing_of: PreprocessingOf | None
    _places: dict[int, Sequence[FunctionPlace]] = field(
        default_factory=dict[int, Sequence[FunctionPlace]]
    )
    """What `with_loops` found, for each number."""

    @property
    def text(self) -> str:
        return self.found.text

    def is_of(self, path: Path, text: str, flags: CompileFlags, known: Preprocessing) -> bool:
        """Whether it is what would be read."""
        mine = (self.path, self.text, self.flags, self.found.known)
        return mine == (path, text, flags, known)

    def at(
        self,
        line: int,
        column: int = 0,
        last: int | None = None,
        task: Task = Task.OPTIMIZE,
    ) -> Target:
        """The function for the task around a position; TargetError."""
        read = _around(self.found, line, column, task)
        if read is None and last is not None and last > line:
            near = _functions(self.found.near(line, last), task)
            read = next((one for one in near if line < one.line <= last + 1), None)
        if read is None:
            raise TargetError(_nothing_at(self.found, self.path, line))
        return self._accept(read, "", task)

    def named(self, name: str, task: Task = Task.OPTIMIZE) -> Target:
        """The function for the task of that name; TargetError."""
        wanted, arguments = _split_name(name)
        matching = _matching(self.found, wanted, task)
        if not matching:
            raise TargetError(_nothing_named(self.found, self.path, name, wanted))
        if len(matching) > 1:
            lines = ", ".join(f"{self.path.name}:{read.line}" for read in matching)
            raise TargetError(f"{name} is defined more than once; choose a line: {lines}.")
        return self._accept(matching[0], arguments, task)

    def all(self) -> Sequence[Target]:
        """Every function that can be optimized."""
        found, headers = self.found, self._headers
        return [
            _target(self.path, found, read, self.flags, self._project)
            for read in found.outline.functions
            if refusal(read, found.language, found.outline, headers) is None
        ]

    def with_loops(self, most: int) -> Sequence[FunctionPlace]:
        """Functions with loops."""
        if most not in self._places:
            found, headers = self.found, self._headers
            long = isinstance(found, LongDocument)
            able = _able_in_parts(found, headers) if long else _able(found, headers)
            self._places[most] = tuple(islice(able, most))
        return self._places[most]

    @cached_property
    def _project(self) -> str:
        return project_of(self.path)

    @property
    def _headers(self) -> "_Headers":
        return _Headers(self.path, self.found, self.flags, self.preprocessing_of)

    def _accept(self, read: Function, arguments: str, task: Task) -> Target:
        found, path = self.found, self.path
        headers, said = self._headers, ""
        if task is Task.OPTIMIZE:
            reason = refusal(read, found.language, found.about(read), headers)
        else:
            reason = stub_refusal(read, found, headers, path)
            said = "" if reason else description(read, found, headers.declaring)
            reason = reason or (None if said else _SAYS_NOTHING)
        name = "::".join(_path(found, read))
        if reason is not None:
            reason += _without_header(reason, found.known.missing)
            raise TargetError(f"{name} in line {read.line} {reason}.")
        if arguments and not _has_arguments(found, read, arguments):
            raise TargetError(f"{name}{arguments} is not instantiated explicitly in {path.name}.")
        target = _target(path, found, read, self.flags, self._project, arguments)
        return target.model_copy(update={"task": task, "description": said})


def _without_header(reason: str, missing: Sequence[str]) -> str:
    """What else may be behind a text that cannot be read: a header that was not found."""
    if not missing or not re.search("cannot be parsed|syntax error", reason):
        return ""
    return (
        f"; {missing[0]}, which is included, was not found, and may define a macro in it: add a"
        " compile_commands.json or compile_flags.txt with its folder to the project"
    )


class _Headers:
    """The project's headers, read at most once and only when asked for."""

    def __init__(
        self,
        path: Path,
        found: Document,
        flags: CompileFlags,
        preprocessing_of: PreprocessingOf | None,
    ) -> None:
        self._path, self._found, self._flags = path, found, flags
        self._preprocessing_of = preprocessing_of
        self._texts: Mapping[Path, str] | None = None

    def __call__(self, name: str) -> Sequence[Outline]:
        """Of those that mention a class or namespace of that name."""
        owner = rf"\b(?:class|struct|namespace)\b[^;{{}}]*\b{re.escape(name)}\b"
        macro = rf"\b(?:class|struct)\s+\w+(?:\s*\([^()]*\))?\s+{re.escape(name)}\b"
        return [found.outline for found in self._mentioning(owner, macro)]

    def declaring(self, function: str) -> Sequence[Document]:
        """The headers that seem to declare a function."""
        return self._mentioning(rf"\b{re.escape(function)}\s*\(")

    def _mentioning(self, pattern: str, macro: str = "") -> list[Document]:
        if self._texts is None:
            self._texts = self._read()
        language = self._found.language
        return [
            document(text, language, self._known(path, text, macro))
            for path, text in self._texts.items()
            if re.search(pattern, text)
        ]

    def _known(self, path: Path, text: str, macro: str) -> Preprocessing:
        """A header has macros that its includer does not mention, such as those for exports: the
        preprocessor is asked about it only where `macro` matches a use of one.
        """
        if self._preprocessing_of is None or not macro or not re.search(macro, text):
            return self._found.known
        return self._preprocessing_of(path, text, self._found.language, self._flags, "")

    def _read(self) -> Mapping[Path, str]:
        try:
            headers = project_headers(self._path, self._found.text, self._flags.flags)
        except InputError:
            return {}
        return {path: content.decode("utf-8", "replace") for path, content in headers.items()}


def _able(found: Document, headers: _Headers) -> Iterator[FunctionPlace]:
    """The functions with loops that can be optimized, the deepest nests first."""
    depths = [(found.loops.within(read.item.outer), read) for read in found.outline.functions]
    for _, read in sorted((one for one in depths if one[0]), key=lambda one: -one[0]):
        if refusal(read, found.language, found.outline, headers) is None:
            yield FunctionPlace("::".join(read.path), found.character(read.item.outer.start_byte))


def _able_in_parts(found: LongDocument, headers: _Headers) -> Iterator[FunctionPlace]:
    """The same from what is known of the parts of the text."""
    for start, at, part in found.parts.looping():
        # What is said of a function that stands alone depends on its text and its namespaces.
        question = (at - start, found.part_at(start).scopes)
        if question in part.known:
            name = part.known[question]
        else:
            functions = filter(None, map(function, found.inside(start)))
            read = next(one for one in functions if one.item.outer.start_byte == at)
            reason = refusal(read, found.language, found.about(read), headers)
            name = "::".join(read.path) if reason is None else ""
            if not read.qualifiers and not is_template(read):
                part.known[question] = name
        if name:
            yield FunctionPlace(name, found.character(at))


def _target(
    path: Path,
    found: Document,
    read: Function,
    flags: CompileFlags,
    project: str,
    arguments: str = "",
) -> Target:
    start = found.character(read.item.outer.start_byte)
    end = found.character(read.item.outer.end_byte)
    instantiated = template_arguments(read, found.about(read)) if is_template(read) else []
    chosen = arguments or next(iter(instantiated), "") or read.arguments
    before_it = preceding_of(path, flags)
    return Target(
        path=path,
        language=found.language,
        name=read.name,
        qualified_name="::".join(_path(found, read)) + chosen,
        returns=read.returns,
        parameters=read.parameters,
        code=found.text[start:end],
        before=found.text[:start],
        after=found.text[end:],
        start=start,
        line=read.line,
        flags=(*before_it.flags, *flags.flags),
        directory=flags.directory,
        project=project,
        preprocessing=found.known,
        libraries=flags.libraries,
        preceding=before_it.text,
        includer=before_it.includer,
        template=None if chosen else template_of(_path(found, read), read),
        note=flags.note,
    )


def _functions(known: Outline, task: Task) -> list[Function]:
    """Those that may be meant: one that is optimized has a body."""
    return known.functions if task is Task.OPTIMIZE else every(known)


def _around(found: Document, line: int, column: int, task: Task) -> Function | None:
    """The function at the position; else one in that line; else one right below a comment."""
    byte, functions = found.byte(line, column), _functions(found.near(line), task)
    in_line = [
        read
        for read in functions
        if read.item.outer.start_point.row <= line <= read.item.outer.end_point.row
    ]
    around = [
        read for read in in_line if read.item.outer.start_byte <= byte <= read.item.outer.end_byte
    ]
    # Of nested ones, which appear where a bracket is missing, the innermost is meant.
    if around or in_line:
        return around[-1] if around else in_line[0]
    below = (read for read in functions if read.line - 1 > line)
    following = next(below, None)
    return following if following and _first_comment_row(following) <= line else None


def _first_comment_row(read: Function) -> int:
    row = read.item.outer.start_point.row
    above: Node | None = read.item.outer.prev_sibling
    while above is not None and above.type == "comment" and above.end_point.row >= row - 1:
        row = above.start_point.row
        above = above.prev_sibling
    return row


def _split_name(name: str) -> tuple[tuple[str, ...], str]:
    """`ns::f<double>` as its path and its template arguments."""
    match = re.fullmatch(r"\s*(?:::)?([^<(]*?)\s*(<.*>)?\s*(?:\(\s*\))?\s*", name, re.DOTALL)
    path, arguments = (match[1], match[2] or "") if match else (name, "")
    parts = tuple(part.strip() for part in path.split("::"))
    if parts[-1] == "operator":  # whose name ends as a call of it does
        parts = (*parts[:-1], "operator()")
    return parts, arguments


def _path(found: Document, read: Function) -> tuple[str, ...]:
    """A function's full name."""
    return (*found.opened_by_macros(read.item.outer.start_byte), *read.path)


def _matching(found: Document, wanted: tuple[str, ...], task: Task) -> list[Function]:
    paths = [(read, _path(found, read)) for read in _functions(found.outline, task)]
    exact = [read for read, path in paths if path == wanted]
    matching = exact or [read for read, path in paths if path[-len(wanted) :] == wanted]
    return matching if task is Task.OPTIMIZE else _once(matching)


def _once(matching: Sequence[Function]) -> list[Function]:
    """Each function once: its definition, else its first declaration."""
    kinds: dict[object, list[Function]] = {}
    for read in matching:
        kinds.setdefault((read.path, signature(read)), []).append(read)
    return [min(reads, key=lambda one: one.body is None) for reads in kinds.values()]


def _has_arguments(found: Document, read: Function, arguments: str) -> bool:
    known = template_arguments(read, found.about(read)) if is_template(read) else [read.arguments]
    return _squeezed(arguments) in {_squeezed(text) for text in known}


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _nothing_at(found: Document, path: Path, line: int) -> str:
    for kind, where, name in _near_functions(found.near(line)):
        if where == line + 1:
            return f"{name} in line {where} is {kind}."
    if found.is_left_out(line):
        return (
            f"The preprocessor leaves line {line + 1} of {path.name} out, because of the #if "
            "around it: only what is compiled with the project's flags can be optimized."
        )
    return (
        f"Line {line + 1} of {path.name} is not inside a complete function definition: choose a "
        "line of its body, or fix the syntax error above it. Functions whose signature a macro "
        "puts together cannot be optimized."
    )


def _nothing_named(found: Document, path: Path, name: str, wanted: tuple[str, ...]) -> str:
    for kind, line, other in _near_functions(found.outline):
        if other.split("::")[-1] == wanted[-1]:
            return f"{name} in {path.name} is {kind} (line {line})."
    known = ["::".join(read.path) for read in found.outline.functions]
    by_name = {name.split("::")[-1]: name for name in known} | {name: name for name in known}
    close = get_close_matches("::".join(wanted), list(by_name), n=3)
    meant = " or ".join(dict.fromkeys(by_name[match] for match in close))
    hint = f"; did you mean {meant}?" if meant else "."
    return f"{path.name} defines no function {name}{hint}"


def _near_functions(found: Outline) -> list[tuple[str, int, str]]:
    """What may be taken for a function: kind, line, name."""
    near = [(kind, line, name) for name, (kind, line) in found.others.items()]
    for path, reads in found.declared.items():
        near += [("only declared, not defined", read.line, "::".join(path)) for read in reads]
    return near
