"""What a library was linked from: what it calls, what runs when it is loaded, its variables.

Text can hide a call behind a macro; the linker cannot be fooled, because every name that a
library does not define has to be found for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SECTION = re.compile(
    r"^\s*\[\s*(\d+)\]\s+(\S+)\s+\S+\s+[0-9a-f]+\s+[0-9a-f]+\s+[0-9a-f]+\s+\S+\s+(\w*)"
)
_SYMBOL = re.compile(
    r"^\s*\d+:\s+[0-9a-f]+\s+\S+\s+(?P<type>\w+)\s+(?P<bind>\w+)\s+\S+\s+"
    r"(?:\[[^\]]*\]\s+)?(?P<section>\w+)\s+(?P<name>.*?)(?:@.*)?$"
)
_ON_LOADING = re.compile(r"\((?:INIT|FINI|PREINIT)_ARRAYSZ\)\s+(\d+)")

_PRINTING = (
    *("printf", "vprintf", "__printf_chk", "__vprintf_chk", "puts", "putchar", "putc", "fputs"),
    *("fputc", "fprintf", "__fprintf_chk", "vfprintf", "fwrite", "_IO_putc", "std::cout"),
    *("std::cerr", "std::clog", "perror", "std::basic_ostream", "std::ostream", "std::operator<<"),
)
_READS = """
    scanf vscanf fscanf vfscanf __isoc99_scanf __isoc99_fscanf __isoc99_vscanf __isoc99_vfscanf
    __isoc23_scanf __isoc23_fscanf fgets fgetc getc getchar gets getline getdelim fread _IO_getc
    fopen fopen64 freopen open open64 openat opendir read recv recvfrom std::cin
    std::istream::get std::istream::getline clock time gettimeofday clock_gettime
"""
_READING = frozenset(_READS.split())
_READING_STREAMS = (
    *("std::basic_ifstream", "std::basic_ofstream", "std::basic_fstream", "std::basic_filebuf"),
    *("std::getline", "std::chrono::"),
)
_TEAMS = ("GOMP_", "omp_", "__kmpc_", "tbb::")
_HARMLESS = ("std::__ioinit", "__cpu_model")
"""Variables that come with a constructor which is gcc's and not the candidate's: those of
<iostream>, and of what chooses between clones of a function for several processors.
"""
_POINTER = 8

FORBIDDEN = {
    "the clock": """
        clock clock_gettime clock_getres time times gettimeofday timespec_get ftime getrusage
        std::chrono:: omp_get_wtime GOMP_get_wtime
    """,
    "a thread": "pthread_create thrd_create std::thread:: std::__future_base:: clone",
    "another process": """
        fork vfork system popen posix_spawn posix_spawnp execl execlp execle execv execvp execve
        execvpe fexecve wait waitpid kill raise killpg daemon setsid
    """,
    "the end of the process": """
        _exit _Exit exit quick_exit atexit at_quick_exit on_exit std::quick_exit std::at_quick_exit
    """,
    "the dynamic loader": "dlopen dlsym dlvsym dlmopen dladdr dlinfo dl_iterate_phdr",
    "files": """
        open open64 openat openat64 creat fopen fopen64 freopen fdopen fopencookie opendir
        std::basic_filebuf std::basic_ifstream std::basic_ofstream std::basic_fstream
        std::filesystem:: unlink remove rename mkstemp tmpfile shm_open sem_open mq_open read
        pread pread64 write pwrite pwrite64 readv writev lseek lseek64 mmap mmap64 mprotect
        memfd_create truncate ftruncate mkfifo symlink chmod stat fstat access
    """,
    "the network": "socket socketpair connect bind listen accept send sendto sendmsg recv recvfrom",
    "the system": """
        syscall ptrace prctl signal sigaction setitimer alarm timer_create sigaltstack
        process_vm_readv process_vm_writev setrlimit prlimit sched_setaffinity ioctl fcntl
        pthread_setaffinity_np
    """,
    "the environment": "getenv secure_getenv setenv putenv unsetenv environ clearenv",
}
"""What a function may not begin to use -> the names by which it would."""
_PREFIXES = {
    name: what for what, names in FORBIDDEN.items() for name in names.split() if ":" in name
}
_NAMES = {name: what for what, names in FORBIDDEN.items() for name in names.split()}


@dataclass(frozen=True)
class Linkage:
    """`imports` and `weak` are undefined names, `on_loading` bytes of pointers to code that
    runs when the library is loaded or unloaded, `variables` the names in writable memory,
    `local` those of them that every thread has for itself.
    """

    imports: frozenset[str]
    weak: frozenset[str]
    on_loading: int
    variables: tuple[str, ...]
    local: frozenset[str]

    @property
    def prints(self) -> bool:
        """To the standard output or error, or to any stream that may be one of them."""
        return any(name.startswith(_PRINTING) for name in self.imports)

    @property
    def reading(self) -> tuple[str, ...]:
        """Functions with which it may use files, the network, the user's input or the clock."""
        return tuple(
            sorted(
                {
                    _short(name)
                    for name in self.imports
                    if name.partition("(")[0] in _READING or name.startswith(_READING_STREAMS)
                }
            )
        )

    @property
    def starts_threads(self) -> bool:
        """Without OpenMP."""
        return any(_forbidden(name) == "a thread" for name in self.imports)

    @property
    def starts_teams(self) -> bool:
        """Whether anything of a run-time library for threads is called."""
        return any(name.startswith(_TEAMS) for name in self.imports)


