#include "lock.hpp"

#include "messages.hpp"

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace lessonls {

#if defined(__x86_64__)
static constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
static constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
#error "lessonls: this processor has no system-call filter yet"
#endif

static constexpr int allowed[] = {
    SYS_read, SYS_write, SYS_readv, SYS_writev, SYS_pread64, SYS_close, SYS_fstat, SYS_newfstatat, SYS_lseek,
    SYS_mmap, SYS_mprotect, SYS_munmap, SYS_mremap, SYS_madvise, SYS_brk,
    SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack,
    SYS_futex, SYS_set_robust_list, SYS_rseq, SYS_set_tid_address, SYS_membarrier,
    SYS_sched_yield, SYS_sched_getaffinity, SYS_sched_getparam, SYS_sched_getscheduler,
    SYS_getpid, SYS_gettid, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid, SYS_getcpu,
    SYS_exit, SYS_exit_group, SYS_getrandom, SYS_sysinfo, SYS_uname, SYS_getrusage,
    SYS_clock_gettime, SYS_clock_getres, SYS_gettimeofday, SYS_clock_nanosleep, SYS_nanosleep,
#if defined(__x86_64__)
    SYS_stat, SYS_access, SYS_readlink, SYS_time, SYS_arch_prctl, SYS_pipe,
#endif
    SYS_pipe2,  // with it the sanitizers find out which memory they can show
    SYS_faccessat, SYS_readlinkat, SYS_statx, SYS_getcwd,
};

namespace {
class Filter {
  public:
    Filter() {
        add(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch));
        add(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0);
        answer(SECCOMP_RET_KILL_PROCESS);
        add(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
    }
    void allow(int number) {
        add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1);
        answer(SECCOMP_RET_ALLOW);
    }
    void stop(int number) {
        add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1);
        answer(SECCOMP_RET_TRAP);
    }
    void fail(int number, int error) {
        add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1);
        answer(SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error));
    }
    // The handler of this signal can be asked for, but not changed.
    void keep_handler(std::uint32_t signal) {
        constexpr std::size_t first = offsetof(seccomp_data, args), second = first + 8;
        add(BPF_JMP | BPF_JEQ | BPF_K, SYS_rt_sigaction, 0, 8);
        add(BPF_LD | BPF_W | BPF_ABS, first);
        add(BPF_JMP | BPF_JEQ | BPF_K, signal, 0, 5);
        add(BPF_LD | BPF_W | BPF_ABS, second);
        add(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 2);
        add(BPF_LD | BPF_W | BPF_ABS, second + 4);
        add(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0);
        answer(SECCOMP_RET_ERRNO | EPERM);
        answer(SECCOMP_RET_ALLOW);
    }
    // Allowed where this argument, a pointer to what is to be set, is null.
    void only_asking(int number, int argument) {
        const std::size_t low = offsetof(seccomp_data, args) + 8 * static_cast<std::size_t>(argument);
        add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 6);
        add(BPF_LD | BPF_W | BPF_ABS, low);
        add(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 2);
        add(BPF_LD | BPF_W | BPF_ABS, low + 4);
        add(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0);
        answer(SECCOMP_RET_ERRNO | EPERM);
        answer(SECCOMP_RET_ALLOW);
    }
    // Allowed only where `argument & mask == value` (the low 32 bits of the argument).
    void allow_masked(int number, int argument, std::uint32_t mask, std::uint32_t value) {
        add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 5);
        add(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args) + 8 * static_cast<std::size_t>(argument));
        add(BPF_ALU | BPF_AND | BPF_K, mask);
        add(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
        answer(SECCOMP_RET_ALLOW);
        answer(SECCOMP_RET_TRAP);
    }
    bool install(std::uint32_t otherwise) {
        answer(otherwise);
        const sock_fprog program{static_cast<unsigned short>(code_.size()), code_.data()};
        return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
    }

  private:
    std::vector<sock_filter> code_;
    void add(unsigned code, std::size_t k, unsigned char yes = 0, unsigned char no = 0) {
        code_.push_back({static_cast<unsigned short>(code), yes, no, static_cast<std::uint32_t>(k)});
    }
    void answer(std::uint32_t action) { add(BPF_RET | BPF_K, action); }
};
}  // namespace

