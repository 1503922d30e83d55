// What a call prints to its standard output and error, instead of to whoever started the harness.

#pragma once

#include "columns.hpp"

namespace lessonls {

class Printed {
  public:
    void start();  // before files can no longer be made
    void next();  // what is printed from now on is the next call's
    // The length of what each call has printed, and all of it.
    void write(Writer *out) const;

  private:
    int file_ = -1;
    std::vector<std::uint64_t> ends_;
};

}  // namespace lessonls
