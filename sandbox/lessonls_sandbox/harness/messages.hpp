// What the judge and the harness say to each other, and over which files.

#pragma once

#include <cstdint>

namespace lessonls {

inline constexpr int control = 3, request = 4, answer = 5;
inline int log_file = 2;  // elsewhere where what is printed is kept

struct Order {
    char tag[8];
    std::uint64_t calls;
    std::uint64_t threads;       // for OpenMP; 0 leaves the default
    std::uint64_t processor;     // 1 + the core to stay on; 0 for any
    std::uint64_t milliseconds;  // wall-clock limit of the child
    std::uint64_t memory;        // address space in bytes; 0 for no limit (sanitizers)
    std::uint64_t spin;          // wait for "go" awake: for wall-clock timing
    std::uint64_t trace;         // coverage build: one more column, what runs in each call
    std::uint64_t files;         // may open files for reading during the calls (sanitizers)
    std::uint64_t team;          // may start threads
    std::uint64_t renew;         // puts the library's variables back before every call
    std::uint64_t generate;      // the answer is what the function is called with: by a generator, or,
                                 // where that is more than 1, by a caller, the call of that number
    std::uint64_t rounding;      // 1: reals are rounded up; 2: down
    std::uint64_t variant;       // of a library that holds several
    std::uint8_t alias[16];      // for each parameter: 1 + whose memory it shares; 0 for its own
    std::int8_t shift[16];       // ... and how many elements behind its start, or before it; of its
                                 // own memory, in units of 128
    char library[128];           // a file name in the folder of libraries
};

struct Report {
    char tag[8];
    std::uint64_t value;
};

void tell(const char *tag, std::uint64_t value = 0);
void await(const char *tag, bool awake = false);
[[noreturn]] void refuse(const char *why);

}  // namespace lessonls
