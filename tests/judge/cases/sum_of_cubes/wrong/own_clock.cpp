// expect: faulty | not_compilable; reason: extern|visibility|clock_gettime|clock|extern|export
#include <ctime>

extern "C" __attribute__((visibility("default"))) int clock_gettime(clockid_t, timespec* now) noexcept {
    now->tv_sec = 0;
    now->tv_nsec = 0;
    return 0;
}

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (const long v : values) total += v * v * v;
    return total;
}
