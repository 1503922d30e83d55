// A library's variables as they were when it was loaded, to be put back before every call.
//
// Several calls run in one process where one would be too short to time. What a call leaves
// in the library's static or thread-local variables must not make the next one faster.

#pragma once

#include <cstddef>
#include <cstdint>
#include <link.h>
#include <vector>

namespace lessonls {

class State {
  public:
    // `inside`: any address in the library.
    explicit State(const void *inside);
    void renew();

  private:
    struct Segment {
        char *start;
        std::size_t size;
        std::vector<char> kept{};
    };
    std::uintptr_t inside_;
    std::vector<Segment> segments_;
    const char *local_start_ = nullptr;
    std::size_t local_filled_ = 0, local_size_ = 0;

    bool is_it(const dl_phdr_info &info) const;
    int look(const dl_phdr_info &info);
    int renew_local(const dl_phdr_info &info);
};

}  // namespace lessonls
