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

#include "columns.hpp"
#include "lock.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <dlfcn.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace lessonls {

inline constexpr int control = 3, request = 4, answer = 5;

struct Order {
    char tag[8];
    std::uint64_t calls;
    std::uint64_t threads;       // for OpenMP; 0 leaves the default
    std::uint64_t processor;     // 1 + the core to stay on; 0 for any
    std::uint64_t milliseconds;  // wall-clock limit of the child
    std::uint64_t memory;        // address space in bytes; 0 for no limit (sanitizers)
    std::uint64_t spin;          // wait for "go" awake: for wall-clock timing
    std::uint64_t trace;         // coverage build: one more column, the places that were reached
    char library[128];           // a file name in the folder of libraries
};

struct Report {
    char tag[8];
    std::uint64_t value;
};

inline void tell(const char *tag, std::uint64_t value = 0) {
    Report report{};
    std::strncpy(report.tag, tag, sizeof report.tag - 1);
    report.value = value;
    if (write(control, &report, sizeof report) < 0) _exit(71);
}

[[noreturn]] inline void refuse(const char *why) {
    std::string line = std::string("lessonls: ") + why + "\n";
    if (write(2, line.data(), line.size()) < 0) _exit(71);
    _exit(70);
}

template <class F> struct Signature;
template <class R, class... A> struct Signature<R (*)(A...)> {
    using Result = R;
    using Arguments = std::tuple<std::remove_cvref_t<A>...>;
    using Pointer = R (*)(A...);

    static R call(Pointer function, Arguments &arguments) {
        return std::apply([&](std::remove_cvref_t<A> &...value) -> R {
            return function(static_cast<A &&>(value)...);
        }, arguments);
    }
    template <class T> static void describe_one(std::string &out, bool &first) {
        if (!first) out += ',';
        first = false;
        using Value = std::remove_cvref_t<T>;
        constexpr bool shown = std::is_lvalue_reference_v<T> || std::is_pointer_v<Value>;
        using Pointee = std::remove_pointer_t<std::remove_reference_t<T>>;
        out += "{\"shown\":"; out += shown ? "true" : "false";
        out += ",\"const\":"; out += std::is_const_v<Pointee> || !shown ? "true" : "false";
        out += ",\"type\":"; Codec<Value>::describe(out); out += '}';
    }
    static std::string describe() {
        std::string out = "{\"returns\":";
        if constexpr (std::is_void_v<R>) out += "null";
        else if constexpr (std::is_pointer_v<std::remove_reference_t<R>>) out += "{\"place\":true}";
        else Codec<std::remove_cvref_t<R>>::describe(out);
        out += ",\"parameters\":[";
        bool first = true;
        (describe_one<A>(out, first), ...);
        return out + "]}";
    }
    static constexpr std::size_t result_columns() {
        if constexpr (std::is_void_v<R>) return 0;
        else if constexpr (std::is_pointer_v<std::remove_reference_t<R>>) return 2;
        else return Codec<std::remove_cvref_t<R>>::columns;
    }
    static constexpr std::size_t argument_columns = (0 + ... + Codec<std::remove_cvref_t<A>>::columns);
};
template <class R, class... A> struct Signature<R (*)(A...) noexcept> : Signature<R (*)(A...)> {};

// A returned pointer has meaning only as a place inside an argument: which block, which element.
inline void write_place(Writer *out, const void *pointer, const Blocks &blocks) {
    std::int64_t block = pointer == nullptr ? -1 : -2, element = 0;
    for (std::size_t i = 0; i < blocks.all.size() && block == -2; ++i) {
        const Block &b = blocks.all[i];
        const auto offset = static_cast<const char *>(pointer) - static_cast<const char *>(b.data);
        if (offset >= 0 && static_cast<std::size_t>(offset) <= b.length * b.element) {
            block = static_cast<std::int64_t>(i);
            element = offset;
        }
    }
    out[0].put(&block, sizeof block);
    out[1].put(&element, sizeof element);
}

