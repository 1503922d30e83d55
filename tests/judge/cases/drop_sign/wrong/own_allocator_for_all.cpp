// expect: faulty | not_compilable; reason: operator|new|defin|one call|librar
#include <new>

alignas(64) static unsigned char pool[1 << 24];
static std::size_t used = 0;

void* operator new(std::size_t n) {
    void* place = pool + used;
    used += (n + 63) / 64 * 64;
    return place;
}
void operator delete(void*) noexcept {}
void operator delete(void*, std::size_t) noexcept {}

void drop_sign(std::vector<double>& values) {
    for (double& v : values) v = std::fabs(v);
}