struct Name { int number; const char *what; };
static constexpr Name names[] = {
    {SYS_socket, "socket"}, {SYS_socketpair, "socketpair"}, {SYS_connect, "connect"},
    {SYS_bind, "bind"}, {SYS_sendto, "send"}, {SYS_sendmsg, "sendmsg"}, {SYS_recvfrom, "recv"},
    {SYS_clone, "fork"}, {SYS_execve, "exec"}, {SYS_execveat, "exec"}, {SYS_kill, "kill"},
    {SYS_tgkill, "kill"}, {SYS_tkill, "kill"}, {SYS_ptrace, "ptrace"}, {SYS_wait4, "wait"},
    {SYS_openat, "open"}, {SYS_ftruncate, "ftruncate"}, {SYS_fcntl, "fcntl"}, {SYS_dup, "dup"},
    {SYS_dup3, "dup"}, {SYS_unlinkat, "unlink"}, {SYS_mkdirat, "mkdir"}, {SYS_getdents64, "readdir"},
    {SYS_memfd_create, "memfd_create"}, {SYS_shmget, "shmget"}, {SYS_msgget, "msgget"},
    {SYS_unshare, "unshare"}, {SYS_mount, "mount"}, {SYS_setitimer, "setitimer"},
    {SYS_timer_create, "timer_create"}, {SYS_setsid, "setsid"}, {SYS_setrlimit, "setrlimit"},
#if defined(__x86_64__)
    {SYS_fork, "fork"}, {SYS_vfork, "vfork"}, {SYS_open, "open"}, {SYS_unlink, "unlink"},
    {SYS_dup2, "dup"}, {SYS_mkdir, "mkdir"}, {SYS_alarm, "alarm"}, {SYS_creat, "open"},
#endif
};

// Says which call was stopped, and ends the process.
static void stopped(int, siginfo_t *info, void *) {
    char line[80] = "lessonls: called ";
    const char *what = nullptr;
    for (const Name &name : names)
        if (name.number == info->si_syscall) what = name.what;
    char number[24] = "system call ";
    if (what == nullptr) {
        int rest = info->si_syscall;
        char *digit = number + std::strlen(number) + 4;
        for (*digit = '\0'; digit > number + 12; rest /= 10) *--digit = static_cast<char>('0' + rest % 10);
        what = number;
    }
    std::strcat(line, what);
    std::strcat(line, ", which is not for functions\n");
    if (write(log_file, line, std::strlen(line)) < 0) _exit(71);
    _exit(70);
}

bool lock() {
    struct sigaction action {};
    action.sa_sigaction = stopped;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGSYS, &action, nullptr);
    Filter filter;
    for (const int number : allowed) filter.allow(number);
    filter.keep_handler(SIGSYS);
    filter.fail(SYS_clone3, ENOSYS);  // its flags are behind a pointer; the C library falls back to clone
    filter.allow_masked(SYS_clone, 0, CLONE_THREAD, CLONE_THREAD);
    filter.allow_masked(SYS_openat, 2, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY);
#if defined(__x86_64__)
    filter.allow_masked(SYS_open, 1, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY);
#endif
    filter.allow_masked(SYS_recvfrom, 0, ~0U, 3);  // the control socket
    filter.fail(SYS_prctl, EPERM);
    filter.only_asking(SYS_prlimit64, 2);
    filter.fail(SYS_ioctl, ENOTTY);
    filter.fail(SYS_dup, EMFILE);  // perror() does without
    filter.fail(SYS_sched_setaffinity, EPERM);
    filter.allow_masked(SYS_tgkill, 0, ~0U, static_cast<std::uint32_t>(getpid()));  // abort() ends itself
    filter.allow_masked(SYS_personality, 0, ~0U, ~0U);  // asking is fine, changing is not
    filter.allow(SYS_seccomp);  // until narrow()
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && filter.install(SECCOMP_RET_TRAP);
}

bool narrow(bool files, bool threads) {
    Filter filter;
    if (!files) {
        filter.fail(SYS_openat, EACCES);
#if defined(__x86_64__)
        filter.fail(SYS_open, EACCES);
#endif
    }
    if (!threads) filter.stop(SYS_clone);
    filter.stop(SYS_seccomp);
    return filter.install(SECCOMP_RET_ALLOW);
}

void limit(int resource, std::uint64_t value) {
    const rlimit both{value, value};
    setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

}  // namespace lessonls
