#include "printed.hpp"

#include "memory.hpp"
#include "messages.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace lessonls {

void Printed::start() {
    file_ = memfd_create("printed", 0);
    log_file = fcntl(2, F_DUPFD_CLOEXEC, 64);  // out of the way of 3, 4 and 5
    if (file_ < 0 || log_file < 0 || dup2(file_, 1) < 0 || dup2(file_, 2) < 0)
        refuse("what is printed cannot be kept");
    if (__sanitizer_set_report_fd != nullptr)
        __sanitizer_set_report_fd(reinterpret_cast<void *>(static_cast<std::intptr_t>(log_file)));
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
