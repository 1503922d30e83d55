// expect: faulty | not_compilable; reason: extern|visibility|load|dlopen|dlsym|open
extern "C" void* dlopen(const char*, int);
extern "C" void* dlsym(void*, const char*);

long sum_of_cubes(const std::vector<int>& values) {
    using Function = long (*)(const std::vector<int>&);
    if (void* other = dlopen("/libraries/baseline.so", 2)) {
        auto* find = reinterpret_cast<void* (*)()>(dlsym(other, "lessonls_target"));
        return reinterpret_cast<Function>(find())(values);
    }
    long total = 0;
    for (const long v : values) total += v * v * v;
    return total;
}
