"""The rest of the program: other files of the project, compiled when something of them is needed.

They are kept in archives, of which the linker takes what is needed and no more. There is one for
ordinary builds, and one whose code has the sanitizers of the builds that look for faults.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from lessonls.adapters.compile_flags import known_flags
from lessonls.adapters.judge.build.builders import Builders
from lessonls.adapters.judge.protocol.messages import SourceText
from lessonls.adapters.private_files import stage_headers
from lessonls.core.target import Language, digest
from lessonls_sandbox.build import Build, build

PLACE = "/program"
"""Where the archives lie inside the sandbox."""
PLAIN, SANITIZED = "plain.a", "sanitized.a"

Sources = Callable[[tuple[str, ...]], Sequence[SourceText]]
"""The sources of the project that seem to define some symbols, as the linker names them; or that
use one, where its name is behind `USERS_OF`.
"""


def no_sources(symbols: tuple[str, ...]) -> Sequence[SourceText]:  # noqa: ARG001
    """Where a target is all that is known of its project."""
    return ()


_COMPILED = """
    -w -pipe -fPIC -fvisibility=hidden -ffunction-sections -fdata-sections -Dmain=program_main
"""
_UNDEFINED = re.compile(r"undefined reference to [`'\u2018\"](.*?)['\u2019\"](?:$|;)", re.MULTILINE)


def undefined(diagnostics: str) -> tuple[str, ...]:
    """The symbols that the linker did not find, as it names them."""
    return tuple(dict.fromkeys(_UNDEFINED.findall(diagnostics)))


_Begun = Sequence[tuple[Path, Future[Build]]]


def _compiled(begun: _Begun) -> dict[Path, bytes]:
    made = [(path, build.result().files.get("unit.o")) for path, build in begun]
    return {path: content for path, content in made if content is not None}


@dataclass
class Program:
    """The archives, in `folder`; `sanitize` are the flags of the second one, and `objects` what was
    compiled for it or for another target of the same program, without and with them.
    """

    folder: Path
    builders: Builders
    sanitize: Sequence[str]
    objects: dict[tuple[Path, bool], Future[Build]] = field(
        default_factory=dict[tuple[Path, bool], Future[Build]]
    )
    _sources: dict[Path, SourceText] = field(default_factory=dict[Path, SourceText])
    _objects: dict[Path, bytes] = field(default_factory=dict[Path, bytes])
    _failed: dict[Path, str] = field(default_factory=dict[Path, str])
    _begun: _Begun = ()

    def add(self, sources: Sequence[SourceText]) -> bool:
        """Compiles sources and puts them into the archives; whether there is anything new."""
        new = [source for source in sources if source.path not in self._sources]
        self._sources |= {source.path: source for source in new}
        begun = self._begin(new, ())
        compiled = _compiled(begun)
        self._failed |= {path: b.result().diagnostics for path, b in begun if path not in compiled}
        self._objects |= compiled
        if compiled:
            self._archive(PLAIN, self._objects)
        return bool(compiled)

    @property
    def is_used(self) -> bool:
        """Whether anything of other files may be linked."""
        return bool(self._objects)

    def failed_of(self, sources: Sequence[SourceText]) -> Mapping[Path, str]:
        """What the compiler says of those of the sources that it does not take."""
        return {one.path: self._failed[one.path] for one in sources if one.path in self._failed}

    def begin_sanitized(self) -> None:
        """Begins to compile what has been added with sanitizers."""
        self._begun = self._begin([self._sources[path] for path in self._objects], self.sanitize)

    def complete(self) -> None:
        """Makes the archive with sanitizers, of what was begun."""
        if self._begun:
            self._archive(SANITIZED, _compiled(self._begun))

    def _begin(self, sources: Sequence[SourceText], flags: Sequence[str]) -> _Begun:
        for one in sources:
            if (one.path, bool(flags)) not in self.objects:
                made = self.builders.submit(self._object, one, flags)
                self.objects[one.path, bool(flags)] = made
        return [(one.path, self.objects[one.path, bool(flags)]) for one in sources]

    def _object(self, source: SourceText, flags: Sequence[str]) -> Build:
        compiler, name = ("gcc", "unit.c") if source.language is Language.C else ("g++", "unit.cpp")
        kind = "sanitized" if flags else "plain"
        folder = self.folder.parent / "sources" / digest(str(source.path)) / kind
        mounts = stage_headers(source.headers, folder, [source.path.parent])
        argv = [compiler, *_COMPILED.split(), "-iquote", str(source.path.parent)]
        argv += [
            *known_flags(source.flags, source.language),
            *flags,
            "-c",
            name,
            "-o",
            "out/unit.o",
        ]
        return build(argv, {name: source.text}, mounts)

    def _archive(self, name: str, objects: Mapping[Path, bytes]) -> None:
        numbered = {f"{at}.o": content for at, content in enumerate(objects.values())}
        made = build(["ar", "rcs", f"out/{name}", *numbered], numbered)
        self.folder.mkdir(exist_ok=True)
        self.folder.chmod(0o755)
        for built, content in made.files.items():
            (self.folder / built).write_bytes(content)
            (self.folder / built).chmod(0o644)
