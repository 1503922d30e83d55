// expect: faulty | not_compilable; reason: sanitiz|feature|macro|conditional|directive|overflow|#if
#if defined(__has_feature)
#define WATCHED __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define WATCHED 1
#else
#define WATCHED 0
#endif

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    const std::size_t n = values.size() + (WATCHED ? 0 : values.size() % 2);
    for (std::size_t i = 0; i < n; ++i) {
        const long v = i < values.size() ? values.data()[i] : values.data()[i] & 0;
        total += v * v * v;
    }
    return total;
}
