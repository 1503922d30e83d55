#include "functors.hpp"
#include "lock.hpp"
#include "memory.hpp"
#include "messages.hpp"
#include "serve.hpp"
#include "state.hpp"

#include <cerrno>
#include <cfenv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <malloc.h>
#include <optional>
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lessonls {

void tell(const char *tag, std::uint64_t value) {
    Report report{};
    std::strncpy(report.tag, tag, sizeof report.tag - 1);
    report.value = value;
    if (::write(control, &report, sizeof report) < 0) _exit(71);
}

void refuse(const char *why) {
    std::string line = std::string("lessonls: ") + why + "\n";
    if (::write(log_file, line.data(), line.size()) < 0) _exit(71);
    _exit(70);
}

// Asleep while waiting, so that the kernel brings the CPU clock of this process up to date.
// Or awake, where the wall clock counts and waking a sleeping core would be part of it.
void await(const char *tag, bool awake) {
    Report report{};
    for (;;) {
        const ssize_t got = recv(control, &report, sizeof report, awake ? MSG_DONTWAIT : 0);
        if (got == static_cast<ssize_t>(sizeof report) && std::strcmp(report.tag, tag) == 0) return;
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) _exit(72);
    }
}

static void prepare(const Order &order) {
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
static void warm_heap() {
    const auto bytes = static_cast<std::size_t>(lseek(request, 0, SEEK_END)) + (std::size_t{1} << 20);
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    if (void *used = std::malloc(bytes)) {
        std::memset(used, 1, bytes);
        __asm__ volatile("" : : "r"(used) : "memory");
        std::free(used);
    }
}

// What runs in each call, one after the other; see trace.c.
static std::size_t (*trace)(std::uint64_t *, std::size_t) = nullptr;
static std::vector<std::uint64_t> traced;

// How many calls have returned, as the server sees it after the end of its child. Not while timing.
static std::uint64_t *returned = nullptr;

static void count_call() { ++*returned; }

static void keep_trace() {
    count_call();
    constexpr std::size_t room = std::size_t{1} << 17;
    const std::size_t before = traced.size();
    traced.resize(before + room);
    traced.resize(before + trace(traced.data() + before, room));
}

// What a library under test, or a generator, exports.
struct Library {
    void *handle;
    void *target;
    void *const *variables;

    Library(const std::string &path, bool has_variables, std::uint64_t variant) : handle(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) {
        if (handle == nullptr) refuse(dlerror());
        auto *find = reinterpret_cast<void *(*)()>(dlsym(handle, "lessonls_target"));
        auto *warm = reinterpret_cast<void (*)()>(dlsym(handle, "lessonls_warm"));
        variables = reinterpret_cast<void *const *>(dlsym(handle, "lessonls_variables"));
        if (find == nullptr || warm == nullptr || (variables == nullptr && has_variables))
            refuse("the library does not hold the function");
        if (auto *chosen = static_cast<long *>(dlsym(handle, "lessonls_variant"))) *chosen = static_cast<long>(variant);
        functor = reinterpret_cast<void *(*)(int)>(dlsym(handle, "lessonls_functor"));
        target = find();
        warm();
    }
};

// Calls the library's target, from which the function is called: that ends in `Calls::capture`.
[[noreturn]] static void generate(const Order &order, const Library &library, Calls &calls, Calls &called) {
    auto **call = static_cast<void **>(dlsym(library.handle, "lessonls_call"));
    auto *left = static_cast<long *>(dlsym(library.handle, "lessonls_left"));
    auto *variables = reinterpret_cast<void *const *>(dlsym(library.handle, "lessonls_called_variables"));
    if (call == nullptr || left == nullptr) refuse("the library is no generator");
    if (variables == nullptr && called.has_variables()) refuse("the library does not hold the function");
    *call = called.capture(variables);
    *left = static_cast<long>(order.generate) - 1;
    tell("ready");
    await("go");
    if (order.generate == 1) {
        std::uint64_t asked[2] = {};
        if (pread(request, asked, sizeof asked, 0) != sizeof asked) refuse("there is no seed");
        reinterpret_cast<void (*)(std::uint64_t, std::uint64_t)>(library.target)(asked[0], asked[1]);
    } else {
        calls.run(library.target, Sharing(order), nullptr);
    }
    refuse("returned without calling the function");
}

[[noreturn]] static void run(const Order &order, const char *folder, Calls &calls, Calls *called) {
    prepare(order);
    calls.start();
    if (!lock()) refuse("no system-call filter on this kernel");
    const Library library(std::string(folder) + "/" + order.library, calls.has_variables() && order.generate != 1,
                          order.variant);
    std::optional<State> state;
    if (order.renew != 0) state.emplace(library.target);
    // Not while timing, where memory is as programs have it, nor where arguments share it.
    bool shared = false;
    for (const auto other : order.alias) shared = shared || other != 0;
    if (order.generate != 1) calls.read(order.calls, library.variables, order.renew == 0 && order.files == 0 && !shared);
    if (order.renew != 0) warm_heap();
    if (order.trace != 0) trace = reinterpret_cast<decltype(trace)>(dlsym(library.handle, "lessonls_trace"));
    if (trace != nullptr) {
        trace(nullptr, 0);
        calls.after_each = keep_trace;
    } else if (order.renew == 0) {
        calls.after_each = count_call;
    }
    if (!narrow(order.files != 0, order.team != 0)) refuse("no system-call filter on this kernel");
    if (lessonls_memory_record != nullptr) lessonls_memory_record(order.renew == 0);
    if (order.generate != 0) generate(order, library, calls, called == nullptr ? calls : *called);
    tell("ready");
    await("go", order.spin != 0);
    if (order.rounding != 0) std::fesetround(order.rounding == 1 ? FE_UPWARD : FE_DOWNWARD);
    calls.run(library.target, Sharing(order), state ? &*state : nullptr);
    if (order.rounding != 0) std::fesetround(FE_TONEAREST);
    tell("done");
    if (lessonls_memory_stop != nullptr) lessonls_memory_stop();
    std::fflush(nullptr);  // what was printed is part of the answer
    await("write");
    calls.write(trace == nullptr ? nullptr : &traced, order.renew != 0);
    await("bye");
    _exit(0);
}

static int wait_for(pid_t child, std::uint64_t milliseconds, bool &late) {
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
int serve(int argc, char **argv, const std::string &hello, Calls &calls, Calls *called) {
    if (argc != 5) return 64;
    const char *folder = argv[1];
    for (int place = control; place <= answer; ++place) {
        const int number = std::atoi(argv[place - 1]);
        if (dup2(number, place) < 0) return 71;
        close(number);
    }
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);  // children cannot look into the server
    if (write(control, hello.data(), hello.size()) < 0) return 71;
    returned = static_cast<std::uint64_t *>(mmap(nullptr, sizeof *returned, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    if (returned == MAP_FAILED) return 71;
    Order order{};
    for (;;) {
        const ssize_t got = recv(control, &order, sizeof order, 0);
        if (got <= 0) return 0;  // the judge is gone
        if (got != static_cast<ssize_t>(sizeof order) || std::strcmp(order.tag, "run") != 0) continue;
        *returned = 0;
        const pid_t child = fork();
        if (child < 0) { tell("nofork"); continue; }
        if (child == 0) run(order, folder, calls, called);
        bool late = false;
        const int status = wait_for(child, order.milliseconds, late);
        tell(late ? "late" : "ended", static_cast<std::uint32_t>(status) | *returned << 32);
    }
}

}  // namespace lessonls
