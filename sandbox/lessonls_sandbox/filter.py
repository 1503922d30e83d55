"""The system calls that no confined process has any business with, as a kernel filter.

It is for the level without namespaces, where they would reach the machine itself: a call on
the list fails with EPERM. It is a deny-list because compilers run under it; candidates run
under the allow-list of harness/lock.hpp as well. Open stay calls that act on the caller alone
(personality, prctl, rlimits) and on what it was given (reading from the control socket).
"""

import errno
import platform
import struct

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# Each call with its numbers on x86_64 and aarch64; "-" if there is none.
_DENIED = """
    socket 41 198, socketpair 53 199, bind 49 200, connect 42 203, listen 50 201,
    accept 43 202, accept4 288 242, sendmsg 46 211, sendmmsg 307 269, recvmsg 47 212,
    recvmmsg 299 243,

    ptrace 101 117, process_vm_readv 310 270, process_vm_writev 311 271,
    process_madvise 440 440, process_mrelease 448 448, kcmp 312 272, pidfd_getfd 438 438,
    pidfd_send_signal 424 424, tkill 200 130, rt_sigqueueinfo 129 138,
    rt_tgsigqueueinfo 297 240, setpriority 141 140, ioprio_set 251 30, sched_setparam 142 118,
    sched_setscheduler 144 119, sched_setattr 314 274, move_pages 279 239,
    migrate_pages 256 238, setsid 112 157, setpgid 109 154,

    shmget 29 194, shmat 30 196, shmctl 31 195, shmdt 67 197, semget 64 190, semop 65 193,
    semtimedop 220 192, semctl 66 191, msgget 68 186, msgsnd 69 189, msgrcv 70 188,
    msgctl 71 187, mq_open 240 180, mq_unlink 241 181, mq_timedsend 242 182,
    mq_timedreceive 243 183, mq_notify 244 184, mq_getsetattr 245 185,

    mount 165 40, umount2 166 39, pivot_root 155 41, chroot 161 51, fsopen 430 430,
    fsconfig 431 431, fsmount 432 432, fspick 433 433, move_mount 429 429, open_tree 428 428,
    mount_setattr 442 442, name_to_handle_at 303 264, open_by_handle_at 304 265,
    truncate 76 45, fanotify_init 300 262, fanotify_mark 301 263, inotify_init 253 -,
    inotify_init1 294 26, inotify_add_watch 254 27, quotactl 179 60, quotactl_fd 443 443,

    unshare 272 97, setns 308 268, keyctl 250 219, add_key 248 217, request_key 249 218,

    bpf 321 280, perf_event_open 298 241, userfaultfd 323 282, io_uring_setup 425 425,
    io_uring_enter 426 426, io_uring_register 427 427, swapon 167 224, swapoff 168 225,
    reboot 169 142, kexec_load 246 104, kexec_file_load 320 294, init_module 175 105,
    finit_module 313 273, delete_module 176 106, acct 163 89, syslog 103 116,
    settimeofday 164 170, clock_settime 227 112, clock_adjtime 305 266, adjtimex 159 171,
    sethostname 170 161, setdomainname 171 162, iopl 172 -, ioperm 173 -, vhangup 153 58
"""
_NOT_FOR_FUNCTIONS = """
    chmod 90 -, fchmod 91 52, fchmodat 268 53, fchmodat2 452 452, chown 92 -, fchown 93 55,
    lchown 94 -, fchownat 260 54, utime 132 -, utimes 235 -, futimesat 261 -, utimensat 280 88,
    setxattr 188 5, lsetxattr 189 6, fsetxattr 190 7, removexattr 197 14, lremovexattr 198 15,
    fremovexattr 199 16, execve 59 221, execveat 322 281
"""
_SPECIAL = """
    clone 56 220, clone3 435 435, kill 62 129, tgkill 234 131, prlimit64 302 261,
    sched_setaffinity 203 122
"""
_CLONE_NEW = 0x7E020000  # every CLONE_NEW* flag that clone takes
_X32 = 0x40000000  # a second set of numbers that x86_64 kernels may offer

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_KILL, _ERROR, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
_REFUSE = _ERROR | errno.EPERM


def supported(machine: str | None = None) -> bool:
    """Whether the filter knows this processor's system calls."""
    return (machine or platform.machine()) in _ARCHITECTURES


def deny_list(guarded: int, machine: str | None = None) -> bytes:
    """The filter as the kernel reads it (an array of struct sock_filter).

    `guarded` is a process id that may not be signalled; nor may init, groups, or everybody.
    `machine` is this one by default. Raises KeyError for a processor that is not supported.
    """
    machine = machine or platform.machine()
    special = _numbers(_SPECIAL, machine)
    code = _denied(_DENIED, machine)
    # Its flags are behind a pointer; the C library falls back to clone.
    code += [(_EQUAL, 0, 1, special["clone3"]), (_RETURN, 0, 0, _ERROR | errno.ENOSYS)]
    code += _refuse_argument(special["clone"], [(_ANY_BIT, _CLONE_NEW)])
    groups = [(_AT_LEAST, 1 << 31), (_EQUAL, 0), (_EQUAL, 1), (_EQUAL, guarded)]
    for name in ("kill", "tgkill"):
        code += _refuse_argument(special[name], groups)
    for name in ("prlimit64", "sched_setaffinity"):  # on the caller itself only
        code += _refuse_argument(special[name], [(_AT_LEAST, 1)])
    return _packed([*code, (_RETURN, 0, 0, _ALLOW)])


def functions_list(machine: str | None = None) -> bytes:
    """The same for what a compiler may do and a function in Python may not: changing the rights,
    owners and times of files, which Landlock does not govern, and starting programs. Nothing for
    a processor that is not supported.
    """
    machine = machine or platform.machine()
    if not supported(machine):
        return b""
    return _packed([*_denied(_NOT_FOR_FUNCTIONS, machine), (_RETURN, 0, 0, _ALLOW)])


def _denied(table: str, machine: str) -> list[tuple[int, int, int, int]]:
    """The beginning of a filter, which refuses the calls of a table."""
    code = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if machine == "x86_64":
        code += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _KILL)]
    for number in _numbers(table, machine).values():
        code += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    return code


def _packed(code: list[tuple[int, int, int, int]]) -> bytes:
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def _refuse_argument(number: int, tests: list[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Refuses a call where one of the tests holds for its first argument's low 32 bits."""
    count = len(tests)
    code = [(_EQUAL, 0, count + 3, number), (_LOAD, 0, 0, _FIRST_ARGUMENT)]
    code += [(test, count - at, 0, value) for at, (test, value) in enumerate(tests)]
    return [*code, (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]


def _numbers(table: str, machine: str) -> dict[str, int]:
    column = 1 + list(_ARCHITECTURES).index(machine)
    rows = [row.split() for row in table.split(",")]
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}
