"""With which arguments a template is judged: those that its program uses, else plain ones."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lessonls.adapters.judge.build.program import Sources
from lessonls.adapters.judge.build.public_names import TYPES, instantiations
from lessonls.adapters.judge.build.toolchain import Toolchain
from lessonls.adapters.judge.build.translation_unit import surrounded
from lessonls.adapters.judge.protocol.messages import USERS_OF, SourceText
from lessonls.adapters.private_files import stage_headers
from lessonls.core.inclusion import own_header
from lessonls.core.reading.languages import SOURCES
from lessonls.core.reading.preceding import preceding
from lessonls.core.target import Includer, Target, Template, digest

_TYPES = ("double", "float", "int", "std::vector<double>", "std::vector<int>", "std::string")
_VALUES = {"bool": "true"}
_VALUE = "4"
_WHOLE = re.compile(r"\b(?:int|long|short|unsigned|signed|char|auto|\w*size\w*|\w+_t|u?int\w*)\b")
_ROLES = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        (r"[Hh]ash", "std::hash<{}>"),
        (r"[Aa]lloc", "std::allocator<{}>"),
        (r"[Vv]ec|[Ss]eq|[Aa]rray|[Rr]ange|[Cc]ontainer|[Ll]ist", "std::vector<{}>"),
        (r"^[Ee]q|[a-z]Eq|_eq|[Ee]qual|[Pp]red", "std::equal_to<{}>"),
        (r"[Ll]ess|[Cc]mp|[Cc]ompar|^[Cc]omp$|[Oo]rder", "std::less<{}>"),
        (r"[Ii]ter|[Pp]tr|[Pp]ointer|It$", "{} *"),
        (r"(?:[Ii]dx|[Ii]ndex|^[Uu]?[Ii]nt|[Ss]ize|[Kk]ey)(?:_?[Tt]|_?[Tt]ype)?$", "int"),
    )
)
"""What a parameter is for by its name, and what serves for it."""
_MOST = 4

Headers = Mapping[Path, bytes]


@dataclass(frozen=True)
class Specialization:
    """A target with arguments for its template, how that is compiled, and the headers it sees."""

    target: Target
    toolchain: Toolchain
    headers: Headers

    def named(self, name: str) -> "Specialization":
        """The same source with other arguments."""
        target = self.target.model_copy(update={"qualified_name": name})
        return replace(self, target=target, toolchain=replace(self.toolchain, target=target))


def specializations(
    target: Target, toolchain: Toolchain, headers: Headers, folder: Path, sources: Sources
) -> Iterator[Specialization]:
    """The target with arguments for its template, the likeliest first; itself if it is none.

    They are those of its file, of the source through which it is compiled, or else of other
    sources that use it, whose headers are put into `folder`.
    """
    plain = Specialization(target, toolchain, headers)
    if target.template is None:
        yield plain
        return
    pattern = target.template.pattern
    used = _used(plain, pattern)
    if not used and target.path.suffix not in SOURCES:
        for source in sources((f"{USERS_OF}{pattern}",)):
            through = _through(plain, source, folder)
            used = _used(through, pattern)
            yield from map(through.named, used)
            if used:
                break
    else:
        yield from map(plain.named, used)
    yield from map(plain.named, _plain(target.template))


def _used(one: Specialization, pattern: str) -> Sequence[str]:
    """The instantiations in the object file of a source; of a member that nobody calls there, those
    of its class.
    """
    content = one.toolchain.instantiated(surrounded(one.target)).files.get("object")
    if content is None:
        return ()
    found = instantiations(content, pattern)
    owner, _, name = pattern.rpartition("::")
    if not found and "<" in owner and "<" not in name:
        found = [f"{known}::{name}" for known in instantiations(content, owner, TYPES)]
    return found[:_MOST]


def _through(plain: Specialization, source: SourceText, folder: Path) -> Specialization:
    """A header as another source of the project compiles it."""
    header, text = plain.target.path, source.text.decode("utf-8", "replace")
    texts = {one: content.decode("utf-8", "replace") for one, content in source.headers.items()}
    said, files = preceding(source.path, {source.path: text, **texts}, header)
    folders = list(dict.fromkeys([*(one.parent for one in files), header.parent]))
    target = plain.target.model_copy(
        update={
            "includer": Includer(path=source.path, text=text),
            "preceding": said,
            "flags": (*(word for one in folders for word in ("-iquote", str(one))), *source.flags),
        }
    )
    headers = {**source.headers, header: own_header(target.language).encode()}
    place = folder / digest(str(source.path))
    mounts = stage_headers(headers, place, [header.parent, source.path.parent])
    toolchain = replace(plain.toolchain, target=target, mounts=mounts)
    return Specialization(target, toolchain, headers)


def _plain(template: Template) -> Iterator[str]:
    """Each plain type as what the parameters' names and defaults say."""
    for one in _TYPES:
        given = dict[str, str]()
        for kind, name, default in zip(
            template.kinds, template.names, template.defaults, strict=True
        ):
            usual = _of_role(name, one) if kind in {"type", "typename"} else _of_value(kind)
            given[name or f"{len(given)}"] = _with_names(default, given) or usual
        yield template.pattern.format(*given.values())


def _of_value(kind: str) -> str:
    """A number, or the first value of an enumeration."""
    usual = _VALUE if _WHOLE.search(kind) else f"static_cast<{kind}>(0)"
    return _VALUES.get(kind, usual)


def _of_role(name: str, of: str) -> str:
    """A type of which the name of a parameter says what it is for."""
    return next((made.format(of) for role, made in _ROLES if role.search(name)), of)


def _with_names(default: str, given: Mapping[str, str]) -> str:
    """A default, with the arguments of the parameters that it names."""
    return re.sub(r"\b\w+\b", lambda word: given.get(word[0], word[0]), default)