def read_linkage(facts: str) -> Linkage:
    """From the output of `readelf -W -S -s -d`, demangled."""
    writable = set(_writable(facts))
    imports, weak, local = set[str](), set[str](), set[str]()
    variables: dict[str, None] = {}
    for line in facts.splitlines():
        symbol = _SYMBOL.match(line)
        if symbol is None or not symbol["name"]:
            continue
        if symbol["section"] == "UND":
            (weak if symbol["bind"] == "WEAK" else imports).add(symbol["name"])
        elif symbol["type"] == "TLS":
            local.add(symbol["name"])
            variables[symbol["name"]] = None
        elif symbol["type"] == "OBJECT" and symbol["section"] in writable:
            variables[symbol["name"]] = None
    on_loading = sum(int(size) for size in _ON_LOADING.findall(facts))
    return Linkage(
        frozenset(imports), frozenset(weak), on_loading, tuple(variables), frozenset(local)
    )


def _writable(facts: str) -> Iterator[str]:
    """The numbers of the sections that can be written after loading."""
    for line in facts.splitlines():
        section = _SECTION.match(line)
        if section and "W" in section[3] and re.match(r"\.(?:bss|data(?!\.rel\.ro))", section[2]):
            yield section[1]


def objection(candidate: Linkage, baseline: Linkage) -> str | None:
    """Why a candidate may not be linked like this, in a few words; None when it may."""
    for name in sorted(candidate.imports - baseline.imports):
        what = _forbidden(name)
        if what is not None:
            return f"uses {what} ({_short(name)}), and the original does not"
    for name in sorted(candidate.weak - baseline.weak):
        return f"tests whether {_short(name)} exists, and the original does not"
    new = set(candidate.variables) - set(baseline.variables)
    if candidate.on_loading > baseline.on_loading + _POINTER * len(new.intersection(_HARMLESS)):
        return "runs code when it is loaded (a global constructor), and the original does not"
    return None


def _forbidden(name: str) -> str | None:
    bare = name.partition("(")[0]
    if bare in _NAMES:
        return _NAMES[bare]
    return next((what for start, what in _PREFIXES.items() if name.startswith(start)), None)


def _short(name: str) -> str:
    return re.sub(r"[(<].*", "", name)
