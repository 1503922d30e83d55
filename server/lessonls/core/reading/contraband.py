"""Functions and facilities that reach beyond a call: a rewrite may not use them.

The sandbox stops what they do; this table is for the sentence that says so, and for those
that do no harm but would make measuring a game.
"""

import re

_KINDS = {
    "processes": """
        fork vfork clone clone3 execl execle execlp execv execve execvp execvpe execveat fexecve
        system popen pclose posix_spawn posix_spawnp exit quick_exit Exit atexit at_quick_exit
        on_exit cxa_atexit cxa_thread_atexit cxa_finalize wait waitpid wait3 wait4 waitid daemon
        kill killpg tgkill tkill getpid getppid gettid ptrace prctl arch_prctl personality
        setuid setgid setsid setrlimit getrlimit prlimit setpriority nice seccomp unshare setns
        reboot syscall
    """,
    "signals": """
        signal sigaction sigprocmask pthread_sigmask sigaltstack sigsuspend sigwait sigqueue
        raise psignal alarm ualarm setitimer getitimer timer_create timer_settime
        timerfd_create signalfd eventfd userfaultfd pause
    """,
    "jumps": """
        setjmp sigsetjmp longjmp siglongjmp getcontext setcontext makecontext swapcontext
        return_address frame_address extract_return_addr apply apply_args unwind_init
        eh_return init_dwarf_reg_size_table
    """,
    "clocks": """
        clock time gettimeofday clock_gettime clock_getres clock_settime clock_nanosleep ftime
        timespec_get timespec_getres times getrusage chrono steady_clock system_clock
        high_resolution_clock rdtsc rdtscp rdpmc ia32_rdtsc ia32_rdtscp ia32_rdpmc
        ia32_readeflags_u64 readcyclecounter omp_get_wtime omp_get_wtick sleep usleep nanosleep
        thrd_sleep sleep_for sleep_until perf_event_open localtime gmtime mktime asctime ctime
    """,
    "threads": """
        thread jthread async packaged_task pthread_create pthread_exit pthread_cancel
        pthread_kill pthread_atfork pthread_once pthread_key_create pthread_setspecific
        thrd_create thrd_exit tss_create tss_set call_once this_thread sched_yield
        sched_setaffinity sched_getaffinity sched_setscheduler sched_getcpu getcpu
        pthread_setaffinity_np pthread_getaffinity_np
    """,
    "loading": """
        dlopen dlmopen dlsym dlvsym dladdr dladdr1 dlclose dlinfo dlerror dl_iterate_phdr
        backtrace backtrace_symbols backtrace_symbols_fd stacktrace
    """,
    "memory beyond the heap": """
        mmap mmap2 munmap mremap mprotect pkey_mprotect madvise posix_madvise mincore mlock
        mlockall munlock msync brk sbrk shm_open shm_unlink shmget shmat shmdt memfd_create
        process_vm_readv process_vm_writev mallopt mallinfo mallinfo2 malloc_trim
        malloc_usable_size malloc_hook free_hook realloc_hook malloc_info
    """,
    "files": """
        open openat openat2 creat close read write pread pwrite readv writev preadv pwritev lseek
        fopen fdopen freopen fmemopen open_memstream fclose fread fseek fseeko ftell ftello rewind
        fgetpos fsetpos tmpfile tmpnam mkstemp mkdtemp ioctl fcntl dup dup2 dup3 pipe pipe2 select
        pselect poll ppoll epoll_create epoll_create1 epoll_wait unlink unlinkat rmdir mkdir
        opendir readdir chdir chroot mount umount symlink readlink realpath getcwd chmod chown
        truncate ftruncate sendfile splice vmsplice copy_file_range inotify_init fstream ifstream
        ofstream wfstream wifstream wofstream basic_fstream basic_ifstream basic_ofstream
        basic_filebuf filebuf wfilebuf filesystem io_uring_setup
    """,
    "networks": """
        socket socketpair connect listen accept accept4 send sendto sendmsg recv recvfrom recvmsg
        getaddrinfo gethostbyname gethostname setsockopt getsockopt
    """,
    "output": """
        printf vprintf fprintf vfprintf dprintf vdprintf puts fputs putchar fputc putc putw fwrite
        fflush perror psiginfo syslog wprintf fwprintf vwprintf putwchar fputws fputwc setvbuf
        setbuf err errx warn warnx verr verrx vwarn vwarnx error cout cerr clog wcout wcerr wclog
        print println vprint_unicode vprint_nonunicode stdout stderr osyncstream
    """,
    "input": """
        scanf vscanf fscanf vfscanf wscanf getchar fgetc getc fgets gets getw getwchar fgetws
        getdelim cin wcin stdin random_device getrandom getentropy rdrand16_step rdrand32_step
        rdrand64_step rdseed16_step rdseed32_step rdseed64_step
    """,
    "the environment": """
        getenv secure_getenv setenv putenv unsetenv clearenv environ getauxval sysconf confstr
        uname sysinfo getuid geteuid getopt program_invocation_name program_invocation_short_name
        progname setlocale uselocale get_nprocs get_nprocs_conf cpu_init cpu_supports cpu_is
    """,
    "state that outlives the call": """
        srand srandom rand random drand48 srand48 lrand48 strtok set_terminate
        set_unexpected set_new_handler set_default_resource sync_with_stdio fesetround fesetenv
        feenableexcept fedisableexcept feupdateenv mm_setcsr ia32_ldmxcsr
        MM_SET_FLUSH_ZERO_MODE MM_SET_DENORMALS_ZERO_MODE MM_SET_ROUNDING_MODE
        MM_SET_EXCEPTION_MASK omp_set_num_threads omp_set_dynamic omp_set_nested
        omp_set_max_active_levels omp_set_schedule
    """,
}
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_SPELLED = re.compile(r"_*(?:builtin_|libc_|GI_|IO_|isoc\d\d_|nocancel_)*_*(\w+)")
_SUFFIX = re.compile(r"(?:_chk|_unlocked|_nocancel|64)$")

# Ordinary words that are only meant where nothing hides what the library means by them.
_ONLY_CALLED = frozenset({"error", "warn", "err", "select", "wait", "pause", "apply", "times"})


def kind_of(name: str, *, called: bool) -> str | None:
    """What a name has to do with, such as `clocks`; None for harmless names.

    `__builtin_fork`, `__fork`, `printf_unlocked` and `open64` are known by their plain names.
    """
    match = _SPELLED.fullmatch(name)
    plain = match[1] if match else name
    if not called and plain in _ONLY_CALLED:
        return None
    return _KIND_OF.get(name) or _KIND_OF.get(plain) or _KIND_OF.get(_SUFFIX.sub("", plain))


def names() -> frozenset[str]:
    """All plain names of the table."""
    return frozenset(_KIND_OF)
