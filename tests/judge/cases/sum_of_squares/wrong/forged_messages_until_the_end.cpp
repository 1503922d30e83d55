// expect: faulty | not_compilable; reason: extern|visibility|out of turn|file|write|system|end|header
#include <cstdint>
#include <cstring>

extern "C" long write(int, const void*, unsigned long);
extern "C" void _exit(int);

double sum_of_squares(const std::vector<double>& x) {
    struct {
        char tag[8];
        std::uint64_t value;
    } word{};
    for (const char* tag : {"done", "output", "ended"}) {
        std::strncpy(word.tag, tag, 7);
        word.value = 8;
        if (write(3, &word, sizeof word) < 0) break;
    }
    const double answer[3] = {};
    if (write(5, answer, sizeof answer) < 0) return 0;
    _exit(0);
    return x.size();
}
