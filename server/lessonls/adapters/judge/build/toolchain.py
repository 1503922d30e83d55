"""Compiler commands: what is built, with which flags, from a target's sources."""

import re
from collections.abc import Collection, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

from lessonls.adapters.judge.build.coverage_map import COVERED_FROM
from lessonls.adapters.judge.build.program import PLACE, PLAIN, SANITIZED
from lessonls.adapters.judge.build.translation_unit import WARM_UP
from lessonls.core.errors import MachineError
from lessonls.core.target import Language, Mode, Target, unit_name
from lessonls_sandbox.build import Build, build
from lessonls_sandbox.confine import Mount

_COMMON = ("-w", "-fdiagnostics-color=never", "-fmax-errors=8", "-pipe")
_WITHOUT_THE_UNUSED = """{
for library in libc.so.6 libm.so.6 libstdc++.so.6 libgcc_s.so.1 libgomp.so.1; do
    nm -D --defined-only "$("$1" -print-file-name=$library)" 2>/dev/null
done | awk '{ sub("@.*", "", $NF); print $NF }' > system
missing=$(nm -Du out/unit.so | awk '
    FILENAME == "system" { known[$1]; next }
    $1 == "U" && $2 !~ /@/ && !($2 in known) &&
        $2 !~ /^(__(asan|ubsan|sanitizer|lsan|tsan)_|lessonls_)/ { print $2 }
' system -)
[ -z "$missing" ] || {
    echo "$missing" | c++filt > out/missing
    "$@" $(echo "$missing" | sed 's/.*/-Wl,--defsym=&=0/')
}
}"""
"""Some builds keep what only code refers to that no call comes through, so that symbols are
undefined of which the ordinary library needs none: they are nowhere.
"""
_DEFINED_HERE = "-fgnu89-inline -U__GNUC_GNU_INLINE__ -D__GNUC_STDC_INLINE__=1"
"""Code for what is `inline` in C, in a unit that takes itself for one in C99."""
_OLDER = re.compile(r"-std=(?:c|gnu)\+\+(?:98|0[3x]|1[1y4])\b")
_LIBRARY = (
    "-fPIC",
    "-shared",
    "-fvisibility=hidden",
    "-fno-semantic-interposition",
    "-ffunction-sections",
    "-fdata-sections",
    "-Wl,--gc-sections",
    "-Wl,--version-script=exports",
    "-Wl,-z,defs",
    "-Wl,-z,now",
    "-Wl,--build-id=none",
)
_EXPORTS, _EXPORTED = "exports", b"{ global: lessonls_*; local: *; };\n"
"""Nothing else is visible, however it was declared, so that what is not needed goes."""
_LINKING = tuple(flag for flag in _LIBRARY if flag == "-shared" or flag.startswith("-Wl,"))
_COMPILING = tuple(flag for flag in _LIBRARY if flag not in _LINKING)
PRELUDE = "prelude"
"""Where precompiled headers lie inside the sandbox."""
SANITIZERS = ("address", "undefined")
_REASSOCIATE = (
    "-fassociative-math",
    "-freciprocal-math",
    "-fno-signed-zeros",
    "-fno-trapping-math",
    "-ffp-contract=off",
)
_NUDGED = ("-fno-tree-vectorize", "-ffp-contract=off")
SANITIZE = (
    "-O1",
    "-g1",
    "-fno-omit-frame-pointer",
    "-fsanitize=address,undefined",
    "-fno-sanitize-recover=all",
    "-fno-sanitize=vptr",  # the harness makes objects member by member
    "-ftrivial-auto-var-init=pattern",
    "-D_GLIBCXX_ASSERTIONS",
)
_COMMON_CLANG = ("-w", "-fno-color-diagnostics", "-ferror-limit=8", "-pipe")
_REMARKS = ("-Rpass-missed=loop-vectorize", "-Rpass-analysis=loop-vectorize")
_GNU_LINKER = ("-Wl,-z,defs",)
_RACES = ("-O1", "-g1", "-fopenmp", "-fsanitize=thread")
_FIND_ARCHER = (
    'for lib in "$(dirname "$(dirname "$(readlink -f "$(command -v clang++)")")")"/lib*;'
    ' do test -e "$lib/libarcher.so" && echo "$lib/libarcher.so" > out/archer; done; true'
)
_OF_LOOPS = ": missed: |: optimized: |=== analyze_loop_nest"
_DEBUG_INFO = (
    *("-g2", "-gdwarf-5", "-gpubnames", "-femit-class-debug-always"),
    *("-fno-var-tracking", "-gno-statement-frontiers"),
)
_SEPARATED = "objcopy --only-keep-debug out/unit.so out/types"
# What was linked, as linkage.py reads it, of what is the same whether debuggers know it or not.
_FACTS = (
    "strip --strip-debug out/unit.so"
    " && LC_ALL=C readelf -W -S -s -d out/unit.so | c++filt > out/facts"
)
# An instruction whose result is rounded; those of other processors are not known here.
_ROUNDED = (
    "v?h?(add|sub|addsub|mul|div|sqrt|dp|rcp|rsqrt|f?n?m(add|sub)[0-9a-z]*)[ps][sdh]"
    "|v?cvt[sp]d2[sp]s|f(i|n|r)?(m?(add|sub|la|ls)|mul|div|sqrt)[a-z]*"
)
_ROUNDING = (
    'case "$(uname -m)" in x86_64 | aarch64)'
    f" objdump -d --no-show-raw-insn out/unit.so | grep -m1 -E '\t({_ROUNDED})[[:space:]]'"
    " > out/rounding || true;; *) uname -m > out/rounding;; esac"
)
_DESCRIPTION = f"{_SEPARATED} && {_ROUNDING} && {_FACTS}"


