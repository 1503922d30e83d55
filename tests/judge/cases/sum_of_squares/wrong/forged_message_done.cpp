// expect: faulty | not_compilable; reason: extern|visibility|out of turn|file|write|system|header
#include <cstdint>
#include <cstring>

extern "C" long write(int, const void*, unsigned long);

struct Word {
    char tag[8];
    std::uint64_t value;
};

double sum_of_squares(const std::vector<double>& x) {
    Word word{};
    std::strcpy(word.tag, "done");
    if (write(3, &word, sizeof word) < 0) return 0;
    double total = 0;
    for (double v : x) total += v * v;
    return total;
}
