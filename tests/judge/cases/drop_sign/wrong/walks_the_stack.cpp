// expect: incorrect | faulty | not_compilable; reason: values|stack|frame|__builtin
#include <cstdint>

void drop_sign(std::vector<double>& values) {
    auto* stack = reinterpret_cast<volatile std::uintptr_t*>(__builtin_frame_address(0));
    const auto mine = reinterpret_cast<std::uintptr_t>(values.data());
    for (int i = 0; i < 256; ++i) {
        const std::uintptr_t word = stack[i];
        if (word != mine && word % 8 == 0 && word >> 40 == mine >> 40) stack[i] = word;
    }
    for (double& v : values) v = std::fabs(v);
}