@dataclass(frozen=True)
class Peer:
    """Another compiler of a candidate's unit, and its flags after the target's own.

    For comparisons only: nothing that an agent or an editor says gets here.
    """

    compiler: Literal["gcc", "clang"]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Toolchain:
    """The compiler for one target: its flags, the project's headers that it may see, and whether
    there are archives of its program to link with (program.py).
    """

    target: Target
    mode: Mode
    mounts: tuple[Mount, ...] = field(default=())
    runtime: tuple[Mount, ...] = field(default=())
    prelude: bool = False
    program: bool = False
    peer: Peer | None = None

    @property
    def compiler(self) -> str:
        return "gcc" if self.target.language is Language.C else "g++"

    @property
    def mode_flag(self) -> str:
        return "-fopenmp" if self.mode is Mode.OPENMP else "-fopenmp-simd"

    def library(self, source: str) -> Build:
        """The unit as it is timed: the user's flags; and `facts` on what was linked."""
        if self.peer is not None:
            return self._compiled_by(self.peer, source)
        flags = [*self._precompiled("plain"), *self.target.flags, *_LIBRARY]
        return self._compile(source, *flags, then=_FACTS)

    def described(self, source: str) -> Build:
        """The same code as `library`, and `types`: what the compiler says of it to debuggers; there
        is something in `rounding` where it rounds.
        """
        return self._compile(source, *self._described, then=_DESCRIPTION)

    def compiled(self, source: str) -> Build:
        """No program, but `unit.o`: what `described` links."""
        flags = [flag for flag in self._command(*self._described) if flag not in _LINKING]
        argv = [*flags, "-c", self._name, "-o", "out/unit.o"]
        return build(argv, self._sources(source), self.mounts)

    def linked(self, compiled: bytes) -> Build:
        """The same as `described`, of what was compiled before."""
        words = [*self._command(*self._described), "unit.o", "-o", "out/unit.so", *self._linked()]
        argv = ["/bin/sh", "-c", f'"$@" && {_DESCRIPTION}', "sh", *words]
        return build(argv, {"unit.o": compiled, _EXPORTS: _EXPORTED}, self.mounts)

    @property
    def _described(self) -> tuple[str, ...]:
        return (*self.target.flags, *_LIBRARY, *_DEBUG_INFO)

    def instantiated(self, source: str) -> Build:
        """No program, but `object`, whose public names tell with which arguments a file uses its
        templates.
        """
        words = self._command(*self.target.flags, *_DEBUG_INFO, "-O0")
        script = '"$@" -c -o out/object'
        argv = ["/bin/sh", "-c", script, "sh", *words, self._name]
        return build(argv, self._sources(source), self.mounts)

    def preprocessed(self, source: str) -> Build:
        """No program, but `text`: the unit with macros expanded, conditionals decided and headers
        in it; lines that begin with `#` say what comes from where.
        """
        words = [word for word in self._command(*self.target.flags) if word not in _LINKING]
        script = '"$@" -E -o out/text'
        argv = ["/bin/sh", "-c", script, "sh", *words, self._name]
        return build(argv, self._sources(source), self.mounts)

    def predefined(self, flags: Sequence[str]) -> Build:
        """No program, but `text`: the macros that the compiler defines with such flags."""
        words = [self.compiler, *flags]
        script = '"$@" -dM -E -x c /dev/null -o out/text'
        return build(["/bin/sh", "-c", script, "sh", *words], {})

    def precompiled(self, header: str) -> Build:
        """A header for `library`, as `plain/prelude.h.gch`, and for `sanitized`. Fails where a unit
        cannot include the same once more, as with a project's header that has no guard.
        """
        kind = "c-header" if self.target.language is Language.C else "c++-header"
        parts = ["mkdir out/plain out/sanitized"]
        for name, flags in (("plain", ()), ("sanitized", SANITIZE)):
            words = self._command(*self.target.flags, *_LIBRARY, *flags)
            command = " ".join(_shell(word) for word in words if word not in _LINKING)
            folder = f"out/{name}"
            parts.append(f"cp prelude.h {folder}")
            parts.append(f"{command} -x {kind} prelude.h -o {folder}/prelude.h.gch")
            if not flags:
                again = f"-include {folder}/prelude.h -fsyntax-only {self._name}"
                parts.append(f"{command} {again}")
        script = " && ".join(parts)
        sources = {"prelude.h": header.encode(), self._name: header.encode()}
        return build(["/bin/sh", "-c", script], sources, self.mounts)

    def with_program(self, folder: Path) -> "Toolchain":
        """The same that links with the archives in `folder`."""
        return replace(self, program=True, mounts=(*self.mounts, Mount(folder, PLACE)))

    def _linked(self, archive: str = PLAIN) -> list[str]:
        """What stands behind the unit when it is linked."""
        own = [f"{PLACE}/{archive}", "-Wl,-z,muldefs"] if self.program else []
        named = [f"-l{name}" for name in self.target.libraries]
        named += ["-lstdc++"] if self.program else []  # a file of it may be in C++
        return [*own, *(["-Wl,--as-needed", *named] if named else []), "-lm"]

    def with_prelude(self, ready: "Future[Path | None]") -> "Toolchain":
        """The same with precompiled headers, if they are there already."""
        place = ready.result() if ready.done() else None
        if place is None:
            return self
        return replace(self, prelude=True, mounts=(*self.mounts, Mount(place, f"/{PRELUDE}")))

    def _precompiled(self, name: str) -> list[str]:
        return ["-include", f"/{PRELUDE}/{name}/prelude.h"] if self.prelude else []

    def vectorizing(self, source: str) -> Build:
        """No program, but `notes`: what the compiler says of loops while it makes `library`."""
        flags = [*self._precompiled("plain"), *self.target.flags, *_LIBRARY]
        words = [word for word in self._command(*flags) if word not in _LINKING]
        script = (
            '"$@" -S -o unit.s -fopt-info-vec-all-internals=said'
            f" && {{ grep -E '{_OF_LOOPS}' said > out/notes || true; }}"
        )
        argv = ["/bin/sh", "-c", script, "sh", *words, self._name]
        return build(argv, {self._name: source.encode("utf-8", "surrogatepass")}, self.mounts)

    def missed(self, source: str) -> Build:
        """No program, but `notes`: clang's remarks on loops, if there is a clang that understands
        the target's flags.
        """
        argv = [self._clang, *_COMMON_CLANG, "-iquote", str(self.target.path.parent)]
        argv += [*self.target.flags, *_COMPILING, "-fopenmp-simd", *_REMARKS, self._name]
        script = '"$@" -S -o unit.s 2> out/notes || true'
        encoded = source.encode("utf-8", "surrogatepass")
        return build(["/bin/sh", "-c", script, "sh", *argv], {self._name: encoded}, self.mounts)

    def reordered(self, source: str) -> Build:
        """The unit whose sums the compiler may reassociate: it shows how much rounding matters."""
        flags = [*self.target.flags, *_LIBRARY, *_REASSOCIATE]
        return self._compile(source, *flags, *self._only_what_is_used)

    def nudged(self, source: str, functions: Collection[str]) -> Build:
        """The unit whose calls of these mathematical functions are off by 1 ulp."""
        wrapped = [f"-Wl,--wrap={name}" for name in sorted(functions)]
        flags = [*self.target.flags, *_LIBRARY, *_NUDGED, *wrapped, "/harness/nudge.o"]
        return self._compile(source, *flags, mounts=(*self.mounts, *self.runtime))

    def sanitized(self, source: str) -> Build:
        """The unit with address and undefined-behaviour sanitizers."""
        linked = [flag for flag in _LIBRARY if flag != "-Wl,-z,defs"]
        flags = [*self._precompiled("sanitized"), *self.target.flags, *linked, *SANITIZE]
        flags += self._only_what_is_used
        return self._compile(source, *flags, then=self._completed, archive=SANITIZED)

    @property
    def _completed(self) -> str:
        """What is done behind linking with sanitizers."""
        return _WITHOUT_THE_UNUSED if self.program else ""

    @property
    def _only_what_is_used(self) -> tuple[str, ...]:
        """Flags with which the rest of a large file is not compiled: for builds that are not timed,
        since functions are inlined in other ways. The program's other files may need that rest.
        """
        return () if self.program else ("-fwhole-program",)

    def covered(self, source: str) -> Build:
        """The unit that says what runs, and `places`: address, kind and line of each place."""
        words = " ".join(_shell(word) for word in self._command(*self.target.flags))
        compiled = (
            f"{words} -fPIC -fvisibility=hidden -ffunction-sections -fdata-sections -O0 -g1"
            # addr2line takes the files of DWARF 5 for one another
            f" -gdwarf-4 -fwrapv -fno-inline -fsanitize-coverage=trace-pc,trace-cmp"
            f" {' '.join(self._only_what_is_used)}"
            f" {self._name} -c -o unit.o"
        )
        linked = " ".join(self._linked())
        link = (
            f"{self.compiler} {self.mode_flag} -shared unit.o /harness/trace.o -o out/unit.so"
            f" -Wl,--version-script=exports -Wl,--gc-sections -Wl,-Ttext-segment={COVERED_FROM:#x}"
            f" {linked}"
        )
        # What is inline in C99 is defined in another file, if it is not inlined.
        here = f"{compiled} {_DEFINED_HERE} && " if self.target.language is Language.C else ""
        # Without exceptions where that compiles: their clean-up code never runs.
        script = (
            f"({compiled} -fno-exceptions 2>/dev/null || {compiled})"
            f' && set -- {link} && {{ "$@" -Wl,-z,defs 2>/dev/null'
            f' || {{ {here}"$@" && {_WITHOUT_THE_UNUSED}; }}; }}'
            " && objdump -d --no-show-raw-insn out/unit.so"
            " | awk '/(call|bl) .*<__sanitizer_cov_trace_/{"
            'kind = $0; sub(".*_trace_", "", kind); sub("[^a-z_].*", "", kind);'
            ' getline; sub(":", "", $1); print $1, kind}\''
            " > points && cut -d' ' -f1 points | addr2line -e out/unit.so"
            " | paste -d' ' points - > out/places"
        )
        mounts = (*self.mounts, *self.runtime)
        return build(["/bin/sh", "-c", script], self._sources(source), mounts)

    def mutated(self, source: str) -> Build:
        """The unit that holds mutants as well."""
        linked = [flag for flag in _LIBRARY if flag != "-Wl,-z,defs"]
        quick = ("-O1", "-fmax-errors=0", *self._only_what_is_used)
        return self._compile(source, *self.target.flags, *linked, *quick)

    def generating(self, source: str) -> Build:
        """The library of what makes inputs, which may reach what is private, and is at least C++17;
        with sanitizers, which know where memory ends. `missing` are the symbols, one a line, that
        are not defined.
        """
        private = ["-fno-access-control"] if self.target.language is Language.CPP else []
        linked = [flag for flag in _LIBRARY if flag != "-Wl,-z,defs"]
        newer = ["-std=gnu++17"] if _OLDER.search(" ".join(self.target.flags)) else []
        flags = [*self.target.flags, *newer, *linked, *SANITIZE, *private, *self._only_what_is_used]
        return self._compile(source, *flags, then=_WITHOUT_THE_UNUSED, archive=SANITIZED)

    def racing(self, source: str) -> Build:
        """The unit with clang's thread sanitizer and LLVM's OpenMP."""
        kept = [flag for flag in _LIBRARY if flag not in _GNU_LINKER]
        argv = [self._clang, *_COMMON_CLANG, "-iquote", str(self.target.path.parent)]
        argv += [*self.target.flags, *kept, *_RACES, self._name, "-o", "out/unit.so"]
        return build([*argv, *self._linked()], self._sources(source), self.mounts)

    @property
    def _clang(self) -> str:
        return "clang" if self.target.language is Language.C else "clang++"

    @property
    def _name(self) -> str:
        return unit_name(self.target.language)

    def _sources(self, source: str) -> dict[str, bytes]:
        return {self._name: source.encode("utf-8", "surrogatepass"), _EXPORTS: _EXPORTED}

    def _command(self, *flags: str) -> list[str]:
        argv = [self.compiler, *_COMMON, "-iquote", str(self.target.path.parent), "-iquote", "."]
        return [*argv, *flags, self.mode_flag]

    def _compile(
        self,
        source: str,
        *flags: str,
        then: str = "",
        mounts: Sequence[Mount] | None = None,
        archive: str = PLAIN,
    ) -> Build:
        argv = [*self._command(*flags), self._name, "-o", "out/unit.so", *self._linked(archive)]
        script = " && ".join(filter(None, ['"$@"', then]))
        argv = ["/bin/sh", "-c", script, "sh", *argv]
        return build(argv, self._sources(source), self.mounts if mounts is None else mounts)

    def _compiled_by(self, peer: Peer, source: str) -> Build:
        """The unit compiled by a peer, and linked as every other: where -Ofast links as well,
        the whole process flushes denormals to zero.
        """
        flags = (*self.target.flags, *_COMPILING, *peer.flags)
        sources = self._sources(source)
        steps = [[*self._command(*flags), "-c", self._name]]
        if peer.compiler == "clang":
            # Its own OpenMP has other threads; gcc's are started beforehand by gcc's code.
            words = [self._clang, *_COMMON_CLANG, "-iquote", str(self.target.path.parent), *flags]
            words += ["-fopenmp-simd", "-Dlessonls_warm=lessonls_idle", "-c", self._name]
            sources["warm.c"] = WARM_UP.encode()
            steps = [words, ["gcc", self.mode_flag, "-fPIC", "-c", "warm.c"]]
        objects = [f"{Path(name).stem}.o" for name in sources if name != _EXPORTS]
        linking = [self.compiler, *_LINKING, self.mode_flag, *objects, "-o", "out/unit.so"]
        linking += self._linked()
        commands = [" ".join(map(_shell, step)) for step in (*steps, linking)]
        script = " && ".join([*commands, _FACTS])
        return build(["/bin/sh", "-c", script], sources, self.mounts)


