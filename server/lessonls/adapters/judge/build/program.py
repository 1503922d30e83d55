"""The rest of the program: other files of the project, compiled when something of them is needed.

They are kept in archives, of which the linker takes what is needed and no more. There is one for
ordinary builds, and one whose code has the sanitizers of the builds that look for faults.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lessonls.adapters.judge.build.builders import Builders
from lessonls.adapters.judge.protocol.messages import SourceText
from lessonls.adapters.private_files import stage_headers
from lessonls.core.target import Language
from lessonls_sandbox.build import Build, build

PLACE = "/program"
"""Where the archives lie inside the sandbox."""
PLAIN, SANITIZED = "plain.a", "sanitized.a"

Sources = Callable[[tuple[str, ...]], Sequence[SourceText]]
"""The sources of the project that seem to define some symbols, as the linker names them."""


def no_sources(symbols: tuple[str, ...]) -> Sequence[SourceText]:  # noqa: ARG001
    """Where a target is all that is known of its project."""
    return ()


_COMPILED = """
    -w -pipe -fPIC -fvisibility=hidden -ffunction-sections -fdata-sections -Dmain=program_main
"""
_SCRIPT = """
sanitize=$1; shift
"$@" -o out/plain.o && "$@" $sanitize -o out/sanitized.o
"""
_ARCHIVED = """
for kind in plain sanitized; do
    ar rcs out/$kind.a $kind-*.o || exit 1
done
"""
_UNDEFINED = re.compile(r"undefined reference to [`'\u2018\"](.*?)['\u2019\"](?:$|;)", re.MULTILINE)


def undefined(diagnostics: str) -> tuple[str, ...]:
    """The symbols that the linker did not find, as it names them."""
    return tuple(dict.fromkeys(_UNDEFINED.findall(diagnostics)))


@dataclass
class Program:
    """The archives, in `folder`; `sanitize` are the flags of the second one."""

    folder: Path
    builders: Builders
    sanitize: Sequence[str]
    _objects: dict[Path, dict[str, bytes]] = field(default_factory=dict[Path, dict[str, bytes]])

    def add(self, sources: Sequence[SourceText]) -> bool:
        """Compiles sources and puts them into the archives; whether there is anything new."""
        new = [source for source in sources if source.path not in self._objects]
        builds = [(source, self.builders.submit(self._compiled, source)) for source in new]
        found = [(source, made.result()) for source, made in builds]
        compiled = {source.path: dict(made.files) for source, made in found if made.succeeded}
        self._objects |= {source.path: {} for source in new} | compiled
        if compiled:
            self._archive()
        return bool(compiled)

    def _compiled(self, source: SourceText) -> Build:
        compiler, name = ("gcc", "unit.c") if source.language is Language.C else ("g++", "unit.cpp")
        folder = self.folder.parent / "sources" / str(abs(hash(source.path)))
        mounts = stage_headers(source.headers, folder, [source.path.parent])
        command = [compiler, *_COMPILED.split(), "-iquote", str(source.path.parent)]
        command += [*source.flags, "-c", name]
        argv = ["/bin/sh", "-c", _SCRIPT, "sh", " ".join(self.sanitize), *command]
        return build(argv, {name: source.text}, mounts)

    def _archive(self) -> None:
        objects = {
            f"{kind.removesuffix('.o')}-{at}.o": content
            for at, files in enumerate(self._objects.values())
            for kind, content in files.items()
        }
        made = build(["/bin/sh", "-c", _ARCHIVED], objects)
        self.folder.mkdir(exist_ok=True)
        self.folder.chmod(0o755)
        for name, content in made.files.items():
            (self.folder / name).write_bytes(content)
            (self.folder / name).chmod(0o644)
