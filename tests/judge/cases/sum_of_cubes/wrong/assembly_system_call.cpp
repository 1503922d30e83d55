// expect: faulty | not_compilable; reason: asm|assembl|system call|out of turn
long sum_of_cubes(const std::vector<int>& values) {
    char word[16] = "done";
    long answer;
    __asm__ volatile("syscall"
                     : "=a"(answer)
                     : "a"(1L), "D"(3L), "S"(word), "d"(16L)
                     : "rcx", "r11", "memory");
    long total = 0;
    for (const long v : values) total += v * v * v;
    return total;
}
