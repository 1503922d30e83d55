// The last thing before untrusted code: a system-call allow-list and resource limits.
//
// Allowed is what a pure function, its allocator, its threads and the answer need.
// Everything else ends the process with SIGSYS, which the judge reports as a fault.

#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
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
inline constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
inline constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
#error "lessonls: this processor has no system-call filter yet"
#endif

inline constexpr int allowed[] = {
    SYS_read, SYS_write, SYS_readv, SYS_writev, SYS_pread64, SYS_close, SYS_fstat, SYS_newfstatat, SYS_lseek,
    SYS_mmap, SYS_mprotect, SYS_munmap, SYS_mremap, SYS_madvise, SYS_brk,
    SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack,
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
    void fail(int number, int error) {
        add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1);
        answer(SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error));
    }
    // Allowed only where `argument & mask == value` (the low 32 bits of the argument).
    void allow_masked(int number, int argument, std::uint32_t mask, std::uint32_t value) {
        add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 5);
        add(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args) + 8 * static_cast<std::size_t>(argument));
        add(BPF_ALU | BPF_AND | BPF_K, mask);
        add(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
        answer(SECCOMP_RET_ALLOW);
        answer(SECCOMP_RET_KILL_PROCESS);
    }
    bool install() {
        answer(SECCOMP_RET_KILL_PROCESS);
        const sock_fprog program{static_cast<unsigned short>(code_.size()), code_.data()};
        return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
               syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
    }

  private:
    std::vector<sock_filter> code_;
    void add(unsigned code, std::size_t k, unsigned char yes = 0, unsigned char no = 0) {
        code_.push_back({static_cast<unsigned short>(code), yes, no, static_cast<std::uint32_t>(k)});
    }
    void answer(std::uint32_t action) { add(BPF_RET | BPF_K, action); }
};

// Threads may be started, processes may not; files may be opened for reading (the library
// itself is loaded after this), and the mount namespace holds nothing that is secret.
inline bool lock() {
    Filter filter;
    for (const int number : allowed) filter.allow(number);
    filter.fail(SYS_clone3, ENOSYS);  // its flags are behind a pointer; the C library falls back to clone
    filter.allow_masked(SYS_clone, 0, CLONE_THREAD, CLONE_THREAD);
    filter.allow_masked(SYS_openat, 2, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY);
#if defined(__x86_64__)
    filter.allow_masked(SYS_open, 1, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY);
#endif
    filter.allow_masked(SYS_recvfrom, 0, ~0U, 3);  // the control socket
    filter.fail(SYS_prctl, EPERM);
    filter.fail(SYS_prlimit64, EPERM);
    filter.fail(SYS_ioctl, ENOTTY);
    filter.fail(SYS_sched_setaffinity, EPERM);
    filter.allow_masked(SYS_tgkill, 0, ~0U, static_cast<std::uint32_t>(getpid()));  // abort() ends itself
    return filter.install();
}

inline void limit(int resource, std::uint64_t value) {
    const rlimit both{value, value};
    setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

}  // namespace lessonls