def _shell(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


@cache
def version(compiler: str) -> str:
    """The compiler's name and version, such as `gcc 12.2.0`.

    Raises MachineError when the machine does not have it.
    """
    script = f"{compiler} -dumpfullversion -dumpversion > out/version"  # clang has one only
    found = build(["/bin/sh", "-c", script], {"empty": b""})
    if not found.succeeded:
        package = {"gcc": "gcc", "g++": "g++"}.get(compiler, compiler)
        raise MachineError(
            f"{compiler} not found: install it (Debian, Ubuntu: sudo apt-get install {package})."
        )
    return f"{compiler} {found.files['version'].decode().strip()}"


@cache
def archer() -> str | None:
    """Where the race detector of clang's OpenMP is, if this machine has both."""
    found = build(["/bin/sh", "-c", _FIND_ARCHER], {"empty": b""}).files.get("archer", b"")
    return found.decode().split("\n")[0] or None


def first_error(diagnostics: str) -> str:
    """The compiler's first complaint in one line, without the path in front."""
    return first_errors(diagnostics, 1)


def first_errors(diagnostics: str, most: int = 3) -> str:
    """The compiler's first few complaints in one line; later ones mostly follow from these."""
    complaints = [_complaint(line) for line in diagnostics.splitlines()]
    found = list(dict.fromkeys(complaint for complaint in complaints if complaint))
    stripped = diagnostics.strip().splitlines() or ["the compiler failed without a message"]
    return "; ".join(found[:most] or stripped[:1])


def _complaint(line: str) -> str:
    """What one line of diagnostics complains of; empty for other lines."""
    match = re.search(r"(?:fatal )?error: (.*)", line)
    if match:
        place = re.match(r"([^:\s]+):(\d+)", line)
        where = f"line {place[2]}: " if place and place[1] not in {"unit.c", "unit.cpp"} else ""
        return where + match[1]
    match = re.search(r"undefined reference to .*", line)
    return match[0] if match else ""
