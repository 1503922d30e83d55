#include "printed.hpp"

#include "messages.hpp"

#include <cstdio>
#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

namespace lessonls {

void Printed::start() {
    file_ = memfd_create("printed", 0);
    if (file_ < 0 || dup2(file_, 1) < 0) refuse("what is printed cannot be kept");
}

void Printed::next() {
    std::fflush(stdout);
    ends_.push_back(static_cast<std::uint64_t>(lseek(1, 0, SEEK_CUR)));
}

void Printed::write(Writer *out) const {
    std::uint64_t start = 0;
    for (const std::uint64_t end : ends_) {
        out[0].length(end - start);
        start = end;
    }
    auto *const text = static_cast<char *>(std::malloc(start + 1));
    if (text == nullptr || pread(file_, text, start, 0) != static_cast<ssize_t>(start)) std::abort();
    out[1].put(text, start);
}

}  // namespace lessonls
