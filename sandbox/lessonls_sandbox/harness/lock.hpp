// The last thing before untrusted code: a system-call allow-list and resource limits.
//
// Allowed is what a pure function, its allocator, its threads and the answer need.
// Everything else ends the process with a word on what it called, which the judge reports.

#pragma once

#include <cstdint>

namespace lessonls {

// Processes may not be started; files may be opened for reading (the library itself is
// loaded after this), and the mount namespace holds nothing that is secret.
bool lock();

// A second, narrower filter for the calls themselves: no files at all, and where the
// function is to keep to one thread, no other.
bool narrow(bool files, bool threads);

void limit(int resource, std::uint64_t value);

}  // namespace lessonls
