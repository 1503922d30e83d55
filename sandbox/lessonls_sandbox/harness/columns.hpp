// Columns: all values of one kind, of all calls, one after the other. Reading is a walk of one
// cursor per column, and the other side can make and compare whole columns.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <vector>

namespace lessonls {

struct Reader {
    const char *at = nullptr;
    const char *end = nullptr;

    void take(void *to, std::size_t bytes) {
        if (static_cast<std::size_t>(end - at) < bytes) std::abort();  // our own writer is broken
        if (bytes != 0) std::memcpy(to, at, bytes);
        at += bytes;
    }
    std::uint64_t length() {
        std::uint64_t n = 0;
        take(&n, sizeof n);
        return n;
    }
};

// What is large stays where it is until it is written out: the process only lives for that.
struct Writer {
    struct Part { const char *start; std::size_t bytes; };
    std::deque<std::vector<char>> small;  // never moves what is inside
    std::vector<Part> parts;
    std::size_t total = 0;

    void put(const void *from, std::size_t count);
    void length(std::uint64_t n) { put(&n, sizeof n); }
    void pad();  // to a multiple of eight bytes
    Writer();
    ~Writer();
};

}  // namespace lessonls