template <class F> class Calls {
    using S = Signature<F>;
    struct Nothing {};
    using Kept = std::conditional_t<std::is_void_v<typename S::Result>, Nothing,
                                    std::remove_cvref_t<typename S::Result>>;
    struct Call {
        typename S::Arguments arguments{};
        Blocks blocks;
        Kept result{};
    };
    std::vector<Call> calls_;

  public:
    void read(std::uint64_t count) {
        const auto size = static_cast<std::size_t>(lseek(request, 0, SEEK_END));
        const char *at = size == 0 ? nullptr : static_cast<const char *>(
            mmap(nullptr, size, PROT_READ, MAP_PRIVATE, request, 0));
        std::array<Reader, S::argument_columns + 1> columns{};
        for (std::size_t i = 0; i < S::argument_columns; ++i) {
            std::uint64_t bytes = 0;
            std::memcpy(&bytes, at, sizeof bytes);
            columns[i] = {at + sizeof bytes, at + sizeof bytes + bytes};
            at += sizeof bytes + (bytes + 7) / 8 * 8;
        }
        calls_ = std::vector<Call>(count);
        for (Call &call : calls_) read_one(columns.data(), call);
    }
    void run(typename S::Pointer function) {
        for (Call &call : calls_) {
            if constexpr (std::is_void_v<typename S::Result>) S::call(function, call.arguments);
            else call.result = S::call(function, call.arguments);
        }
    }
    void write_all(const std::vector<std::uint64_t> *places) {
        std::array<Writer, S::result_columns() + S::argument_columns + 1> columns{};
        for (Call &call : calls_) write_one(columns.data(), call);
        if (places != nullptr) columns.back().put(places->data(), places->size() * sizeof(std::uint64_t));
        const std::size_t used = columns.size() - (places == nullptr ? 1 : 0);
        std::uint64_t total = 0;
        for (std::size_t i = 0; i < used; ++i) {
            const std::uint64_t bytes = columns[i].bytes.size();
            columns[i].bytes.resize((bytes + 7) / 8 * 8);
            emit(&bytes, sizeof bytes);
            emit(columns[i].bytes.data(), columns[i].bytes.size());
            total += sizeof bytes + columns[i].bytes.size();
        }
        tell("output", total);
    }

  private:
    static void read_one(Reader *in, Call &call) {
        std::apply([&](auto &...value) {
            ((Codec<std::remove_reference_t<decltype(value)>>::read(in, value, call.blocks),
              in += Codec<std::remove_reference_t<decltype(value)>>::columns), ...);
        }, call.arguments);
    }
    static void write_one(Writer *out, Call &call) {
        if constexpr (std::is_pointer_v<Kept>) write_place(out, call.result, call.blocks);
        else if constexpr (S::result_columns() != 0) Codec<Kept>::write(out, call.result, call.blocks);
        out += S::result_columns();
        std::apply([&](auto &...value) {
            ((Codec<std::remove_reference_t<decltype(value)>>::write(out, value, call.blocks),
              out += Codec<std::remove_reference_t<decltype(value)>>::columns), ...);
        }, call.arguments);
    }
    static void emit(const char *from, std::size_t bytes) {
        while (bytes != 0) {
            const ssize_t written = write(answer, from, bytes);
            if (written <= 0) refuse("the answer is too large");
            from += written;
            bytes -= static_cast<std::size_t>(written);
        }
    }
    static void emit(const void *from, std::size_t bytes) { emit(static_cast<const char *>(from), bytes); }
};

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

using Trace = std::size_t(std::uint64_t *, std::size_t);  // see trace.c

template <class F> [[noreturn]] void run(const Order &order, const char *folder) {
    prepare(order);
    if (!lock()) refuse("no system-call filter on this kernel");
    const std::string path = std::string(folder) + "/" + order.library;
    void *library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) refuse(dlerror());
    auto *find = reinterpret_cast<void *(*)()>(dlsym(library, "lessonls_target"));
    auto *warm = reinterpret_cast<void (*)()>(dlsym(library, "lessonls_warm"));
    if (find == nullptr || warm == nullptr) refuse("the library does not hold the function");
    auto *function = reinterpret_cast<typename Signature<F>::Pointer>(find());
    Calls<F> calls;
    calls.read(order.calls);
    warm();
    auto *trace = order.trace == 0 ? nullptr : reinterpret_cast<Trace *>(dlsym(library, "lessonls_trace"));
    if (trace != nullptr) trace(nullptr, 0);
    tell("ready");
    await("go", order.spin != 0);
    calls.run(function);
    tell("done");
    std::vector<std::uint64_t> places(trace == nullptr ? 0 : 1U << 16);
    if (trace != nullptr) places.resize(trace(places.data(), places.size()));
    std::fflush(nullptr);  // what was printed is part of the answer
    await("write");
    calls.write_all(trace == nullptr ? nullptr : &places);
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
template <class F> int serve(int argc, char **argv) {
    if (argc != 5) return 64;
    const char *folder = argv[1];
    for (int place = control; place <= answer; ++place) {
        const int number = std::atoi(argv[place - 1]);
        if (dup2(number, place) < 0) return 71;
        close(number);
    }
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);  // children cannot look into the server
    const std::string hello = Signature<F>::describe();
    if (write(control, hello.data(), hello.size()) < 0) return 71;
    Order order{};
    for (;;) {
        const ssize_t got = recv(control, &order, sizeof order, 0);
        if (got <= 0) return 0;  // the judge is gone
        if (got != static_cast<ssize_t>(sizeof order) || std::strcmp(order.tag, "run") != 0) continue;
        const pid_t child = fork();
        if (child < 0) { tell("nofork"); continue; }
        if (child == 0) run<F>(order, folder);
        bool late = false;
        const int status = wait_for(child, order.milliseconds, late);
        tell(late ? "late" : "ended", static_cast<std::uint64_t>(status));
    }
}

}  // namespace lessonls
