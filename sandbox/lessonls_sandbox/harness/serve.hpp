// The fork server: every request runs the function in a new process.
//
// Files: 3 is the control socket (one message a datagram), 4 the request, 5 the answer,
// both memory files. The server itself never runs the library under test; it forks, and
// reports how the child ended. In the child:
//
//     ready   the arguments of all calls are built
//     go      (from the judge, which looks at its clock)
//     done    all calls have returned (the judge looks at its clock)
//     write   (from the judge)
//     output  return values and arguments as they are now are in file 5
//     bye     (from the judge)
//
// The child holds no clock that counts, no expected output and no verdict.

#pragma once

#include "calls.hpp"
#include "lock.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <dlfcn.h>
#include <malloc.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace lessonls {

// Asleep while waiting, so that the kernel brings the CPU clock of this process up to date.
// Or awake, where the wall clock counts and waking a sleeping core would be part of it.
inline void await(const char *tag, bool awake = false) {
    Report report{};
    for (;;) {
        const ssize_t got = recv(control, &report, sizeof report, awake ? MSG_DONTWAIT : 0);
        if (got == static_cast<ssize_t>(sizeof report) && std::strcmp(report.tag, tag) == 0) return;
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) _exit(72);
    }
}

inline void prepare(const Order &order) {
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, std::uint64_t{1} << 30);
    limit(RLIMIT_STACK, std::uint64_t{64} << 20);
    // No RLIMIT_CPU: with it the kernel keeps the CPU clock, which the judge reads, by ticks only.
    if (order.memory != 0) limit(RLIMIT_AS, order.memory);
    if (order.processor != 0) {
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(order.processor - 1, &set);
        sched_setaffinity(0, sizeof set, &set);
    }
    if (order.threads != 0) setenv("OMP_NUM_THREADS", std::to_string(order.threads).c_str(), 1);
    setenv("OMP_DYNAMIC", "false", 1);
}

// Memory is as in a program that has run for a while: what is allocated has been used before.
inline void warm_heap() {
    const auto bytes = static_cast<std::size_t>(lseek(request, 0, SEEK_END)) + (std::size_t{1} << 20);
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    if (void *used = std::malloc(bytes)) {
        std::memset(used, 1, bytes);
        __asm__ volatile("" : : "r"(used) : "memory");
        std::free(used);
    }
}

using Trace = std::size_t(std::uint64_t *, std::size_t);  // see trace.c

template <class F, class... V> [[noreturn]] void run(const Order &order, const char *folder) {
    prepare(order);
    Calls<F, V...> calls;
    if (!lock()) refuse("no system-call filter on this kernel");
    const std::string path = std::string(folder) + "/" + order.library;
    void *library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) refuse(dlerror());
    auto *find = reinterpret_cast<void *(*)()>(dlsym(library, "lessonls_target"));
    auto *warm = reinterpret_cast<void (*)()>(dlsym(library, "lessonls_warm"));
    auto *variables = reinterpret_cast<void *const *>(dlsym(library, "lessonls_variables"));
    if (find == nullptr || warm == nullptr || (variables == nullptr && sizeof...(V) != 0))
        refuse("the library does not hold the function");
    auto *function = reinterpret_cast<typename Signature<F>::Pointer>(find());
    warm();
    std::optional<State> state;
    if (order.renew != 0) state.emplace(find);
    // Not while timing, where memory is as programs have it, nor where arguments share it.
    bool shared = false;
    for (const auto other : order.alias) shared = shared || other != 0;
    calls.read(order.calls, variables, order.renew == 0 && order.files == 0 && !shared);
    if (order.renew != 0) warm_heap();
    auto *trace = order.trace == 0 ? nullptr : reinterpret_cast<Trace *>(dlsym(library, "lessonls_trace"));
    if (trace != nullptr) trace(nullptr, 0);
    if (!narrow(order.files != 0, order.team != 0)) refuse("no system-call filter on this kernel");
    if (lessonls_memory_record != nullptr) lessonls_memory_record(order.renew == 0);
    tell("ready");
    await("go", order.spin != 0);
    calls.run(function, Sharing(order), state ? &*state : nullptr);
    tell("done");
    if (lessonls_memory_stop != nullptr) lessonls_memory_stop();
    std::vector<std::uint64_t> places(trace == nullptr ? 0 : 1U << 16);
    if (trace != nullptr) places.resize(trace(places.data(), places.size()));
    std::fflush(nullptr);  // what was printed is part of the answer
    await("write");
    calls.write_all(trace == nullptr ? nullptr : &places, order.renew != 0);
    await("bye");
    _exit(0);
}

inline int wait_for(pid_t child, std::uint64_t milliseconds, bool &late) {
    const int handle = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
    pollfd ended{handle, POLLIN, 0};
    late = poll(&ended, 1, static_cast<int>(milliseconds)) == 0;
    if (late) kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    close(handle);
    return status;
}

// argv: the folder of libraries, then the numbers that files 3, 4 and 5 have now.
template <class F, class... V> int serve(int argc, char **argv) {
    if (argc != 5) return 64;
    const char *folder = argv[1];
    for (int place = control; place <= answer; ++place) {
        const int number = std::atoi(argv[place - 1]);
        if (dup2(number, place) < 0) return 71;
        close(number);
    }
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);  // children cannot look into the server
    const std::string hello = Signature<F>::template describe<V...>();
    if (write(control, hello.data(), hello.size()) < 0) return 71;
    Order order{};
    for (;;) {
        const ssize_t got = recv(control, &order, sizeof order, 0);
        if (got <= 0) return 0;  // the judge is gone
        if (got != static_cast<ssize_t>(sizeof order) || std::strcmp(order.tag, "run") != 0) continue;
        const pid_t child = fork();
        if (child < 0) { tell("nofork"); continue; }
        if (child == 0) run<F, V...>(order, folder);
        bool late = false;
        const int status = wait_for(child, order.milliseconds, late);
        tell(late ? "late" : "ended", static_cast<std::uint64_t>(status));
    }
}

}  // namespace lessonls
